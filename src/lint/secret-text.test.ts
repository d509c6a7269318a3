import { describe, expect, it } from 'vitest';
import { couldBeSecret, isSecretName, looksRandom, secretProblemOf } from './secret-text.ts';

describe('isSecretName', () => {
  it.each(['DB_PASSWORD', 'authToken', 'AWS_SECRET_ACCESS_KEY', 'apiKey', 'client-secret', 'BEARER', 'AZURE_BATCH_KEY', 'private_key'])('%s is one', (name) => {
    expect(isSecretName(name)).toBe(true);
  });
  it.each(['TOKEN_FILE', 'PASSWORD_MIN_LENGTH', 'secretName', 'TOKEN_URL', 'ACCESS_KEY_ID', 'PASSWORD_COMPLEXITY', 'LOG_LEVEL', 'KEYBOARD'])('%s is none', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('couldBeSecret', () => {
  it.each(['hunter2', 'changeme', 'xxxxx'])('%s could be', (value) => expect(couldBeSecret(value)).toBe(true));
  it.each(['', '$(OTHER)', '${OTHER}', '{{ .Values.x }}', '/run/secrets/x', 'true', '<password>', '***', '30'])('%s could not', (value) => expect(couldBeSecret(value)).toBe(false));
});

describe('secretProblemOf', () => {
  it.each([
    ['-----BEGIN RSA PRIVATE KEY-----\nabc', 'a private key'],
    [`AKIA${'A1'.repeat(8)}`, 'an AWS access key'],
    [`ghp_${'a1'.repeat(18)}`, 'a GitHub token'],
    ['postgres://shop:hunter2@db/shop', 'a URL with a password'],
    [`eyJ${'a'.repeat(12)}.eyJ${'b'.repeat(12)}.${'c'.repeat(12)}`, 'a JSON Web Token'],
  ])('%s', (text, what) => expect(secretProblemOf(text)).toBe(what));
  it.each(['postgres://db:5432/shop', 'postgres://$(USER):$(PASSWORD)@db/shop', 'AKIA', '-----BEGIN CERTIFICATE-----', 'https://example.com/a:b@c'])('%s is none', (text) => {
    expect(secretProblemOf(text)).toBeUndefined();
  });
  it('takes no longer for long texts', () => {
    const started = performance.now();
    secretProblemOf('a://'.repeat(15_000));
    secretProblemOf('a'.repeat(65_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('looksRandom', () => {
  it('tells keys from words', () => {
    expect(looksRandom('aB3dE6fG9hJ2kL5mN8pQ1rS4')).toBe(true);
    expect(looksRandom('a-perfectly-ordinary-name')).toBe(false);
  });
});
