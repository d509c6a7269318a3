import { firstUntoleratedTaint, SCHEDULING_EFFECTS } from '../../api/tolerations.ts';
import type { KubeObject } from '../../api/object.ts';
import type { PodSpec, Taint } from '../../api/types/core-v1.ts';
import { formatQuantity } from '../../api/quantity.ts';
import { podRequests } from '../../api/effective-requests.ts';
import type { Node, Pod } from '../../sim/objects.ts';
import { objectsOfKind } from '../objects/by-kind.ts';
import { fittingRequest } from '../timeline/fitting-request.ts';
import type { PendingGroup } from '../timeline/pending-pods.ts';
import { podsByNode } from '../timeline/placements.ts';
import { count, listed } from '../words.ts';

/** What would give the pods of a group a node, for what keeps them from each: undefined when nothing definite can be said. */
export function placementAdvice(group: PendingGroup, objects: readonly KubeObject[]): string | undefined {
  const [pod] = group.waiting;
  // A pod of a DaemonSet is meant for one node: what holds for the others is no advice.
  if (pod === undefined || group.owner.kind === 'DaemonSet') return undefined;
  const nodes = new Map((objectsOfKind(objects, 'Node') as readonly Node[]).map((node) => [node.metadata.name ?? '', node]));
  const steps = [...roomSteps(group, pod, nodes, objects), ...ADVISERS.flatMap((advise) => advise(group, pod.spec ?? {}, nodes))];
  return steps.length === 0 ? undefined : `${capitalised(steps.join('; or '))}.`;
}

type Adviser = (group: PendingGroup, spec: PodSpec, nodes: ReadonlyMap<string, Node>) => readonly string[];

/** For nodes that would take the pods if they had room: smaller requests, or more such nodes. */
function roomSteps(group: PendingGroup, pod: Pod, nodes: ReadonlyMap<string, Node>, objects: readonly KubeObject[]): string[] {
  const { lacking } = group;
  if (lacking === undefined) return [];
  const steps: string[] = [];
  const asked = podRequests(pod.spec ?? {}).get(lacking);
  const short = group.nodes.filter(({ reasons }) => reasons.every((reason) => reason === `Insufficient ${lacking}`)).flatMap(({ node }) => nodes.get(node) ?? []);
  const fitting = constrainsOthers(pod.spec ?? {}) ? undefined : fittingRequest(lacking, group.waiting, short, podsByNode(objects));
  if (fitting !== undefined && asked !== undefined) steps.push(`lower the ${lacking} request of each pod from ${formatQuantity(asked)} to at most ${formatQuantity(fitting)}`);
  if (group.more !== undefined) steps.push(`add ${count(group.more.nodes, 'node')} like ${group.more.like}`);
  return steps;
}

/** Where pods also depend on each other, room alone does not tell where they go. */
function constrainsOthers({ topologySpreadConstraints = [], affinity }: PodSpec): boolean {
  return topologySpreadConstraints.some(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule') || affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined || affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined;
}

/** One for each reason that names something to change, in the order in which the scheduler looks at it. */
const ADVISERS: readonly Adviser[] = [
  ({ message }) => (message.includes('unbound immediate PersistentVolumeClaims') ? ['give its claims volumes: a storage class that provisions them, or volumes that fit'] : []),
  (group) => forNodes(group, /were unschedulable/, (names) => `make ${names} schedulable again (kubectl uncordon)`),
  (group, spec, nodes) => {
    const taints = new Map<string, string[]>();
    for (const { node, reasons } of group.nodes) {
      if (!reasons.some((reason) => reason.includes('untolerated taint'))) continue;
      const taint = firstUntoleratedTaint(nodes.get(node)?.spec?.taints, spec.tolerations, SCHEDULING_EFFECTS);
      if (taint !== undefined) taints.set(taintText(taint), [...(taints.get(taintText(taint)) ?? []), node]);
    }
    return [...taints].map(([taint, names]) => `tolerate the taint ${taint} of ${listed(names)}`);
  },
  (group, spec) => forNodes(group, /didn't match Pod's node affinity/, (names) => `let the pods run on ${names} too, whose labels do not match ${selectorText(spec)}`),
  (group) => forNodes(group, /didn't have free ports/, (names) => `run no more pods with this host port than there are nodes: it is taken on ${names}`),
  (group) => forNodes(group, /anti-affinity/, (names) => `run no more such pods than there are nodes for them, or prefer to keep them apart instead of requiring it: ${names} ${names.includes(' and ') ? 'have' : 'has'} one`),
  (group) => forNodes(group, /topology spread/, () => 'make room where there are fewest of them, or set whenUnsatisfiable: ScheduleAnyway in the spread constraint'),
  (group) => forNodes(group, /volume node affinity|PersistentVolume's node affinity|no available volume zone/, () => 'make room on the nodes that reach their volumes'),
];

function forNodes(group: PendingGroup, reason: RegExp, words: (names: string) => string): string[] {
  const names = group.nodes.filter(({ reasons }) => reasons.some((text) => reason.test(text))).map(({ node }) => node);
  return names.length === 0 ? [] : [words(listed(names, 3))];
}

function taintText({ key = '', value, effect }: Taint): string {
  return `${key}${value === undefined || value === '' ? '' : `=${value}`}:${effect ?? ''}`;
}

function selectorText({ nodeSelector }: PodSpec): string {
  const pairs = Object.entries(nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? 'their node affinity' : `the node selector ${pairs.join(', ')}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
