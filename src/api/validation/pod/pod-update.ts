import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { cloneJson } from '../../json.ts';
import { equalPods } from '../../pod-equality.ts';
import type { Container, NodeAffinity, NodeSelectorTerm, Pod, PodSchedulingGate, PodSpec, Toleration } from '../../types/core-v1.ts';
import { MAX_INT32 } from '../numbers.ts';
import { validateTolerations } from '../toleration.ts';
import { validateImageSpaces } from './container.ts';
import type { PodOptions } from './options.ts';
import { validatePodContent } from './pod.ts';
import { APP_ARMOR_ANNOTATION_PREFIX, MIRROR_ANNOTATION, validatePodAnnotations } from './pod-annotations.ts';
import type { Annotations } from './pod-annotations.ts';

/** What may change in a pod that exists: very little (pkg/apis/core/validation/validation.go, `ValidatePodUpdate`, v1.36). */
export function validatePodUpdate(pod: Pod, old: Pod, options: PodOptions): FieldError[] {
  const spec = pod.spec ?? {};
  const oldSpec = old.spec ?? {};
  const errors = validatePodContent(pod, options);
  const annotations = pod.metadata?.annotations ?? {};
  errors.push(...validateFixedAnnotations(annotations, old.metadata?.annotations ?? {}, 'metadata.annotations'));
  // The server checks the annotations once more here.
  errors.push(...validatePodAnnotations(annotations, spec, options, 'metadata.annotations'));
  for (const list of ['containers', 'initContainers'] as const) {
    const containers = spec[list] ?? [];
    if (containers.length !== (oldSpec[list] ?? []).length) return [...errors, forbidden(child('spec', list), 'no container can be added to a pod or removed from it')];
    errors.push(...validateImages(containers, child('spec', list)));
  }
  const deadline = validateDeadline(spec, oldSpec);
  errors.push(...deadline);
  // A deadline that is not a change to a smaller one ends the check; one that is removed does not.
  if (deadline.length > 0 && spec.activeDeadlineSeconds !== undefined) return errors;
  errors.push(...validateOnlyAddedTolerations(spec.tolerations ?? [], oldSpec.tolerations ?? [], 'spec.tolerations'));
  errors.push(...validateOnlyRemovedGates(spec.schedulingGates ?? [], oldSpec.schedulingGates ?? [], 'spec.schedulingGates'));
  if (!equalPods(spec, oldSpec)) errors.push(...validateOtherFields(spec, oldSpec));
  return errors;
}

function validateFixedAnnotations(annotations: Annotations, old: Annotations, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const key of new Set([...Object.keys(old), ...Object.keys(annotations)])) {
    const isFixed = key.startsWith(APP_ARMOR_ANNOTATION_PREFIX) || key === MIRROR_ANNOTATION;
    if (isFixed && (!Object.hasOwn(old, key) || !Object.hasOwn(annotations, key) || annotations[key] !== old[key])) {
      errors.push(forbidden(at(path, key), 'may not be changed, make a new pod'));
    }
  }
  return errors;
}

function validateImages(containers: readonly Container[], path: FieldPath): FieldError[] {
  return containers.flatMap((container, index) => {
    const containerPath = at(path, index);
    const errors: FieldError[] = (container.image ?? '') === '' ? [required(child(containerPath, 'image'), 'says what to run')] : [];
    return [...errors, ...validateImageSpaces(container, containerPath)];
  });
}

function validateDeadline(spec: PodSpec, old: PodSpec): FieldError[] {
  const path = 'spec.activeDeadlineSeconds';
  const { activeDeadlineSeconds: seconds } = spec;
  const { activeDeadlineSeconds: oldSeconds } = old;
  if (seconds === undefined) return oldSeconds === undefined ? [] : [invalid(path, null, 'may not be removed')];
  if (seconds < 0 || seconds > MAX_INT32) return [invalid(path, seconds, `must be between 0 and ${MAX_INT32}`)];
  return oldSeconds !== undefined && oldSeconds < seconds ? [invalid(path, seconds, `may only go down from ${oldSeconds}`)] : [];
}

/** Every old toleration must still be there, though perhaps for another time. */
function validateOnlyAddedTolerations(tolerations: readonly Toleration[], old: readonly Toleration[], path: FieldPath): FieldError[] {
  const identity = ({ key = '', operator = '', value = '', effect = '' }: Toleration): string => JSON.stringify([key, operator, value, effect]);
  const present = new Set(tolerations.map(identity));
  if (!old.every((toleration) => present.has(identity(toleration)))) return [forbidden(path, 'tolerations may be added, and of the old ones only tolerationSeconds changed')];
  return validateTolerations(tolerations, path);
}

