import { describe, expect, it } from 'vitest';
import type { Node } from '../objects.ts';
import { NodeImages, type PullOutcome } from './node-images.ts';

const MIB = 1024 * 1024;
const ready = (outcome: PullOutcome): number | string => ('readyMs' in outcome ? outcome.readyMs : outcome.refused);
const image = (name: string, imagePullPolicy = 'IfNotPresent'): { image: string; imagePullPolicy: string } => ({ image: name, imagePullPolicy });

describe('a node', () => {
  it('pulls one image after the other, in the order in which they are asked for', () => {
    const images = new NodeImages({}, true);
    expect(ready(images.ensure('a', image('web:1'), undefined, 0))).toBe(5000);
    expect(ready(images.ensure('a', image('api:1'), undefined, 1000))).toBe(10_000);
    expect(ready(images.ensure('b', image('api:1'), undefined, 1000))).toBe(6000);
  });

  it('does not pull twice what somebody else has asked for, but waits for its turn', () => {
    const images = new NodeImages({}, true);
    images.ensure('a', image('web:1'), undefined, 0);
    images.ensure('a', image('api:1'), undefined, 0);
    expect(ready(images.ensure('a', image('web:1'), undefined, 100))).toBe(10_000);
    expect(ready(images.ensure('a', image('web:1'), undefined, 5000))).toBe(5000);
  });

  it('keeps what it has, under every name', () => {
    const images = new NodeImages({}, true);
    images.ensure('a', image('nginx'), undefined, 0);
    expect(ready(images.ensure('a', image('docker.io/library/nginx:latest'), undefined, 7000))).toBe(7000);
  });

  it('asks the registry again for Always, in its turn, and needs it then', () => {
    const images = new NodeImages({ missing: ['gone:1'] }, true);
    images.keep('a', 'web:1');
    images.keep('a', 'gone:1');
    images.ensure('a', image('big:1'), 60_000, 0);
    expect(ready(images.ensure('a', image('web:1', 'Always'), undefined, 1000))).toBe(60_000);
    expect(ready(images.ensure('a', image('gone:1', 'Always'), undefined, 1000))).toBe('ErrImagePull');
    expect(ready(images.ensure('a', image('gone:1'), undefined, 1000))).toBe(1000);
  });

  it('never pulls with Never', () => {
    const images = new NodeImages({}, true);
    expect(ready(images.ensure('a', image('web:1', 'Never'), undefined, 0))).toBe('ErrImageNeverPull');
    images.keep('a', 'web:1');
    expect(ready(images.ensure('a', image('web:1', 'Never'), undefined, 0))).toBe(0);
  });

  it.each([
    ['stated sizes and rate', { sizes: { 'web:1': 300 * MIB }, bytesPerSecond: 30 * MIB }, undefined, 10_000],
    ['50 MiB/s where no rate is stated', { sizes: { 'web:1': 300 * MIB } }, undefined, 6000],
    ['a time that is said of the container', { sizes: { 'web:1': 300 * MIB } }, 1000, 1000],
    ['no registry has it', { missing: ['docker.io/library/web:1'] }, undefined, 'ErrImagePull'],
  ])('takes as long as follows from %s', (_name, statements, pullMs, wanted) => {
    expect(ready(new NodeImages(statements, true).ensure('a', image('web:1'), pullMs, 0))).toBe(wanted);
  });

  it('has what it reports, and its report tells others how large an image is', () => {
    const images = new NodeImages({}, true);
    images.take({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, status: { images: [{ names: ['docker.io/library/web:1'], sizeBytes: 100 * MIB }] } } as Node);
    expect(ready(images.ensure('a', image('web:1'), undefined, 0))).toBe(0);
    expect(ready(images.ensure('b', image('web:1'), undefined, 0))).toBe(2000);
  });

  it('that stands for many pulls what it is asked for side by side', () => {
    const images = new NodeImages({}, false);
    images.ensure('a', image('web:1'), undefined, 0);
    expect(ready(images.ensure('a', image('api:1'), undefined, 0))).toBe(5000);
  });
});
