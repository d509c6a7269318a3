import { equalJson } from '../../../api/json.ts';
import { compareKubernetesVersions } from '../../../api/kubernetes-version.ts';
import { defaultHorizontalPodAutoscaler } from '../../../api/defaults/horizontal-pod-autoscaler.ts';
import { secondVersionSpec } from '../../../api/first-version-autoscaler.ts';
import { formatLabelSelector } from '../../../api/label-selector.ts';
import { parseQuantity } from '../../../api/quantity.ts';
import type { HorizontalPodAutoscalerCondition, HorizontalPodAutoscalerSpec, HorizontalPodAutoscalerStatus } from '../../../api/types/autoscaling-v2.ts';
import type { LabelSelector } from '../../../api/types/meta-v1.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, type ComponentContext } from '../../component.ts';
import { WorkQueue } from '../../kernel/work-queue.ts';
import { kindKeyOf, objectKey, type Deployment, type HorizontalPodAutoscaler, type Pod } from '../../objects.ts';
import { podsMatching } from '../../pods/matching.ts';
import { SelectorIndex } from '../../store/selector-index.ts';
import { SecondaryIndex } from '../../store/secondary-index.ts';
import { metricsOf, type MetricOutcome, type ValidOutcome } from './metrics.ts';
import type { MetricsSource } from '../../metrics-source.ts';
import { normalize, normalizeWithBehavior, type Memory, type Normalized } from './normalize.ts';

export interface AutoscalerOptions {
  readonly metrics: MetricsSource;
  /** --horizontal-pod-autoscaler-sync-period; default 15 s. */
  readonly syncPeriodMs?: number;
  /** --horizontal-pod-autoscaler-downscale-stabilization; default 5 min. */
  readonly downscaleStabilizationMs?: number;
}

const DEFAULT_SYNC_PERIOD_MS = 15_000;
const DEFAULT_STABILIZATION_MS = 300_000;
const CPU_INITIALIZATION_MS = 300_000;
const INITIAL_READINESS_DELAY_MS = 30_000;
const DEFAULT_TOLERANCE = 0.1;
/** Autoscalers that have put the same target out of each other's bounds so often fight for ever. */
const FIGHT_ROUNDS = 10;
/** What one round takes: rounds drift by that much, so that something that happened three periods ago is a little older. */
const ROUND_MS = 20;

/** The scaled object, as its scale subresource shows it. */
interface Scale {
  readonly object: KubeObject;
  readonly replicas: number;
  readonly statusReplicas: number;
  readonly selector: LabelSelector | undefined;
}

/** Models pkg/controller/podautoscaler/horizontal.go, v1.36. */
export function startHorizontalPodAutoscaler(context: ComponentContext, options: AutoscalerOptions): void {
  const client = clientOf(context, 'horizontal-pod-autoscaler');
  const memories = new Map<string, Memory>();
  const selectors = new SelectorIndex();
  const fightRounds = new Map<string, number>();
  const periodMs = (options.syncPeriodMs ?? DEFAULT_SYNC_PERIOD_MS) + ROUND_MS;
  const queue = new WorkQueue(context.loop, context.order, (key) => {
    const autoscaler = client.getByKey('HorizontalPodAutoscaler.autoscaling', key);
    if (autoscaler === undefined) {
      memories.delete(key);
      return;
    }
    const memory = memories.get(key) ?? { recommendations: [], added: [], removed: [] };
    memories.set(key, memory);
    new Round(context, client, options, autoscaler, memory, selectors).run();
    queue.addAfter(key, periodMs, { background: true });
  });
  client.watch('HorizontalPodAutoscaler.autoscaling', ({ type, object, previous }) => {
    if (!equalJson(object.spec, previous?.spec)) fightRounds.delete(objectKey(object));
    if (type === 'deleted') selectors.set(objectKey(object), '', undefined);
    else queue.addAfter(objectKey(object), periodMs, { background: type !== 'created' && equalJson(object.spec, previous?.spec) });
  });
  const byTarget = new SecondaryIndex<HorizontalPodAutoscaler>(({ metadata, spec }) => [targetKey(spec?.scaleTargetRef?.kind, metadata.namespace, spec?.scaleTargetRef?.name)]);
  client.store.addIndex('HorizontalPodAutoscaler.autoscaling', byTarget as unknown as SecondaryIndex);
  // A target outside its bounds is scaled whatever is measured, so a run that waits for everything to settle waits for that, unless autoscalers fight.
  for (const kind of ['Deployment.apps', 'StatefulSet.apps', 'ReplicaSet.apps', 'ReplicationController'] as const) {
    client.store.watch(kind, ({ object, previous, by }) => {
      if (previous !== undefined && replicasOf(previous) === replicasOf(object)) return;
      const { kind: targetKind, metadata } = object;
      for (const autoscaler of byTarget.get(targetKey(targetKind, metadata.namespace, metadata.name))) {
        if (!isOutOfBounds(object, autoscaler)) continue;
        const key = objectKey(autoscaler);
        const rounds = by === client.by ? (fightRounds.get(key) ?? 0) + 1 : 0;
        fightRounds.set(key, rounds);
        if (rounds <= FIGHT_ROUNDS) queue.waitFor(key);
      }
    });
  }
}

