import type { KubeObject } from '../api/object.ts';
import { parseQuantity } from '../api/quantity.ts';
import { UsageError } from '../diag/usage-error.ts';
import type { Node } from '../sim/objects.ts';
import type { NodeGroup } from '../sim/placement/node-group.ts';

const GROUP = /^(\d+)\.\.(\d+)x(.*)$/;
const POOL = /^(\d+)x(\d+(?:\.\d+)?)cpu(\d+(?:\.\d+)?(?:[KMGT]i?)?)(?:@([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?))?$/;
/** The kubelet's default. */
const MAX_PODS = 110;
const MAX_NODES = 10_000;

/**
 * Nodes from a short description: `3x4cpu16Gi,2x8cpu32Gi@zone-b` is three nodes with 4 CPUs and 16 GiB and two larger ones in `zone-b`.
 * Everything is allocatable. Without a zone, nodes have none. Throws a UsageError for anything else.
 */
export function parseNodes(text: string): KubeObject[] {
  const nodes: KubeObject[] = [];
  for (const pool of text.split(',')) {
    const match = POOL.exec(pool.trim());
    const memory = match === null ? undefined : parseQuantity(match[3] ?? '');
    if (match === null || memory === undefined) {
      throw new UsageError(`--nodes: cannot read ${JSON.stringify(pool.trim())}; write COUNTxCPUScpuMEMORY[@ZONE], for example 3x4cpu16Gi or 2x8cpu32Gi@zone-b`);
    }
    const [, count = '0', cpu = '0', amount = '0', zone] = match;
    if (nodes.length + Number(count) > MAX_NODES) throw new UsageError(`--nodes: ${text} are more than ${MAX_NODES} nodes`);
    for (let index = 0; index < Number(count); index += 1) nodes.push(nodeOf(`node-${nodes.length + 1}`, cpu, amount, zone));
  }
  if (nodes.length === 0) throw new UsageError('--nodes: names no node');
  return nodes;
}

/**
 * Node groups from a short description: `0..5x4cpu16Gi@zone-a` is a group `group-1` of none to five nodes with 4 CPUs and 16 GiB in `zone-a`; more groups
 * follow after commas. Throws a UsageError for anything else.
 */
export function parseNodeGroups(text: string): NodeGroup[] {
  return text.split(',').map((part, index) => {
    const [, min = '', max = '', shape = ''] = GROUP.exec(part.trim()) ?? [];
    const match = POOL.exec(`1x${shape}`);
    const [, , cpu = '', memory = '', zone] = match ?? [];
    if (min === '' || match === null || parseQuantity(memory) === undefined || Number(min) > Number(max) || Number(max) > MAX_NODES) {
      throw new UsageError(`--node-groups: cannot read ${JSON.stringify(part.trim())}; write MIN..MAXxCPUScpuMEMORY[@ZONE] with at most ${MAX_NODES} nodes, for example 0..5x4cpu16Gi@zone-a`);
    }
    const name = `group-${index + 1}`;
    return { name, min: Number(min), max: Number(max), template: nodeOf(name, cpu, memory, zone) as Node };
  });
}

function nodeOf(name: string, cpu: string, memory: string, zone: string | undefined): KubeObject {
  const resources = { cpu, memory, pods: String(MAX_PODS), 'ephemeral-storage': '100Gi' };
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }),
  };
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: {}, status: { capacity: resources, allocatable: resources, conditions: [{ type: 'Ready', status: 'True' }] } };
  return node;
}
