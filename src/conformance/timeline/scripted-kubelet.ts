import { Client } from '../../sim/apiserver/client.ts';
import type { Cluster } from '../../sim/cluster.ts';
import { controllerOf, objectKey, type Pod } from '../../sim/objects.ts';
import { isTerminal, isTerminating, withPodCondition } from '../../sim/pods/conditions.ts';
import type { PodScript, TimelineCase } from './recording.ts';

/** What happens without delay happens after what controllers do at the same time; what is due at a certain time happens before they hear of anything. */
const ORDER_AT_ONCE = 1000;
const ORDER_IN_TIME = -1;

/** The stand-in for the kubelet in the recordings: moves pods by the script of the scenario. */
export class ScriptedKubelet {
  readonly #cluster: Cluster;
  readonly #client: Client;
  readonly #rules: TimelineCase['kubelet'];
  readonly #counts = new Map<string, number>();
  readonly #scripts = new Map<string, PodScript>();
  readonly #ending = new Set<string>();
  readonly #stopped = new Set<string>();
  #addresses = 0;

  constructor(cluster: Cluster, rules: TimelineCase['kubelet']) {
    this.#cluster = cluster;
    this.#client = new Client(cluster.server, 'kubelet');
    this.#rules = rules;
    this.#client.watch('Pod', ({ type, object }) => {
      if (type !== 'deleted') this.#onPod(object);
    });
  }

  stop(node: string): void {
    this.#stopped.add(node);
  }

  start(node: string): void {
    this.#stopped.delete(node);
    for (const pod of this.#cluster.server.indexes.podsByNode.list(node)) {
      if (isTerminating(pod)) this.#end(pod);
      else if (!this.#scripts.has(uidOf(pod))) this.#begin(pod);
      else if (pod.status?.phase === 'Running') this.setReady(pod, true);
    }
  }

  setReady(pod: Pod, ready: boolean): void {
    this.#update(pod, (status, timestamp) => ({ ...status, conditions: withPodCondition(status?.conditions ?? [], { type: 'Ready', status: ready ? 'True' : 'False' }, timestamp) }));
  }

  #onPod(pod: Pod): void {
    const node = pod.spec?.nodeName ?? '';
    if (node === '' || this.#stopped.has(node)) return;
    if (isTerminating(pod)) this.#end(pod);
    else if (!this.#scripts.has(uidOf(pod))) this.#begin(pod);
  }

  #begin(pod: Pod): void {
    const script = this.#scriptFor(pod);
    this.#scripts.set(uidOf(pod), script);
    this.#later(pod, script.startAfter ?? 0, () => this.#start(pod));
    const moments = script.readyAt ?? (script.readyAfter === null || script.readyAfter === undefined ? [] : [[script.readyAfter, true] as const]);
    for (const [seconds, ready] of moments) this.#later(pod, Math.max(seconds, script.startAfter ?? 0), () => this.setReady(pod, ready));
    const { exit } = script;
    if (exit !== undefined) this.#later(pod, exit.after, () => this.#finish(pod, exit.code, exit.disruption));
  }

  /** The rule of its image, with what the n-th pod of that image, name, index or node has of its own. */
  #scriptFor(pod: Pod): PodScript {
    const image = pod.spec?.containers?.[0]?.image ?? '';
    const key = this.#rules[image] === undefined ? '*' : image;
    const rule = this.#rules[key] ?? {};
    const index = pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'] ?? '';
    const names = [['byName', pod.metadata.name ?? ''], ['byIndex', index], ['byNode', pod.spec?.nodeName ?? '']] as const;
    let script: PodScript = { ...rule, ...rule.byOrder?.[this.#count(`${key} order`)] };
    for (const [by, name] of names) {
      const list = rule[by]?.[name];
      if (list !== undefined) script = { ...script, ...list[this.#count(`${key} ${by} ${name}`)] };
    }
    return script;
  }

  #count(key: string): number {
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    return count;
  }

  #start(pod: Pod): void {
    if (this.#ending.has(uidOf(pod))) return;
    this.#addresses += 1;
    const podIP = `10.0.${this.#addresses >> 8}.${this.#addresses & 255}`;
    this.#update(pod, (status, timestamp) => ({
      ...status,
      phase: 'Running',
      podIP,
      startTime: timestamp,
      conditions: withPodCondition(status?.conditions ?? [], { type: 'Ready', status: 'False' }, timestamp),
      containerStatuses: (pod.spec?.containers ?? []).map(({ name }) => ({ name, ready: false, started: true, restartCount: 0, state: { running: { startedAt: timestamp } } })),
    }));
  }

  #finish(pod: Pod, exitCode: number, disruption?: string): void {
    this.#update(pod, (status, timestamp) => {
      let conditions = withPodCondition(status?.conditions ?? [], { type: 'Ready', status: 'False' }, timestamp);
      if (disruption !== undefined) conditions = withPodCondition(conditions, { type: 'DisruptionTarget', status: 'True', reason: disruption }, timestamp);
      const containerStatuses = (pod.spec?.containers ?? []).map(({ name }) => ({ name, ready: false, restartCount: 0, state: { terminated: { exitCode, finishedAt: timestamp } } }));
      return { ...status, phase: exitCode === 0 ? 'Succeeded' : 'Failed', conditions, containerStatuses };
    });
  }

  #end(pod: Pod): void {
    const uid = uidOf(pod);
    if (this.#ending.has(uid)) return;
    this.#ending.add(uid);
    const script = this.#scripts.get(uid) ?? this.#scriptFor(pod);
    const seconds = Math.min(script.terminateAfter ?? 0, pod.metadata.deletionGracePeriodSeconds ?? 0);
    this.#later(pod, seconds, () => {
      const exitCode = controllerOf(pod)?.kind === 'Job' ? 143 : 0;
      this.#finish(pod, exitCode);
      const current = this.#current(pod);
      if (current !== undefined) this.#client.delete(current, { graceSeconds: 0 });
    }, () => this.#ending.delete(uid));
  }

  #update(pod: Pod, change: (status: Pod['status'], timestamp: string) => Pod['status']): void {
    const current = this.#current(pod);
    if (current === undefined || isTerminal(current)) return;
    this.#client.updateStatus({ ...current, status: change(current.status, this.#cluster.clock.timestamp) } as Pod);
  }

  #current(pod: Pod): Pod | undefined {
    const current = this.#cluster.store.getByKey('Pod', objectKey(pod));
    return current?.metadata.uid === pod.metadata.uid ? current : undefined;
  }

  /** Does something `seconds` from now, unless the pod's node is stopped then. */
  #later(pod: Pod, seconds: number, act: () => void, otherwise: () => void = () => undefined): void {
    const { loop } = this.#cluster;
    loop.at(loop.nowMs + Math.round(seconds * 1000), seconds === 0 ? ORDER_AT_ONCE : ORDER_IN_TIME, objectKey(pod), () => {
      const node = this.#current(pod)?.spec?.nodeName ?? '';
      if (this.#stopped.has(node)) otherwise();
      else act();
    });
  }
}

function uidOf(pod: Pod): string {
  return pod.metadata.uid ?? '';
}