function targetKey(kind = '', namespace = '', name = ''): string {
  return `${kind} ${namespace}/${name}`;
}

function isOutOfBounds(target: KubeObject, { spec }: HorizontalPodAutoscaler): boolean {
  const replicas = replicasOf(target);
  return replicas !== 0 && (replicas < (spec?.minReplicas ?? 1) || replicas > (spec?.maxReplicas ?? replicas));
}

function replicasOf(target: KubeObject): number {
  return (target as Deployment).spec?.replicas ?? 1;
}

/** One evaluation of one HPA (reconcileAutoscaler). */
class Round {
  readonly #context: ComponentContext;
  readonly #client: Client;
  readonly #options: AutoscalerOptions;
  readonly #autoscaler: HorizontalPodAutoscaler;
  /** As version 2 says it, whatever version was applied. */
  readonly #spec: HorizontalPodAutoscalerSpec;
  readonly #memory: Memory;
  /** The selectors of the targets of autoscalers that have been evaluated, by key. */
  readonly #selectors: SelectorIndex;
  #conditions: readonly HorizontalPodAutoscalerCondition[];

  constructor(context: ComponentContext, client: Client, options: AutoscalerOptions, autoscaler: HorizontalPodAutoscaler, memory: Memory, selectors: SelectorIndex) {
    this.#context = context;
    this.#client = client;
    this.#options = options;
    this.#autoscaler = autoscaler;
    this.#spec = specOf(autoscaler);
    this.#memory = memory;
    this.#selectors = selectors;
    this.#conditions = autoscaler.status?.conditions ?? [];
  }

