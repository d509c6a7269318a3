import { equalJson } from '../../api/json.ts';
import { readJsonLines } from '../recordings.ts';
import { LockStepKubelet } from '../rollout/lock-step-kubelet.ts';
import { ObservedNames, observedState } from '../rollout/observed-state.ts';
import type { ExpectedStep, ExpectedTick, RecordedNode, RolloutCase, RolloutStep, State } from '../rollout/recording.ts';
import type { Difference, Suite } from '../suite.ts';
import { UserRequests } from '../../sim/apiserver/user-requests.ts';
import { createCluster, type Cluster } from '../../sim/cluster.ts';
import { controlPlane } from '../../sim/components.ts';
import type { Node, StorageClass } from '../../sim/objects.ts';
import { startScheduler } from '../../sim/placement/scheduler-component.ts';

/** How long the controllers are left alone after each tick: longer than any delay of theirs but back-off. */
const SETTLE_MS = 3000;
const GENERAL_NODES = 6;

/** Controllers step by step, against the recordings of kube-controller-manager under a lock-step kubelet. */
export const rolloutSuite: Suite = {
  name: 'rollout',
  run: (folder) => {
    const cases = readJsonLines<RolloutCase>(folder, 'cases.jsonl');
    const differences: Difference[] = [];
    let ticks = 0;
    let ticksPassed = 0;
    for (const recorded of cases) {
      const replay = replayCase(recorded);
      ticks += replay.ticks;
      ticksPassed += replay.ticksPassed;
      if (replay.difference !== undefined) differences.push({ id: recorded.id, text: replay.difference });
    }
    return { passed: cases.length - differences.length, total: cases.length, differences, notes: [`ticks: ${ticksPassed}/${ticks}`] };
  },
};

interface Replay {
  readonly ticks: number;
  readonly ticksPassed: number;
  /** The first difference. */
  readonly difference: string | undefined;
}

function replayCase(recorded: RolloutCase): Replay {
  const cluster = createCluster({
    version: '1.36',
    startEpochMs: 1_767_225_600_000,
    components: [(context) => startScheduler(context, { delayMs: 0, decisions: [] }), ...controlPlane()],
  });
  const names = new ObservedNames(cluster);
  const kubelet = new LockStepKubelet(cluster, recorded.kubelet);
  const requests = new UserRequests(cluster.server);
  addSurroundings(cluster, recorded.nodes ?? []);
  settle(cluster);
  let [ticks, ticksPassed] = [0, 0];
  let difference: string | undefined;
  for (const [index, step] of recorded.steps.entries()) {
    const expected: ExpectedStep = recorded.expected[index] ?? { step: step.name, trace: [] };
    const rejected = perform(cluster, requests, step);
    const wanted = (expected.rejected ?? []).map(({ kind, name, code }) => `${kind} ${name}: ${code}`);
    if (!equalJson(rejected, wanted)) difference ??= `${step.name}: refused ${JSON.stringify(rejected)}, recorded ${JSON.stringify(wanted)}`;
    settle(cluster);
    for (const tick of expected.trace) {
      const evictions = tick.tick === 0 ? {} : kubelet.tick(step.drain, () => settle(cluster));
      if (tick.tick > 0) settle(cluster);
      const found = compare(tick, observedState(cluster, names), evictions);
      ticks += 1;
      if (found === undefined) ticksPassed += 1;
      else difference ??= `${step.name}, tick ${tick.tick}: ${found}`;
    }
  }
  return { ticks, ticksPassed, difference };
}

function perform(cluster: Cluster, requests: UserRequests, step: RolloutStep): string[] {
  const rejected: string[] = [];
  for (const object of step.apply ?? []) {
    const outcome = requests.apply(object);
    if (!outcome.accepted) rejected.push(`${object.kind} ${object.metadata.name ?? ''}: ${outcome.code}`);
  }
  for (const { kind, name } of step.delete ?? []) cluster.server.delete(kind, 'default', name, { propagation: 'Background' }, 'user');
  if (step.drain !== undefined) {
    const node = cluster.store.get('Node', undefined, step.drain);
    if (node !== undefined) cluster.server.update({ ...node, spec: { ...node.spec, unschedulable: true } }, 'user');
  }
  return rejected;
}

function settle(cluster: Cluster): void {
  const untilMs = cluster.loop.nowMs + SETTLE_MS;
  while ((cluster.loop.nextMs ?? Number.POSITIVE_INFINITY) <= untilMs) cluster.loop.step();
  cluster.loop.advanceTo(untilMs);
}

/** The first section that is neither the recorded value nor one that was also seen. */
function compare(expected: ExpectedTick, state: State, evictions: Readonly<Record<string, number>>): string | undefined {
  for (const section of new Set([...Object.keys(expected.state), ...Object.keys(state)])) {
    const wanted = expected.state[section] ?? {};
    const found = state[section] ?? {};
    if (equalJson(wanted, found) || (expected.alsoSeen?.[section] ?? []).some((value) => equalJson(value, found))) continue;
    return `${section}: ${JSON.stringify(found)}, recorded ${JSON.stringify(wanted)}`;
  }
  const wanted = expected.evictions ?? {};
  return equalJson(wanted, evictions) ? undefined : `evictions: ${JSON.stringify(evictions)}, recorded ${JSON.stringify(wanted)}`;
}

function addSurroundings(cluster: Cluster, nodes: readonly RecordedNode[]): void {
  for (let index = 0; index < GENERAL_NODES; index += 1) cluster.server.put(nodeOf({ name: `g${index}`, labels: { pool: 'general' } }), 'user');
  for (const node of nodes) cluster.server.put(nodeOf(node), 'user');
  for (const [name, volumeBindingMode] of [['sim', 'WaitForFirstConsumer'], ['sim-now', 'Immediate']] as const) {
    const storageClass: StorageClass = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner: 'sim.example/provisioner', volumeBindingMode, reclaimPolicy: 'Delete' };
    cluster.server.put(storageClass, 'user');
  }
}

function nodeOf({ name, labels = {}, taints, cpu = '64', memory = '256Gi' }: RecordedNode): Node {
  const allocatable = { cpu, memory, pods: '500' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
    spec: taints === undefined ? {} : { taints: [...taints] },
    status: { allocatable, capacity: allocatable, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}
