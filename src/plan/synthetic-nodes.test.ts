import { describe, expect, it } from 'vitest';
import { parseNodeGroups, parseNodes } from './synthetic-nodes.ts';

describe('parseNodes', () => {
  it('makes nodes of several pools, with zones where they are given', () => {
    const nodes = parseNodes('2x4cpu16Gi,1x0.5cpu512Mi@zone-b');
    expect(nodes.map(({ metadata }) => metadata.name)).toEqual(['node-1', 'node-2', 'node-3']);
    expect(nodes[0]).toMatchObject({ kind: 'Node', status: { allocatable: { cpu: '4', memory: '16Gi', pods: '110' } } });
    expect(nodes[0]?.metadata.labels).not.toHaveProperty(['topology.kubernetes.io/zone']);
    expect(nodes[2]).toMatchObject({ metadata: { labels: { 'kubernetes.io/hostname': 'node-3', 'topology.kubernetes.io/zone': 'zone-b' } }, status: { allocatable: { cpu: '0.5', memory: '512Mi' } } });
  });

  it.each(['', '3', '3x4cpu', 'x4cpu16Gi', '3x4cpu16Gi@', '3x4cpu16Gi@Zone_B', '0x4cpu16Gi', '99999x1cpu1Gi'])('refuses %j', (text) => {
    expect(() => parseNodes(text)).toThrow(/--nodes/);
  });
});

describe('parseNodeGroups', () => {
  it('reads sizes and shapes', () => {
    expect(parseNodeGroups('0..5x4cpu16Gi@zone-a, 1..2x8cpu32Gi')).toMatchObject([
      { name: 'group-1', min: 0, max: 5, template: { metadata: { labels: { 'topology.kubernetes.io/zone': 'zone-a' } }, status: { allocatable: { cpu: '4', memory: '16Gi' } } } },
      { name: 'group-2', min: 1, max: 2, template: { status: { allocatable: { cpu: '8', memory: '32Gi' } } } },
    ]);
  });

  it.each(['', '5x4cpu16Gi', '0..x4cpu16Gi', '3..2x4cpu16Gi', '0..5x4cpu', '0..99999x1cpu1Gi'])('refuses %j', (text) => {
    expect(() => parseNodeGroups(text)).toThrow(/--node-groups/);
  });
});
