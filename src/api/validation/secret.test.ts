import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../base64.ts';
import { defaultSecret } from '../defaults/secret.ts';
import type { Secret } from '../types/core-v1.ts';
import { validateConfigMap, validateConfigMapUpdate } from './config-map.ts';
import { validateSecret, validateSecretUpdate } from './secret.ts';

function refusals(secret: Secret): string[] {
  defaultSecret(secret);
  return validateSecret(secret).map(({ path, reason }) => `${path} ${reason}`);
}

describe('validateSecret', () => {
  it.each<[string, Secret, string[]]>([
    ['plain text', { stringData: { key: 'v' } }, []],
    ['a key that is no file name', { stringData: { 'a/b': 'v' } }, ['data[a/b] FieldValueInvalid']],
    ['TLS without a key', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'x' } }, ['data[tls.key] FieldValueRequired']],
    ['a login without name and password', { type: 'kubernetes.io/basic-auth' }, ['data[username] FieldValueRequired', 'data[password] FieldValueRequired']],
    ['a login without a password', { type: 'kubernetes.io/basic-auth', stringData: { username: 'a' } }, []],
    ['an empty key for ssh', { type: 'kubernetes.io/ssh-auth', stringData: { 'ssh-privatekey': '' } }, ['data[ssh-privatekey] FieldValueRequired']],
    ['a registry login that is no object', { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '[]' } }, ['data[.dockerconfigjson] FieldValueInvalid']],
    ['a token of nobody', { type: 'kubernetes.io/service-account-token' }, ['metadata.annotations[kubernetes.io/service-account.name] FieldValueRequired']],
    ['too much', { stringData: { a: 'x'.repeat(1024 * 1024 + 1) } }, ['data FieldValueTooLong']],
    ['just not too much', { stringData: { a: 'x'.repeat(1024 * 1024) } }, []],
  ])('%s', (_name, secret, expected) => expect(refusals(secret)).toEqual(expected));

  it('never shows the value', () => {
    const [error] = validateSecret({ type: 'kubernetes.io/dockercfg', data: { '.dockercfg': encodeBase64('hunter2') } });
    expect(error?.message).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it('keeps type and immutable data', () => {
    const old: Secret = { type: 'Opaque', immutable: true, data: { a: 'YQ==' } };
    expect(validateSecretUpdate({ type: 'x', data: {} }, old).map(({ path }) => path)).toEqual(['type', 'data', 'immutable']);
    expect(validateSecretUpdate(old, old)).toEqual([]);
  });
});

describe('validateConfigMap', () => {
  it('wants each key once', () => expect(validateConfigMap({ data: { a: '' }, binaryData: { a: '' } }).map(({ path }) => path)).toEqual(['data[a]']));
  it('keeps immutable data', () => {
    expect(validateConfigMapUpdate({ immutable: true, data: { a: '2' } }, { immutable: true, data: { a: '1' } }).map(({ path }) => path)).toEqual(['data']);
    expect(validateConfigMapUpdate({ data: { a: '2' } }, { immutable: false, data: { a: '1' } })).toEqual([]);
  });
});
