import { cloneJson } from '../../api/json.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { KubeObject } from '../../api/object.ts';
import { affinityTermsOf } from '../../api/prepare/disabled-pod-fields.ts';
import { mergeLabelKeys } from '../../api/prepare/pod.ts';
import { strategyOf } from '../../api/strategies/index.ts';
import type { PodSpec } from '../../api/types/core-v1.ts';

const cache = new WeakMap<PodSpec, PodSpec>();

/**
 * The spec with the defaults of a Pod (SetDefaults_Pod and all below it). Pods of one template share one spec: it is defaulted
 * once, so nobody may change it in place.
 */
export function defaultedPodSpec(spec: PodSpec | undefined, version: KubernetesVersion): PodSpec {
  if (spec === undefined) return {};
  const known = cache.get(spec);
  if (known !== undefined) return known;
  const pod: KubeObject & { spec: PodSpec } = { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: cloneJson(spec) };
  strategyOf('v1', 'Pod')?.applyDefaults?.(pod, { version });
  cache.set(spec, pod.spec);
  cache.set(pod.spec, pod.spec);
  return pod.spec;
}

/**
 * The spec with the label keys of its affinity and spread terms turned into requirements (PrepareForCreate of pods). What has none, which is nearly all, is
 * returned as it is.
 */
export function withLabelKeysMerged(spec: PodSpec, labels: Readonly<Record<string, string>>, version: KubernetesVersion): PodSpec {
  if (spec.affinity === undefined && spec.topologySpreadConstraints === undefined) return spec;
  const terms = [...affinityTermsOf(spec), ...(spec.topologySpreadConstraints ?? [])] as readonly { readonly matchLabelKeys?: readonly string[]; readonly mismatchLabelKeys?: readonly string[] }[];
  if (terms.every(({ matchLabelKeys = [], mismatchLabelKeys = [] }) => matchLabelKeys.length + mismatchLabelKeys.length === 0)) return spec;
  const { affinity, topologySpreadConstraints } = spec;
  const copy: PodSpec = { ...spec };
  if (affinity !== undefined) copy.affinity = cloneJson(affinity);
  if (topologySpreadConstraints !== undefined) copy.topologySpreadConstraints = cloneJson(topologySpreadConstraints);
  mergeLabelKeys(copy, labels, version);
  return copy;
}
