import { hasPodLevelRequests, podRequests } from '../../api/effective-requests.ts';
import type { Labels } from '../../api/label-selector.ts';
import type { Quantity } from '../../api/quantity.ts';
import type { Container, Pod, PodSpec, PodStatus } from '../../api/types/core-v1.ts';
import type { AffinityTerm, WeightedAffinityTerm } from './affinity-term.ts';
import { affinityTerm, weightedAffinityTerm } from './affinity-term.ts';
import type { HostPort } from './host-ports.ts';
import { hostPortsOf } from './host-ports.ts';
import type { Resources } from './resources.ts';
import { toResources } from './resources.ts';

/** A pod with what plugins ask of it again and again (pkg/scheduler/framework/types.go, PodInfo). */
export interface PodInfo {
  readonly pod: Pod;
  readonly spec: PodSpec;
  /** `namespace/name` */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly priority: number;
  readonly isTerminating: boolean;
  readonly requests: Resources;
  /** Requests for scoring: containers that state none count as 100m of CPU and 200Mi of memory. */
  readonly nonZeroMilliCpu: number;
  readonly nonZeroMemoryBytes: number;
  readonly hostPorts: readonly HostPort[];
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly WeightedAffinityTerm[];
  readonly preferredAntiAffinity: readonly WeightedAffinityTerm[];
  /** Names of the claims that it mounts, generated ones of ephemeral volumes included. */
  readonly claimNames: readonly string[];
}

const CPU: Quantity = { nanos: 100_000_000n, format: 'DecimalSI' };
const MEMORY: Quantity = { nanos: 200n * 1024n * 1024n * 1_000_000_000n, format: 'BinarySI' };

export function podInfo(pod: Pod): PodInfo {
  const spec = pod.spec ?? {};
  const namespace = pod.metadata?.namespace ?? '';
  const name = pod.metadata?.name ?? '';
  const labels: Labels = (pod.metadata?.labels as Labels | undefined) ?? {};
  const ask = askOf(spec, pod.status);
  const affinity = spec.affinity?.podAffinity;
  const antiAffinity = spec.affinity?.podAntiAffinity;
  return {
    pod,
    spec,
    key: `${namespace}/${name}`,
    namespace,
    name,
    labels,
    priority: spec.priority ?? 0,
    isTerminating: pod.metadata?.deletionTimestamp !== undefined && pod.metadata.deletionTimestamp !== null,
    requests: ask.requests,
    nonZeroMilliCpu: ask.nonZeroMilliCpu,
    nonZeroMemoryBytes: ask.nonZeroMemoryBytes,
    hostPorts: ask.hostPorts,
    requiredAffinity: (affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map((term) => affinityTerm(term, namespace, labels)),
    requiredAntiAffinity: (antiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map((term) => affinityTerm(term, namespace, labels)),
    preferredAffinity: (affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((term) => weightedAffinityTerm(term, namespace, labels)),
    preferredAntiAffinity: (antiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((term) => weightedAffinityTerm(term, namespace, labels)),
    claimNames: claimNamesOf(spec, name),
  };
}

/** What pods take of a node, which those of one template share. */
type Ask = Pick<PodInfo, 'requests' | 'nonZeroMilliCpu' | 'nonZeroMemoryBytes' | 'hostPorts'>;

interface RememberedAsk {
  readonly spec: PodSpec;
  readonly ask: Ask;
}

/** By the containers of the last spec that had them: objects are never changed in place, and pods of a template share their parts. */
const asks = new WeakMap<readonly Container[], RememberedAsk>();

function askOf(spec: PodSpec, status: PodStatus | undefined): Ask {
  const { containers } = spec;
  const isResized = [status?.containerStatuses, status?.initContainerStatuses].some((statuses) => statuses?.some(({ resources }) => resources !== undefined) === true);
  if (containers === undefined || isResized) return computeAsk(spec, status);
  const known = asks.get(containers);
  const isSame = known?.spec.initContainers === spec.initContainers && known?.spec.overhead === spec.overhead && known?.spec.resources === spec.resources && known?.spec.hostNetwork === spec.hostNetwork;
  if (known !== undefined && isSame) return known.ask;
  const ask = computeAsk(spec, undefined);
  asks.set(containers, { spec, ask });
  return ask;
}

function computeAsk(spec: PodSpec, status: PodStatus | undefined): Ask {
  const amounts = podRequests(spec, { status });
  const missing = new Map<string, Quantity>();
  const isPodLevel = hasPodLevelRequests(spec);
  if (!isPodLevel || !amounts.has('cpu')) missing.set('cpu', CPU);
  if (!isPodLevel || !amounts.has('memory')) missing.set('memory', MEMORY);
  const nonZero = toResources(podRequests(spec, { status, missing }));
  return { requests: toResources(amounts), nonZeroMilliCpu: nonZero.milliCpu, nonZeroMemoryBytes: nonZero.memoryBytes, hostPorts: hostPortsOf(spec) };
}

function claimNamesOf(spec: PodSpec, podName: string): readonly string[] {
  const names: string[] = [];
  for (const volume of spec.volumes ?? []) {
    if (volume.persistentVolumeClaim !== undefined) names.push(volume.persistentVolumeClaim.claimName ?? '');
    else if (volume.ephemeral !== undefined) names.push(`${podName}-${volume.name ?? ''}`);
  }
  return names;
}
