import { describe, expect, test } from 'vitest';
import { defaultPullPolicy, parseImageReference } from './image-reference.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('the parts of an image', () => {
  test.each<[string, string, string, string?, string?]>([
    ['nginx', 'docker.io', 'library/nginx'],
    ['a/b:1', 'docker.io', 'a/b', '1'],
    ['localhost/b', 'localhost', 'b'],
    ['Host/b', 'Host', 'b'],
    ['host:5000/b:x', 'host:5000', 'b', 'x'],
    ['index.docker.io/b', 'docker.io', 'library/b'],
    [`r.example.org/a/b:1@${DIGEST}`, 'r.example.org', 'a/b', '1', DIGEST],
    ['[::1]:5000/b', '[::1]:5000', 'b'],
  ])('%s', (text, registry, repository, tag, digest) => {
    expect(parseImageReference(text)).toEqual({ registry, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) });
  });

  test.each(['', ' a', 'A', 'a/B', 'a:', 'a:b:c', 'a@sha256:12', `a@md5:${'a'.repeat(64)}`, 'http://x/y', 'a'.repeat(64), `x/${'a'.repeat(256)}`, '-a', 'a__b___c', 'host_name.x/b'])('%j is no image', (text) => {
    expect(parseImageReference(text)).toBeUndefined();
  });
});

test('the newest image is always pulled, and what cannot be read is not', () => {
  expect(['a', 'a:latest', 'a:1', `a@${DIGEST}`, `a:latest@${DIGEST}`, '!'].map(defaultPullPolicy)).toEqual(['Always', 'Always', 'IfNotPresent', 'IfNotPresent', 'Always', 'IfNotPresent']);
});