function validateOnlyRemovedGates(gates: readonly PodSchedulingGate[], old: readonly PodSchedulingGate[], path: FieldPath): FieldError[] {
  const known = new Set(old.map((gate) => gate.name ?? ''));
  const added = new Map(gates.map((gate, index) => [gate.name ?? '', index] as const));
  return [...added].filter(([name]) => !known.has(name)).map(([name, index]) => forbidden(child(at(path, index), 'name'), `${name}: gates may be removed, not added`));
}

/** Compares what is left when every field that may change is put back. */
function validateOtherFields(spec: PodSpec, old: PodSpec): FieldError[] {
  const rest = cloneJson(spec);
  for (const list of ['containers', 'initContainers'] as const) {
    rest[list]?.forEach((container, index) => {
      const image = old[list]?.[index]?.image;
      if (image === undefined) delete container.image;
      else container.image = image;
    });
  }
  putBack(rest, old, 'activeDeadlineSeconds');
  putBack(rest, old, 'schedulingGates');
  putBack(rest, old, 'tolerations');
  // Older servers took negative periods; these can be repaired.
  if ((old.terminationGracePeriodSeconds ?? 0) < 0 && rest.terminationGracePeriodSeconds === 1) putBack(rest, old, 'terminationGracePeriodSeconds');
  const errors = (old.schedulingGates ?? []).length > 0 ? validateGatedFields(rest, old) : [];
  if (!equalPods(rest, old)) {
    errors.push(forbidden('spec', 'a pod is what it is: only images, activeDeadlineSeconds, tolerations and gates may change, make a new pod for the rest'));
  }
  return errors;
}

function putBack<K extends keyof PodSpec>(spec: PodSpec, old: PodSpec, field: K): void {
  if (old[field] === undefined) delete spec[field];
  else spec[field] = old[field];
}

/** While a pod is gated, where it may run can be narrowed. Changes `rest`: what was checked here is put back. */
function validateGatedFields(rest: PodSpec, old: PodSpec): FieldError[] {
  const errors: FieldError[] = [];
  const kept = Object.entries(old.nodeSelector ?? {}).every(([key, value]) => Object.hasOwn(rest.nodeSelector ?? {}, key) && rest.nodeSelector?.[key] === value);
  if (!kept) errors.push(invalid('spec.nodeSelector', rest.nodeSelector ?? null, 'labels may be added, not changed or removed'));
  putBack(rest, old, 'nodeSelector');
  const affinity = rest.affinity?.nodeAffinity;
  const oldAffinity = old.affinity?.nodeAffinity;
  if (equalPods({ affinity }, { affinity: oldAffinity })) return errors;
  errors.push(...validateNarrowedAffinity(affinity, oldAffinity, 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms'));
  const { podAffinity, podAntiAffinity } = rest.affinity ?? {};
  if (old.affinity === undefined && podAffinity === undefined && podAntiAffinity === undefined) delete rest.affinity;
  else if (rest.affinity !== undefined || oldAffinity !== undefined) rest.affinity = { ...rest.affinity, nodeAffinity: oldAffinity };
  return errors;
}

function validateNarrowedAffinity(affinity: NodeAffinity | undefined, old: NodeAffinity | undefined, path: FieldPath): FieldError[] {
  const oldTerms = old?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const terms = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (oldTerms.length > 0 && terms.length !== oldTerms.length) return [invalid(path, terms, 'terms may not be added or removed')];
  return oldTerms.flatMap((oldTerm, index) => (isNarrowed(terms[index] ?? {}, oldTerm) ? [] : [invalid(at(path, index), terms[index], 'requirements may be added, not changed or removed')]));
}

function isNarrowed(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const lists = (['matchExpressions', 'matchFields'] as const).map((name) => ({ now: term[name] ?? [], then: old[name] ?? [] }));
  // A term without requirements matches nothing; with some it would match more.
  if (lists.every(({ then }) => then.length === 0)) return lists.every(({ now }) => now.length === 0);
  return lists.every(({ now, then }) => now.length >= then.length && then.every((requirement, index) => equalPods(requirement, now[index])));
}