  run(): void {
    const scale = this.#scale();
    if (scale === undefined) {
      this.#set('AbleToScale', 'False', 'FailedGetScale', "the HPA controller was unable to get the target's current scale");
      this.#save({ ...this.#autoscaler.status });
      return;
    }
    this.#set('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale");
    const { nowEpochMs } = this;
    if (this.#memory.recommendations.length === 0) this.#memory.recommendations = [{ replicas: scale.replicas, epochMs: nowEpochMs }];
    const bounds = { min: this.#spec.minReplicas ?? 1, max: this.#spec.maxReplicas ?? 1 };
    const current = scale.replicas;
    if (current === 0 && bounds.min !== 0) {
      this.#set('ScalingActive', 'False', 'ScalingDisabled', 'scaling is disabled since the replica count of the target is zero');
      this.#finish(scale, 0, this.#autoscaler.status?.currentMetrics, false);
    } else if (current > bounds.max) this.#rescale(scale, bounds.max, undefined);
    else if (current < bounds.min) this.#rescale(scale, bounds.min, undefined);
    else this.#byMetrics(scale, bounds);
  }

  get nowEpochMs(): number {
    return this.#client.clock.epochMs;
  }

  #byMetrics(scale: Scale, bounds: { readonly min: number; readonly max: number }): void {
    const pods = podsMatching(this.#client.indexes, this.#autoscaler.metadata.namespace ?? '', scale.selector);
    const rivals = this.#rivals(scale, pods);
    if (rivals.length > 1) {
      const message = `pods by selector ${formatLabelSelector(scale.selector)} are controlled by multiple HPAs: [${rivals.join(' ')}]`;
      this.#context.recorder.event(this.#autoscaler, 'Warning', 'AmbiguousSelector', message, this.#client.by);
      this.#set('ScalingActive', 'False', 'AmbiguousSelector', message);
      this.#save({ ...this.#autoscaler.status, currentReplicas: scale.replicas });
      return;
    }
    const outcomes = this.#evaluate(scale, pods);
    const currentMetrics = outcomes.map((outcome) => ('failed' in outcome ? { type: '' } : outcome.status));
    const valid = outcomes.filter((outcome): outcome is ValidOutcome => !('failed' in outcome));
    const invalid = outcomes.find((outcome) => 'failed' in outcome);
    let best = valid[0];
    for (const outcome of valid) if (best === undefined || outcome.replicas > best.replicas) best = outcome;
    if (best === undefined || (invalid !== undefined && best.replicas < scale.replicas)) {
      if (invalid !== undefined) this.#set('ScalingActive', 'False', invalid.reason, `the HPA was unable to compute the replica count: ${invalid.failed}`);
      this.#context.recorder.event(this.#autoscaler, 'Warning', 'FailedComputeMetricsReplicas', invalid?.failed ?? 'no metrics', this.#client.by);
      this.#save({ ...this.#autoscaler.status, currentReplicas: scale.replicas, currentMetrics });
      return;
    }
    this.#set('ScalingActive', 'True', 'ValidMetricFound', `the HPA was able to successfully calculate a replica count from ${best.name}`);
    const { behavior } = this.#spec;
    const windowMs = this.#options.downscaleStabilizationMs ?? DEFAULT_STABILIZATION_MS;
    const normalized = behavior === undefined
      ? normalize(this.#memory, scale.replicas, best.replicas, bounds, windowMs, this.nowEpochMs)
      : normalizeWithBehavior(this.#memory, behavior, scale.replicas, best.replicas, bounds, windowMs, this.nowEpochMs);
    this.#explain(normalized);
    if (normalized.replicas === scale.replicas) this.#finish(scale, scale.replicas, currentMetrics, false);
    else this.#rescale(scale, normalized.replicas, currentMetrics);
  }

  /** The autoscalers that count the same pods, this one among them: with more than one nobody is scaled (validateAndParseSelector). */
  #rivals(scale: Scale, pods: readonly Pod[]): string[] {
    const namespace = this.#autoscaler.metadata.namespace ?? '';
    this.#selectors.set(objectKey(this.#autoscaler), namespace, scale.selector);
    const rivals = new Set<string>();
    for (const pod of pods) for (const key of this.#selectors.matching(namespace, pod.metadata.labels)) rivals.add(key);
    return [...rivals].sort();
  }

  #evaluate(scale: Scale, pods: readonly Pod[]): MetricOutcome[] {
    const { behavior, metrics } = this.#spec;
    const perDirection = compareKubernetesVersions(this.#client.server.version, '1.35') >= 0;
    const tolerance = (value: string | number | undefined): number => (perDirection && value !== undefined ? quantityNumber(value) : DEFAULT_TOLERANCE);
    const namespace = this.#autoscaler.metadata.namespace ?? '';
    return metricsOf(metrics ?? [], {
      namespace,
      replicas: scale.replicas,
      statusReplicas: scale.statusReplicas,
      pods,
      source: this.#options.metrics,
      tolerances: { down: tolerance(behavior?.scaleDown?.tolerance as string | undefined), up: tolerance(behavior?.scaleUp?.tolerance as string | undefined) },
      readiness: { cpuInitializationMs: CPU_INITIALIZATION_MS, initialReadinessDelayMs: INITIAL_READINESS_DELAY_MS, nowEpochMs: this.nowEpochMs },
    });
  }

  #explain({ able, limited }: Normalized): void {
    this.#set('AbleToScale', 'True', able, ABLE_TEXT[able]);
    this.#set('ScalingLimited', limited === 'DesiredWithinRange' ? 'False' : 'True', limited, LIMITED_TEXT[limited]);
  }

  #rescale(scale: Scale, desired: number, currentMetrics: HorizontalPodAutoscalerStatus['currentMetrics'] | undefined): void {
    const object = scale.object as KubeObject & { readonly spec?: object };
    const updated = this.#client.update({ ...object, spec: { ...object.spec, replicas: desired } } as KubeObject);
    if (!updated.ok) {
      this.#set('AbleToScale', 'False', 'FailedUpdateScale', `the HPA controller was unable to update the target scale: ${updated.message}`);
      this.#finish(scale, scale.replicas, currentMetrics ?? this.#autoscaler.status?.currentMetrics, false);
      return;
    }
    this.#set('AbleToScale', 'True', 'SucceededRescale', `the HPA controller was able to update the target scale to ${desired}`);
    this.#context.recorder.event(this.#autoscaler, 'Normal', 'SuccessfulRescale', `New size: ${desired}`, this.#client.by);
    if (this.#spec.behavior !== undefined) {
      const change = desired - scale.replicas;
      const list = change > 0 ? this.#memory.added : this.#memory.removed;
      list.push({ change: Math.abs(change), epochMs: this.nowEpochMs });
    }
    this.#finish(scale, desired, currentMetrics ?? this.#autoscaler.status?.currentMetrics, true);
  }

  #finish(scale: Scale, desired: number, currentMetrics: HorizontalPodAutoscalerStatus['currentMetrics'] | undefined, rescaled: boolean): void {
    const status: HorizontalPodAutoscalerStatus = { ...this.#autoscaler.status, currentReplicas: scale.replicas, desiredReplicas: desired };
    if (currentMetrics !== undefined) status.currentMetrics = currentMetrics;
    if (rescaled) status.lastScaleTime = this.#client.clock.timestamp;
    this.#save(status);
  }

  #save(status: HorizontalPodAutoscalerStatus): void {
    const next = { ...status, conditions: [...this.#conditions] };
    if (equalJson(this.#autoscaler.status, next)) return;
    this.#client.updateStatus({ ...this.#autoscaler, status: next } as HorizontalPodAutoscaler);
  }

  #set(type: string, status: string, reason: string, message: string): void {
    const old = this.#conditions.find((condition) => condition.type === type);
    const lastTransitionTime = old?.status === status ? old.lastTransitionTime : this.#client.clock.timestamp;
    const next: HorizontalPodAutoscalerCondition = { type, status, reason, message, lastTransitionTime };
    this.#conditions = old === undefined ? [...this.#conditions, next] : this.#conditions.map((condition) => (condition === old ? next : condition));
  }

  #scale(): Scale | undefined {
    const { apiVersion = '', kind = '', name = '' } = this.#spec.scaleTargetRef ?? {};
    const object = this.#client.store.get(kindKeyOf(apiVersion, kind), this.#autoscaler.metadata.namespace, name);
    if (object === undefined) return undefined;
    const { spec, status } = object as { readonly spec?: { readonly replicas?: number; readonly selector?: LabelSelector }; readonly status?: { readonly replicas?: number } };
    return { object, replicas: spec?.replicas ?? 1, statusReplicas: status?.replicas ?? 0, selector: spec?.selector };
  }
}

function specOf(autoscaler: HorizontalPodAutoscaler): HorizontalPodAutoscalerSpec {
  if (autoscaler.apiVersion !== 'autoscaling/v1') return autoscaler.spec ?? {};
  const spec = secondVersionSpec(autoscaler);
  defaultHorizontalPodAutoscaler({ spec });
  return spec;
}

const ABLE_TEXT: Readonly<Record<Normalized['able'], string>> = {
  ReadyForNewScale: 'recommended size matches current size',
  ScaleDownStabilized: 'recent recommendations were higher than current one, applying the highest recent recommendation',
  ScaleUpStabilized: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
};

const LIMITED_TEXT: Readonly<Record<Normalized['limited'], string>> = {
  DesiredWithinRange: 'the desired count is within the acceptable range',
  ScaleUpLimit: 'the desired replica count is increasing faster than the maximum scale rate',
  ScaleDownLimit: 'the desired replica count is decreasing faster than the maximum scale rate',
  TooManyReplicas: 'the desired replica count is more than the maximum replica count',
  TooFewReplicas: 'the desired replica count is less than the minimum replica count',
};

function quantityNumber(value: string | number): number {
  const quantity = parseQuantity(value);
  return quantity === undefined ? DEFAULT_TOLERANCE : Number(quantity.nanos) / 1e9;
}
