import type { ObjectReference } from '../diag/finding.ts';
import { formatDuration } from '../plan/duration.ts';
import type { FieldChange, PendingPod, Place, Plan, PlanValue, PodSpread, QuotaPeak, Shortfall } from '../plan/plan-model.ts';

/** Words for the parts of a plan that all formats for people share. */

/** `Deployment shop/web`. */
export function objectText(object: ObjectReference): string {
  return `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`;
}

export function placeText(place: Place | undefined): string {
  return place === undefined ? '' : `${place.file}:${place.line}`;
}

/** A path without what goes without saying: `containers[web].image` in a workload, `replicas`, `metadata.labels[app]`. */
export function pathText(path: string): string {
  return path
    .replace(/^spec\.jobTemplate\.spec\.template\.spec\./, '')
    .replace(/^spec\.template\.spec\./, '')
    .replace(/^spec\.jobTemplate\.spec\./, 'jobTemplate.')
    .replace(/^spec\.(?=.)/, '');
}

/** A value in one line: scalars as they are, maps and lists in YAML's flow style. */
export function valueText(value: PlanValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return /^\s*$|[\n\r\t]/.test(value) ? JSON.stringify(value) : value;
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(valueText).join(', ')}]`;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === 'secret' && typeof value['secret'] === 'string') return `(secret ${value['secret']})`;
  return `{${keys.map((key) => `${key}: ${valueText(value[key] ?? null)}`).join(', ')}}`;
}

function isList(value: PlanValue): value is readonly PlanValue[] {
  return Array.isArray(value);
}

/** One side of a change, with a mark when it is the API server's default. */
export function sideText(change: FieldChange, side: 'before' | 'after'): string | undefined {
  const value = change[side];
  if (value === undefined) return undefined;
  const isDefault = side === 'before' ? change.beforeDefault : change.afterDefault;
  return isDefault === true ? `${valueText(value)} (default)` : valueText(value);
}

/** What stands beside the change instead of values. */
export function noteText(change: FieldChange): string | undefined {
  if (change.folded !== undefined) return `${change.folded} ${change.folded === 1 ? 'value differs' : 'values differ'}`;
  return change.reordered === true ? 'order changed' : undefined;
}

/** Quotas that are used less are not worth a line. */
const NEARLY_FULL_PERCENT = 90;

/** The quotas that were exceeded or nearly full at some time, each once; all of them when asked. */
export function quotaPeaks(plan: Plan, all = false): QuotaPeak[] {
  const peaks = plan.rollouts.flatMap(({ object, quotas }) => quotas.map((quota) => ({ ...quota, quota: `${object.namespace ?? ''}/${quota.quota}` })));
  const once = new Map<string, QuotaPeak>();
  for (const quota of peaks) {
    const key = `${quota.quota} ${quota.resource}`;
    const known = once.get(key);
    if (known === undefined || (quota.exceeded && !known.exceeded)) once.set(key, quota);
  }
  return [...once.values()].filter(({ exceeded, percent }) => all || exceeded || percent >= NEARLY_FULL_PERCENT);
}

export function quotaText(quota: QuotaPeak): string {
  return `${quota.quota}: ${quota.resource} peaks at ${quota.peak} of ${quota.hard} (${quota.percent} %)${quota.exceeded ? ', pods are refused' : ''}`;
}

/** `below 6 for 45 s`, `below the 5 of PodDisruptionBudget web to the end`. */
export function shortfallText({ minimum, budget, belowMs, lasting }: Shortfall): string {
  return `below ${budget === undefined ? minimum : `the ${minimum} of PodDisruptionBudget ${budget}`} ${lasting ? 'to the end' : `for ${formatDuration(belowMs)}`}`;
}

/** The spreads that something is to be said about: pods came or went, or the workload states a constraint. */
export function toldSpreads({ spreads }: Plan): readonly PodSpread[] {
  return spreads.filter(({ domains, maxSkew }) => maxSkew !== undefined || domains.some(({ before, after }) => before !== after));
}

/** `shop/web by zone: a 2, b 2 → 1 (skew 1, at most 1)`. */
export function spreadText(spread: PodSpread): string {
  const counts = spread.domains.map(({ domain, before, after }) => `${domain} ${before === after ? after : `${before} → ${after}`}`);
  return `${spread.workload} by ${spreadKeyText(spread)}: ${counts.join(', ')} (${skewText(spread)})`;
}

/** `zone` for the label that everybody knows. */
export function spreadKeyText({ key }: PodSpread): string {
  return key === 'topology.kubernetes.io/zone' ? 'zone' : key;
}

/** `skew 2, maxSkew 1`: how far the fullest is from the emptiest in the end, and what the constraint says. */
export function skewText({ domains, maxSkew, required }: PodSpread): string {
  const counts = domains.map(({ after }) => after);
  const skew = Math.max(...counts) - Math.min(...counts);
  return `skew ${skew}${maxSkew === undefined ? '' : `, ${required === true ? 'at most' : 'wished for'} ${maxSkew}`}`;
}

/** Why nodes do not take a pod: nodes that give the same reasons together, in the order of the first of them. */
export function nodesByReason(pod: PendingPod): readonly (readonly [reasons: string, nodes: readonly string[]])[] {
  const groups = new Map<string, string[]>();
  for (const { node, reasons } of pod.nodes) {
    const key = reasons.join('; ');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [node]);
    else known.push(node);
  }
  return [...groups];
}
