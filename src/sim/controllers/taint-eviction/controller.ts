import { toleratesTaint } from '../../../api/tolerations.ts';
import type { Taint, Toleration } from '../../../api/types/core-v1.ts';
import { clientOf, type ComponentContext } from '../../component.ts';
import type { Client } from '../../apiserver/client.ts';
import { objectKey, type Pod } from '../../objects.ts';
import { isTerminal, isTerminating, withPodCondition } from '../../pods/conditions.ts';

/** Evicts pods from nodes with NoExecute taints, when their tolerations run out (pkg/controller/tainteviction, v1.36). */
export function startTaintEvictionController(context: ComponentContext): void {
  const controller = new TaintEviction(context);
  controller.watch();
}

interface Planned {
  readonly sinceMs: number;
  readonly dueMs: number;
}

class TaintEviction {
  readonly #context: ComponentContext;
  readonly #client: Client;
  readonly #planned = new Map<string, Planned>();

  constructor(context: ComponentContext) {
    this.#context = context;
    this.#client = clientOf(context, 'taint-eviction-controller');
  }

  watch(): void {
    this.#client.watch('Node', ({ type, object, previous }) => {
      if (type === 'deleted' || object.spec?.taints === previous?.spec?.taints) return;
      if (!hasNoExecute(object.spec?.taints) && !hasNoExecute(previous?.spec?.taints)) return;
      const node = object.metadata.name ?? '';
      this.#soon(`node ${node}`, () => {
        const taints = noExecute(this.#client.get('Node', undefined, node)?.spec?.taints);
        for (const pod of this.#client.indexes.podsByNode.list(node)) this.#consider(pod, taints);
      });
    });
    this.#client.watch('Pod', ({ type, object, previous }) => {
      if (type === 'deleted') this.#planned.delete(object.metadata.uid ?? '');
      else if (object.spec?.nodeName !== previous?.spec?.nodeName || object.spec?.tolerations !== previous?.spec?.tolerations) this.#onPod(object);
    });
  }

  #onPod(pod: Pod): void {
    const taints = noExecute(this.#client.get('Node', undefined, pod.spec?.nodeName ?? '')?.spec?.taints);
    if (taints.length === 0) return;
    this.#soon(objectKey(pod), () => {
      const current = this.#client.getByKey('Pod', objectKey(pod));
      if (current?.metadata.uid === pod.metadata.uid) this.#consider(current, taints);
    });
  }

  #soon(key: string, act: () => void): void {
    const { loop, order } = this.#context;
    loop.at(loop.nowMs, order, key, act);
  }

  /** Decides about one pod: of each taint the first toleration that fits counts; the shortest of their times is how long it may stay. */
  #consider(pod: Pod | undefined, taints: readonly Taint[]): void {
    if (pod === undefined || isTerminating(pod) || isTerminal(pod)) return;
    const uid = pod.metadata.uid ?? '';
    if (taints.length === 0) {
      this.#planned.delete(uid);
      return;
    }
    const used = usedTolerations(taints, pod.spec?.tolerations ?? []);
    if (used === undefined) {
      this.#planned.delete(uid);
      this.#evict(pod);
      return;
    }
    const limits = used.map(({ tolerationSeconds }) => tolerationSeconds).filter((seconds) => seconds !== undefined);
    if (limits.length === 0) return;
    this.#plan(pod, uid, Math.max(0, Math.min(...limits)) * 1000);
  }

  #plan(pod: Pod, uid: string, delayMs: number): void {
    const { loop, order } = this.#context;
    const known = this.#planned.get(uid);
    const sinceMs = known?.sinceMs ?? loop.nowMs;
    const dueMs = sinceMs + delayMs;
    if (known !== undefined && known.dueMs <= dueMs) return;
    const planned = { sinceMs, dueMs };
    this.#planned.set(uid, planned);
    loop.at(dueMs, order, objectKey(pod), () => {
      if (this.#planned.get(uid) !== planned) return;
      this.#planned.delete(uid);
      const current = this.#client.getByKey('Pod', objectKey(pod));
      if (current?.metadata.uid === uid) this.#evict(current);
    });
  }

  #evict(pod: Pod): void {
    this.#context.recorder.event(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${objectKey(pod)}`, this.#client.by);
    const condition = { type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint' };
    const conditions = withPodCondition(pod.status?.conditions ?? [], condition, this.#client.clock.timestamp);
    this.#client.updateStatus({ ...pod, status: { ...pod.status, conditions } } as Pod);
    this.#client.delete(pod);
  }
}

function hasNoExecute(taints: readonly Taint[] | undefined): boolean {
  return noExecute(taints).length > 0;
}

function noExecute(taints: readonly Taint[] | undefined): readonly Taint[] {
  return (taints ?? []).filter((taint) => taint.effect === 'NoExecute');
}

/** Undefined when a taint is not tolerated at all. */
function usedTolerations(taints: readonly Taint[], tolerations: readonly Toleration[]): Toleration[] | undefined {
  const used: Toleration[] = [];
  for (const taint of taints) {
    const found = tolerations.find((toleration) => toleratesTaint(toleration, taint));
    if (found === undefined) return undefined;
    used.push(found);
  }
  return used;
}
