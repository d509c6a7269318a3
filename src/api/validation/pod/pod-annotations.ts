import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { locateContainers } from '../../pod-containers.ts';
import type { AppArmorProfile, PodSpec, SeccompProfile, Toleration } from '../../types/core-v1.ts';
import { validateLocalDescendingPath } from '../local-path.ts';
import { MAX_INT32 } from '../numbers.ts';
import { validateTolerations } from '../toleration.ts';
import type { PodOptions } from './options.ts';

/** Annotations of pods that the API server reads (pkg/apis/core/validation/validation.go, `ValidatePodSpecificAnnotations`, v1.36). */
export const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';
export const DELETION_COST_ANNOTATION = 'controller.kubernetes.io/pod-deletion-cost';
export const APP_ARMOR_ANNOTATION_PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
export const SECCOMP_POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
export const SECCOMP_CONTAINER_ANNOTATION_PREFIX = 'container.seccomp.security.alpha.kubernetes.io/';
const TOLERATIONS_ANNOTATION = 'scheduler.alpha.kubernetes.io/tolerations';

export type Annotations = Readonly<Record<string, string>>;

/** `path` is that of the annotations. */
export function validatePodAnnotations(annotations: Annotations, spec: PodSpec, options: PodOptions, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (Object.hasOwn(annotations, MIRROR_ANNOTATION) && (spec.nodeName ?? '') === '') {
    errors.push(invalid(at(path, MIRROR_ANNOTATION), annotations[MIRROR_ANNOTATION], 'a mirror pod runs on a node, set spec.nodeName'));
  }
  errors.push(...validateTolerationsAnnotation(annotations[TOLERATIONS_ANNOTATION] ?? '', path));
  const cost = annotations[DELETION_COST_ANNOTATION];
  if (!options.allowInvalidDeletionCost && !isDeletionCost(cost)) errors.push(invalid(at(path, DELETION_COST_ANNOTATION), cost, 'must be a whole number of 32 bits'));
  for (const [key, value] of Object.entries(annotations)) {
    if (key === SECCOMP_POD_ANNOTATION || key.startsWith(SECCOMP_CONTAINER_ANNOTATION_PREFIX)) errors.push(...validateSeccompAnnotation(value, child(path, key)));
    if (key.startsWith(APP_ARMOR_ANNOTATION_PREFIX)) errors.push(...validateAppArmorAnnotation(key, value, spec, at(path, key)));
  }
  return errors;
}

/** Digits as Go's `ParseInt` takes them, without plus signs and leading zeros (but after a minus) (`GetDeletionCostFromPodAnnotations`). Absent is zero. */
export function isDeletionCost(value: string | undefined): boolean {
  if (value === undefined) return true;
  return /^(?:0|-[0-9]+|[1-9][0-9]*)$/.test(value) && Number(value) >= -MAX_INT32 - 1 && Number(value) <= MAX_INT32;
}

function validateTolerationsAnnotation(text: string, path: FieldPath): FieldError[] {
  if (text === '') return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [invalid(path, TOLERATIONS_ANNOTATION, 'is no JSON')];
  }
  if (value === null) return [];
  if (!Array.isArray(value) || !value.every(isToleration)) return [invalid(path, TOLERATIONS_ANNOTATION, 'is no list of tolerations')];
  return validateTolerations(value, child(path, TOLERATIONS_ANNOTATION));
}

function isToleration(value: unknown): value is Toleration {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { key, operator, value: text, effect, tolerationSeconds } = value as Record<string, unknown>;
  return [key, operator, text, effect].every((item) => item === undefined || item === null || typeof item === 'string') && (tolerationSeconds ?? 0) === Number(tolerationSeconds ?? 0);
}

function validateSeccompAnnotation(profile: string, path: FieldPath): FieldError[] {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return [];
  if (profile.startsWith('localhost/')) return validateLocalDescendingPath(profile.slice('localhost/'.length), path);
  return [invalid(path, profile, 'must be runtime/default, unconfined or localhost/ and a file')];
}

function validateAppArmorAnnotation(key: string, profile: string, spec: PodSpec, path: FieldPath): FieldError[] {
  const name = key.slice(APP_ARMOR_ANNOTATION_PREFIX.length);
  const errors: FieldError[] = [];
  if (!locateContainers(spec, '').some(({ container }) => (container.name ?? '') === name)) errors.push(invalid(path, name, 'the pod has no such container'));
  if (!['', 'runtime/default', 'unconfined'].includes(profile) && !profile.startsWith('localhost/')) {
    errors.push(invalid(path, profile, 'must be runtime/default, unconfined or localhost/ and the name of a profile'));
  }
  return errors;
}

interface Annotated {
  readonly path: FieldPath;
  readonly profile: SeccompProfile | AppArmorProfile | undefined;
  readonly annotation: string | undefined;
}

/** Where a profile stands both in a field and in an annotation, the two must agree; `path` is that of the spec. */
export function validateProfilesMatchAnnotations(annotations: Annotations, spec: PodSpec, path: FieldPath): FieldError[] {
  if (Object.keys(annotations).length === 0) return [];
  const containers = locateContainers(spec, path);
  const both: Annotated[] = [
    { path: `${path}.securityContext.seccompProfile`, profile: spec.securityContext?.seccompProfile, annotation: annotations[SECCOMP_POD_ANNOTATION] },
    ...containers.map(({ container, path: containerPath }) => ({
      path: `${containerPath}.securityContext.seccompProfile`,
      profile: container.securityContext?.seccompProfile,
      annotation: annotations[SECCOMP_CONTAINER_ANNOTATION_PREFIX + (container.name ?? '')],
    })),
  ];
  if (spec.os?.name !== 'windows') {
    for (const { container, path: containerPath } of containers) {
      both.push({
        path: `${containerPath}.securityContext.appArmorProfile`,
        profile: container.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile,
        annotation: annotations[APP_ARMOR_ANNOTATION_PREFIX + (container.name ?? '')],
      });
    }
  }
  return both.flatMap(validateAgreement);
}

function validateAgreement({ profile, annotation, path }: Annotated): FieldError[] {
  if (profile === undefined || annotation === undefined) return [];
  const typeError = forbidden(child(path, 'type'), `${annotation} in the annotation is another profile, remove the annotation`);
  switch (profile.type) {
    case 'Unconfined':
      return annotation === 'unconfined' ? [] : [typeError];
    case 'RuntimeDefault':
      return annotation === 'runtime/default' || (annotation === 'docker/default' && path.endsWith('seccompProfile')) ? [] : [typeError];
    case 'Localhost':
      if (!annotation.startsWith('localhost/')) return [typeError];
      if (annotation === `localhost/${profile.localhostProfile ?? ''}` && profile.localhostProfile !== undefined) return [];
      return [forbidden(child(path, 'localhostProfile'), `${annotation} in the annotation is another profile, remove the annotation`)];
    default:
      return [];
  }
}
