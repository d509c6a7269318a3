import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { isFeatureOn } from '../feature-gates.ts';
import { cloneJson } from '../json.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import { equalPods } from '../pod-equality.ts';
import type { StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from '../types/apps-v1.ts';
import type { PodTemplateSpec } from '../types/core-v1.ts';
import { isUsableLabelSelector } from './label-selector.ts';
import { validateAnnotations, validateLabels } from './metadata.ts';
import { countOrPercentOf, validateAtMost100Percent, validateNonNegative, validateNonNegativeIntOrPercent } from './numbers.ts';
import { validateClaimSpec } from './persistent-volume-claim-spec.ts';
import type { PodOptions } from './pod/options.ts';
import { validatePodAnnotations } from './pod/pod-annotations.ts';
import { validatePodTemplateSpec } from './pod/pod-template.ts';
import { validateDns1123Label } from './problems.ts';
import { validateLabelsAreSelected, validateRunsForEver, validateWorkloadSelector } from './selected-template.ts';

const POD_MANAGEMENT_POLICIES: readonly string[] = ['OrderedReady', 'Parallel'];
const RETENTION_POLICIES: readonly string[] = ['Delete', 'Retain'];

/** A StatefulSet (pkg/apis/apps/validation/validation.go, `ValidateStatefulSetSpec`, v1.36). */
export function validateStatefulSet(statefulSet: StatefulSet, options: PodOptions): FieldError[] {
  const spec = statefulSet.spec ?? {};
  const errors = validateSpec(spec, validatesPods(options), options);
  if (validatesPods(options)) errors.push(...validateOnce(spec, options));
  return errors;
}

/** What cannot change and is therefore checked on create only. */
function validateOnce(spec: StatefulSetSpec, options: PodOptions): FieldError[] {
  const { serviceName = '', volumeClaimTemplates = [] } = spec;
  const errors = serviceName === '' ? [] : validateDns1123Label(serviceName, 'spec.serviceName');
  volumeClaimTemplates.forEach((claim, index) => {
    const path = child(at('spec.volumeClaimTemplates', index), 'spec');
    errors.push(...validateClaimSpec(claim.spec ?? {}, path, { volumeAttributesClass: isFeatureOn('VolumeAttributesClass', options.version) }));
  });
  return errors;
}

function validateSpec(spec: StatefulSetSpec, withPods: boolean, options: PodOptions): FieldError[] {
  const { podManagementPolicy = '', selector, template = {} } = spec;
  const errors: FieldError[] = [];
  if (podManagementPolicy === '') errors.push(required('spec.podManagementPolicy', `must be one of ${POD_MANAGEMENT_POLICIES.join(', ')}`));
  else if (!POD_MANAGEMENT_POLICIES.includes(podManagementPolicy)) {
    errors.push(invalid('spec.podManagementPolicy', podManagementPolicy, `must be one of ${POD_MANAGEMENT_POLICIES.join(', ')}`));
  }
  errors.push(...validateUpdateStrategy(spec.updateStrategy ?? {}, 'spec.updateStrategy'));
  for (const field of ['whenDeleted', 'whenScaled'] as const) {
    const policy = spec.persistentVolumeClaimRetentionPolicy?.[field] ?? '';
    const path = `spec.persistentVolumeClaimRetentionPolicy.${field}`;
    if (spec.persistentVolumeClaimRetentionPolicy !== undefined && !RETENTION_POLICIES.includes(policy)) errors.push(notSupported(path, policy, RETENTION_POLICIES));
  }
  errors.push(...validateNonNegative(spec.replicas, 'spec.replicas'), ...validateNonNegative(spec.minReadySeconds, 'spec.minReadySeconds'));
  errors.push(...validateNonNegative(spec.ordinals?.start, 'spec.ordinals.start'));
  errors.push(...validateWorkloadSelector(selector, 'spec.selector'));
  if (isUsableLabelSelector(selector)) errors.push(...validateTemplate(spec, template, withPods, options, 'spec.template'));
  else errors.push(invalid('spec.selector', selector, 'cannot be used to match labels'));
  return [...errors, ...validateRunsForEver(template, 'spec.template')];
}

function validateUpdateStrategy(strategy: StatefulSetUpdateStrategy, path: FieldPath): FieldError[] {
  const { type = '', rollingUpdate } = strategy;
  const rollingPath = child(path, 'rollingUpdate');
  switch (type) {
    case '':
      return [required(path, 'needs a type, RollingUpdate or OnDelete')];
    case 'OnDelete':
      return rollingUpdate === undefined ? [] : [invalid(rollingPath, rollingUpdate, 'type OnDelete takes no rollingUpdate, remove it')];
    case 'RollingUpdate': {
      if (rollingUpdate === undefined) return [];
      const errors = validateNonNegative(rollingUpdate.partition, child(rollingPath, 'partition'));
      const { maxUnavailable } = rollingUpdate;
      if (maxUnavailable === undefined) return errors;
      const unavailablePath = child(rollingPath, 'maxUnavailable');
      errors.push(...validateNonNegativeIntOrPercent(maxUnavailable, unavailablePath), ...validateAtMost100Percent(maxUnavailable, unavailablePath));
      if (countOrPercentOf(maxUnavailable) === 0) errors.push(invalid(unavailablePath, maxUnavailable, 'cannot be 0: no pod could ever be replaced'));
      return errors;
    }
    default:
      return [invalid(path, type, 'must be RollingUpdate or OnDelete')];
  }
}

function validateTemplate(spec: StatefulSetSpec, template: PodTemplateSpec, withPods: boolean, options: PodOptions, path: FieldPath): FieldError[] {
  const errors = validateLabelsAreSelected(spec.selector, template, path);
  if (withPods) return [...errors, ...validatePodTemplateSpec(withClaimVolumes(spec, template), options, path)];
  const { labels, annotations = {} } = template.metadata ?? {};
  errors.push(...validateLabels(labels, child(path, 'labels')), ...validateAnnotations(annotations, child(path, 'annotations')));
  errors.push(...validatePodAnnotations(annotations, template.spec ?? {}, options, child(path, 'annotations')));
  return errors;
}

/** Before 1.34 the pods and claims of the templates were not looked at; the first pod told. */
function validatesPods(options: PodOptions): boolean {
  return compareKubernetesVersions(options.version, '1.34') >= 0;
}

/** The template as the controller will use it: each claim is a volume of its name, before the others and instead of one with that name. */
function withClaimVolumes(spec: StatefulSetSpec, template: PodTemplateSpec): PodTemplateSpec {
  const names = (spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata?.name ?? '');
  if (names.length === 0) return template;
  const claims = names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const others = (template.spec?.volumes ?? []).filter((volume) => !names.includes(volume.name ?? ''));
  return { ...template, spec: { ...template.spec, volumes: [...claims, ...others] } };
}

const MUTABLE = ['replicas', 'template', 'updateStrategy', 'minReadySeconds', 'ordinals', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy'] as const;

/**
 * Everything but these fields stays (`ValidateStatefulSetUpdate`). A template whose stored form is already refused is
 * not looked at.
 */
export function validateStatefulSetUpdate(statefulSet: StatefulSet, old: StatefulSet, options: PodOptions): FieldError[] {
  const oldTemplate = withClaimVolumes(old.spec ?? {}, old.spec?.template ?? {});
  const withPods = validatesPods(options) && validatePodTemplateSpec(oldTemplate, options, '').length === 0;
  const errors = validateSpec(statefulSet.spec ?? {}, withPods, options);
  const rest = withoutFields(statefulSet.spec ?? {});
  const oldRest = withoutFields(old.spec ?? {});
  if (!equalPods(rest, oldRest)) errors.push(forbidden('spec', `only ${MUTABLE.join(', ')} may change, delete the StatefulSet and create it again`));
  return errors;
}

function withoutFields(spec: StatefulSetSpec): StatefulSetSpec {
  const rest = cloneJson(spec);
  for (const field of MUTABLE) delete rest[field];
  return rest;
}
