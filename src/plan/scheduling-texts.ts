import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import type { SchedulingOptions } from '../sim/placement/scheduling-options.ts';
import type { Pod } from '../sim/objects.ts';
import { configuredProfiles } from '../sim/scheduler/configuration.ts';
import { schedulerFeatures } from '../sim/scheduler/features.ts';
import { DEFAULT_SCHEDULER_NAME } from '../sim/scheduler/profile.ts';
import { objectsOfKind } from './objects/by-kind.ts';
import { count } from './words.ts';

/** What a plan with nodes takes for granted of the scheduler that placed the `pods`: unknown plugins and schedulers, devices that nothing is said about. */
export function schedulingTexts({ configuration = {}, devices, otherSchedulers }: SchedulingOptions, version: KubernetesVersion, pods: readonly Pod[]): string[] {
  const { profiles, problems } = configuredProfiles(configuration, schedulerFeatures(version));
  const served = new Set(profiles.map(({ schedulerName }) => schedulerName));
  const strangers = pods.filter(({ spec }) => !served.has(spec?.schedulerName ?? DEFAULT_SCHEDULER_NAME));
  const texts = [...problems];
  if (strangers.length > 0) {
    const names = [...new Set(strangers.map(({ spec }) => spec?.schedulerName ?? DEFAULT_SCHEDULER_NAME))].sort();
    const outcome = otherSchedulers === 'default' ? 'the default scheduler stands in for it' : 'no node is found for them';
    texts.push(`${count(strangers.length, 'pod')} ${strangers.length === 1 ? 'names' : 'name'} the scheduler ${names.join(' or ')}, which no profile describes (--scheduler-config): ${outcome}`);
  }
  if (devices === 'assumed' && pods.some(({ spec }) => (spec?.resourceClaims ?? []).length > 0)) texts.push('every ResourceClaim finds its devices: no ResourceSlice says which there are');
  return texts;
}

/** The pods that were scheduled after the change, or wait. */
export function newPods(before: readonly KubeObject[], after: readonly KubeObject[]): Pod[] {
  const known = new Set(before.map(({ metadata }) => metadata.uid));
  return objectsOfKind(after, 'Pod').filter((pod): pod is Pod => !known.has(pod.metadata.uid));
}
