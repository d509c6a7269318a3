import type { PodSpec } from '../../../api/types/core-v1.ts';
import type { Client } from '../../apiserver/client.ts';
import { parseTime } from '../../kernel/wall-clock.ts';
import type { Job, Pod } from '../../objects.ts';
import { isTerminating, podCondition } from '../../pods/conditions.ts';
import { podFromTemplate } from '../pod-control.ts';

export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';
const INDEX = 'batch.kubernetes.io/job-completion-index';
const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED_FAILURES = 'batch.kubernetes.io/job-index-ignored-failure-count';

export function isIndexed(job: Job): boolean {
  return job.spec?.completionMode === 'Indexed';
}

export function hasLimitPerIndex(job: Job): boolean {
  return isIndexed(job) && job.spec?.backoffLimitPerIndex !== undefined;
}

/** Whether pods are replaced only when they have ended, not when they begin to (podReplacementPolicy). */
export function replacesOnlyFailed(job: Job): boolean {
  return job.spec?.podReplacementPolicy === 'Failed' || job.spec?.podFailurePolicy !== undefined;
}

export function isTracked(pod: Pod): boolean {
  return pod.metadata.finalizers?.includes(TRACKING_FINALIZER) === true;
}

/** Pods that are being deleted count as failed at once, unless only ended ones are replaced. */
export function countsAsFailed(pod: Pod, job: Job): boolean {
  if (pod.status?.phase === 'Failed') return true;
  return !replacesOnlyFailed(job) && isTerminating(pod) && pod.status?.phase !== 'Succeeded';
}

export function indexOf(pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[INDEX];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** How often pods of this index had failed before this one was made; `ignored` failures do not count against the limit. */
export function failuresBefore(pod: Pod): { readonly counted: number; readonly ignored: number } {
  const { annotations } = pod.metadata;
  return { counted: Number(annotations?.[FAILURES] ?? 0), ignored: Number(annotations?.[IGNORED_FAILURES] ?? 0) };
}

/** A new pod of the Job; `replaced` is the failed pod whose index it takes over. */
export function newPod(job: Job, index: number | undefined, failures: { readonly counted: number; readonly ignored: number } | undefined): Pod {
  const pod = podFromTemplate(job.spec?.template, job);
  const finalizers = [...(pod.metadata.finalizers ?? []), TRACKING_FINALIZER];
  if (index === undefined) return { ...pod, metadata: { ...pod.metadata, finalizers } };
  const annotations: Record<string, string> = { ...pod.metadata.annotations, [INDEX]: String(index) };
  if (failures !== undefined) {
    annotations[FAILURES] = String(failures.counted);
    if (failures.ignored > 0) annotations[IGNORED_FAILURES] = String(failures.ignored);
  }
  const labels = { ...pod.metadata.labels, [INDEX]: String(index) };
  const prefix = `${job.metadata.name ?? ''}-${index}`;
  return { ...pod, metadata: { ...pod.metadata, generateName: `${prefix}-`, labels, annotations, finalizers }, spec: indexedSpec(pod.spec ?? {}, prefix) };
}

/** The environment variable of the index in every container, and the host name that names it. */
function indexedSpec(spec: PodSpec, hostname: string): PodSpec {
  const variable = { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${INDEX}']` } } };
  const withVariable = (containers: PodSpec['containers']): PodSpec['containers'] =>
    containers?.map((container) => (container.env?.some((entry) => entry.name === variable.name) === true ? container : { ...container, env: [...(container.env ?? []), variable] }));
  const indexed = { ...spec, containers: withVariable(spec.containers), hostname };
  return spec.initContainers === undefined ? indexed : { ...indexed, initContainers: withVariable(spec.initContainers) };
}

/** When a pod ended: its containers, else when it stopped being ready, else when its deletion was asked for (getFinishedTime). */
export function finishedEpochMs(pod: Pod, nowEpochMs: number): number {
  const statuses = pod.status?.containerStatuses ?? [];
  const ends = statuses.map((status) => parseTime((status.state?.terminated?.finishedAt as string | undefined) ?? ''));
  const known = ends.filter((end) => end !== undefined);
  if (known.length > 0 && known.length === ends.length) return Math.max(...known);
  const ready = podCondition(pod, 'Ready');
  const unready = ready?.status === 'False' ? parseTime(ready.lastTransitionTime ?? '') : undefined;
  if (unready !== undefined) return unready;
  const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
  const deleted = deletionTimestamp === undefined ? undefined : parseTime(deletionTimestamp);
  return deleted === undefined ? nowEpochMs : deleted - (deletionGracePeriodSeconds ?? 0) * 1000;
}

/** Lets go of a pod: it may disappear once it has ended. */
export function release(client: Client, pod: Pod): void {
  const current = client.get('Pod', pod.metadata.namespace, pod.metadata.name ?? '');
  if (current === undefined || current.metadata.uid !== pod.metadata.uid || !isTracked(current)) return;
  client.update({ ...current, metadata: { ...current.metadata, finalizers: (current.metadata.finalizers ?? []).filter((finalizer) => finalizer !== TRACKING_FINALIZER) } });
}
