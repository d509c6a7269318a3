import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { loadText } from '../../load/load.ts';
import { plan } from '../plan.ts';
import { parseNodes } from '../synthetic-nodes.ts';

interface Shape {
  readonly kind?: string;
  readonly replicas?: number;
  readonly cpu?: string;
  readonly memory?: string;
  readonly spec?: string;
}

function manifests({ kind = 'Deployment', replicas = 8, cpu = '1500m', memory = '64Mi', spec = '' }: Shape): string {
  const size = kind === 'DaemonSet' ? '' : `  replicas: ${replicas}\n`;
  return `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: web}\nspec:\n${size}  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers: [{name: web, image: "web:1", resources: {requests: {cpu: ${cpu}, memory: ${memory}}}}]\n${spec}`;
}

function outcome(shape: Shape, nodes: readonly KubeObject[] = parseNodes('3x4cpu8Gi')): { readonly advice: string | undefined; readonly completes: boolean } {
  const { findings, plan: made } = plan(undefined, loadText(manifests(shape), 'web.yaml'), { cluster: nodes });
  return { advice: findings.find(({ rule }) => rule === 'plan/unschedulable')?.fix?.description, completes: made.rollouts.every(({ verdict }) => verdict === 'completes') };
}

/** Nodes, the last of which is changed. */
function nodesWithLast(change: (node: { spec: Record<string, unknown> }) => void): KubeObject[] {
  const nodes = structuredClone(parseNodes('2x2cpu8Gi,1x4cpu8Gi')) as KubeObject[];
  const last = nodes.at(-1) as unknown as { spec?: Record<string, unknown> };
  last.spec ??= {};
  change(last as { spec: Record<string, unknown> });
  return nodes;
}

describe('what would give waiting pods a node', () => {
  it('is a request that fits, and the largest one', () => {
    expect(outcome({})).toEqual({ advice: 'Lower the cpu request of each pod from 1500m to at most 1333m; or add 1 node like node-1.', completes: false });
    expect(outcome({ cpu: '1333m' }).completes).toBe(true);
    expect(outcome({ cpu: '1334m' }).completes).toBe(false);
    expect(outcome({ cpu: '100m', memory: '3Gi', replicas: 7 }).advice).toMatch(/^Lower the memory request of each pod from 3Gi to at most (\d+Mi|2Gi); or add 1 node/);
  });

  it('is as many nodes as it takes', () => {
    expect(outcome({ replicas: 12 }).advice).toContain('add 3 nodes like node-1');
    expect(outcome({ replicas: 12 }, parseNodes('6x4cpu8Gi')).completes).toBe(true);
    expect(outcome({ replicas: 12 }, parseNodes('5x4cpu8Gi')).completes).toBe(false);
  });

  it('is no node like those that are too small even when they are empty, and no request out of reach', () => {
    expect(outcome({ cpu: '20' }).advice).toBeUndefined();
    expect(outcome({ cpu: '5', replicas: 1 }).advice).toBe('Lower the cpu request of each pod from 5 to at most 4.');
  });

  it('names what else keeps nodes away', () => {
    const tainted = nodesWithLast(({ spec }) => void (spec['taints'] = [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }]));
    expect(outcome({ replicas: 3 }, tainted).advice).toContain('; or tolerate the taint dedicated=batch:NoSchedule of node-3.');
    const cordoned = nodesWithLast(({ spec }) => void (spec['unschedulable'] = true));
    expect(outcome({ replicas: 3 }, cordoned).advice).toContain('; or make node-3 schedulable again (kubectl uncordon).');
    expect(outcome({ replicas: 1, spec: '      nodeSelector: {disk: ssd}\n' }).advice).toBe('Let the pods run on node-1, node-2 and node-3 too, whose labels do not match the node selector disk=ssd.');
  });

  it('is said of no pod of a DaemonSet, which no other node helps', () => {
    expect(outcome({ kind: 'DaemonSet', cpu: '3' }, parseNodes('2x4cpu8Gi,1x2cpu8Gi')).advice).toBeUndefined();
  });
});
