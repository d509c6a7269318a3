import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import type { PodSpec } from '../../types/core-v1.ts';
import { validateLabels } from '../metadata.ts';
import { MAX_INT32, validateInRange } from '../numbers.ts';
import { validateDns1123Subdomain, validateQualifiedName } from '../problems.ts';
import { validateTolerations } from '../toleration.ts';
import { validateVolumes } from '../volume.ts';
import { validateAffinity } from './affinity.ts';
import { validateContainers, validateEphemeralContainers, validateInitContainers } from './containers.ts';
import { validateDns, validateHostAliases } from './dns.ts';
import { validateFileKeyVolumes } from './env.ts';
import { validateHostNamespaces } from './host-namespaces.ts';
import { validateOperatingSystem } from './operating-system.ts';
import type { PodOptions } from './options.ts';
import { validateResourceClaims } from './resource-claims.ts';
import { validateContainerResources, validatePodResources } from './resources.ts';
import { validatePodSecurityContext } from './security-context.ts';
import { validateTopologySpread } from './topology-spread.ts';
import { validateHostProcess } from './windows-options.ts';

const RESTART_POLICIES: readonly string[] = ['Always', 'OnFailure', 'Never'];
const PREEMPTION_POLICIES: readonly string[] = ['PreemptLowerPriority', 'Never'];

/** The spec of a pod or a template (pkg/apis/core/validation/validation.go, `ValidatePodSpec`, v1.36). `podName` is undefined in templates. */
export function validatePodSpec(spec: PodSpec, podName: string | undefined, options: PodOptions, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.terminationGracePeriodSeconds === undefined) errors.push(required(child(path, 'terminationGracePeriodSeconds'), 'is how long the pod may take to stop'));
  const volumes = validateVolumes(spec.volumes ?? [], podName, options, child(path, 'volumes'));
  const claimNames = new Set((spec.resourceClaims ?? []).flatMap(({ name }) => (name === undefined || name === '' ? [] : [name])));
  const pod = { spec, volumes: volumes.byName, claimNames, options };
  errors.push(...volumes.errors, ...validateResourceClaims(spec.resourceClaims ?? [], child(path, 'resourceClaims')));
  errors.push(...validateContainers(pod, child(path, 'containers')));
  errors.push(...validateInitContainers(pod, child(path, 'initContainers')));
  errors.push(...validateEphemeralContainers(pod, child(path, 'ephemeralContainers')));
  errors.push(...validateFileKeyVolumes(spec, path));
  if (isFeatureOn('PodLevelResources', options.version)) errors.push(...validatePodResources(spec, claimNames, options, child(path, 'resources')));
  errors.push(...validateHostNamespaces(spec, options, path));
  errors.push(...validateChoice(spec.restartPolicy ?? '', RESTART_POLICIES, child(path, 'restartPolicy')));
  errors.push(...validateDns(spec, options, path), ...validateHostAliases(spec.hostAliases ?? [], options, child(path, 'hostAliases')));
  errors.push(...validatePodSecurityContext(spec, options, child(path, 'securityContext')));
  errors.push(...validateScheduling(spec, options, path));
  errors.push(...validateHostProcess(spec, path));
  errors.push(...validateReferences(spec, path));
  if (spec.activeDeadlineSeconds !== undefined) errors.push(...validateInRange(spec.activeDeadlineSeconds, 1, MAX_INT32, child(path, 'activeDeadlineSeconds')));
  // The overhead is checked as the limits of a container.
  if (spec.overhead !== undefined) errors.push(...validateContainerResources({ limits: spec.overhead }, new Set(), options, child(path, 'overhead')));
  errors.push(...validateOperatingSystem(spec, path));
  return errors;
}

function validateChoice(value: string, allowed: readonly string[], path: FieldPath): FieldError[] {
  if (value === '') return [required(path, `must be one of ${allowed.join(', ')}`)];
  return allowed.includes(value) ? [] : [notSupported(path, value, allowed)];
}

function validateScheduling(spec: PodSpec, options: PodOptions, path: FieldPath): FieldError[] {
  const errors = validateLabels(spec.nodeSelector, child(path, 'nodeSelector'));
  errors.push(...validateAffinity(spec.affinity, options, child(path, 'affinity')));
  errors.push(...validateTopologySpread(spec.topologySpreadConstraints ?? [], options, child(path, 'topologySpreadConstraints')));
  errors.push(...validateTolerations(spec.tolerations ?? [], child(path, 'tolerations')));
  const gates = new Set<string>();
  (spec.schedulingGates ?? []).forEach(({ name = '' }, index) => {
    const gatePath = at(child(path, 'schedulingGates'), index);
    errors.push(...validateQualifiedName(name, gatePath));
    if (gates.has(name)) errors.push(duplicate(gatePath, name));
    gates.add(name);
  });
  (spec.readinessGates ?? []).forEach(({ conditionType = '' }, index) => {
    errors.push(...validateQualifiedName(conditionType, child(at(child(path, 'readinessGates'), index), 'conditionType')));
  });
  if (spec.preemptionPolicy !== undefined) errors.push(...validateChoice(spec.preemptionPolicy, PREEMPTION_POLICIES, child(path, 'preemptionPolicy')));
  return errors;
}

/** Names of other objects. */
function validateReferences(spec: PodSpec, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['serviceAccountName', 'nodeName', 'priorityClassName'] as const) {
    const name = spec[field] ?? '';
    if (name !== '') errors.push(...validateDns1123Subdomain(name, child(path, field)));
  }
  if (spec.runtimeClassName !== undefined) errors.push(...validateDns1123Subdomain(spec.runtimeClassName, child(path, 'runtimeClassName')));
  return errors;
}
