import { describe, expect, it } from 'vitest';
import { parseImage } from './image.ts';

describe('parseImage', () => {
  it.each([
    ['web', '', 'web', '', ''],
    ['web:1', '', 'web', '1', ''],
    ['team/web:1', '', 'team/web', '1', ''],
    ['registry:5000/web', 'registry:5000', 'web', '', ''],
    ['registry:5000/team/web:1', 'registry:5000', 'team/web', '1', ''],
    ['localhost/web', 'localhost', 'web', '', ''],
    ['ghcr.io/a/b:1@sha256:abc', 'ghcr.io', 'a/b', '1', 'sha256:abc'],
    ['', '', '', '', ''],
  ])('%s', (image, registry, repository, tag, digest) => {
    expect(parseImage(image)).toEqual({ registry, repository, tag, digest });
  });
});
