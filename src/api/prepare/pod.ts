import { isFeatureOn } from '../feature-gates.ts';
import { cloneJson } from '../json.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { qosClassOf } from '../qos.ts';
import type { ValidationContext } from '../strategy.ts';
import type { Pod, PodSpec, PodStatus } from '../types/core-v1.ts';
import type { LabelSelector } from '../types/meta-v1.ts';
import { fillInAppArmor } from './app-armor.ts';
import { affinityTermsOf, dropDisabledPodFields } from './disabled-pod-fields.ts';

/** What the API server does to a new pod before it validates it (pkg/registry/core/pod/strategy.go, `PrepareForCreate`, v1.36). Changes `pod`. */
export function preparePodForCreate(pod: Pod, context: ValidationContext): void {
  const spec = (pod.spec ??= {});
  dropDisabledPodFields(spec, context.version);
  // Older clients could set negative periods; they count as the shortest.
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) spec.terminationGracePeriodSeconds = 1;
  const labels = pod.metadata?.labels ?? {};
  mergeLabelKeys(spec, labels, context.version);
  fillInAppArmor(pod, context.version);
  delete pod.metadata?.generation;
  const status: PodStatus = { phase: 'Pending', qosClass: qosClassOf(spec) };
  if ((spec.schedulingGates ?? []).length > 0) status.conditions = [gatedCondition()];
  pod.status = status;
}

/** Status belongs to its own subresource. */
export function preparePodForUpdate(pod: Pod, old: Pod, context: ValidationContext): void {
  dropDisabledPodFields(pod.spec, context.version, old.spec);
  if (old.status === undefined) delete pod.status;
  else pod.status = cloneJson(old.status);
}

function gatedCondition(): NonNullable<PodStatus['conditions']>[number] {
  return { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message: 'Scheduling is blocked due to non-empty scheduling gates' };
}

/** For the scheduler, keys of the pod's own labels become requirements with their values. Changes affinity and spread constraints of `spec`. */
export function mergeLabelKeys(spec: PodSpec, labels: Readonly<Record<string, string>>, version: KubernetesVersion): void {
  if (isFeatureOn('MatchLabelKeysInPodAffinity', version)) {
    for (const term of affinityTermsOf(spec)) {
      addRequirements(term.labelSelector, term.matchLabelKeys, 'In', labels);
      addRequirements(term.labelSelector, term.mismatchLabelKeys, 'NotIn', labels);
    }
  }
  if (!isFeatureOn('MatchLabelKeysInPodTopologySpreadSelectorMerge', version)) return;
  for (const constraint of spec.topologySpreadConstraints ?? []) addRequirements(constraint.labelSelector, constraint.matchLabelKeys, 'In', labels);
}

function addRequirements(selector: LabelSelector | undefined, keys: readonly string[] | undefined, operator: string, labels: Readonly<Record<string, string>>): void {
  // Without a selector the term matches nothing, and validation will say so.
  if (selector === undefined) return;
  for (const key of keys ?? []) {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (value !== undefined) (selector.matchExpressions ??= []).push({ key, operator, values: [value] });
  }
}
