import { describe, expect, it } from 'vitest';
import { parseNodes } from './synthetic-nodes.ts';

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
