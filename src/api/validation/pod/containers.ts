import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, forbidden, notFound, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { EphemeralContainer } from '../../types/core-v1.ts';
import { validateUniqueHostPorts } from './container-ports.ts';
import { validateContainer, validateImageSpaces } from './container.ts';
import type { PodSurroundings } from './container.ts';
import { validateLifecycle } from './handler.ts';
import { validateProbes } from './probe.ts';
import { validateContainerRestartPolicy } from './restart-policy.ts';

/** The three lists of containers of a pod (pkg/apis/core/validation/validation.go, v1.36). */
export function validateContainers(pod: PodSurroundings, path: FieldPath): FieldError[] {
  const { spec, options } = pod;
  const containers = spec.containers ?? [];
  if (containers.length === 0) return [required(path, 'a pod needs at least one container')];
  const names = new Set<string>();
  const errors = containers.flatMap((container, index) => {
    const containerPath = at(path, index);
    const { name = '', lifecycle } = container;
    const found = validateContainer(container, pod, containerPath);
    if (names.has(name)) found.push(duplicate(child(containerPath, 'name'), name));
    names.add(name);
    if (lifecycle !== undefined) found.push(...validateLifecycle(lifecycle, spec.terminationGracePeriodSeconds, options, child(containerPath, 'lifecycle')));
    found.push(...validateProbes(container, spec.terminationGracePeriodSeconds, options, containerPath));
    found.push(...validateContainerRestartPolicy(container, false, options, containerPath));
    return found;
  });
  return [...errors, ...validateUniqueHostPorts(containers, path)];
}

const FOR_LONG_RUNNING = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Init containers, which end before the others start, and sidecars among them, which do not. */
export function validateInitContainers(pod: PodSurroundings, path: FieldPath): FieldError[] {
  const { spec, options } = pod;
  const names = new Set((spec.containers ?? []).map((container) => container.name ?? ''));
  return (spec.initContainers ?? []).flatMap((container, index) => {
    const containerPath = at(path, index);
    const { name = '', lifecycle } = container;
    const errors = validateContainer(container, pod, containerPath);
    errors.push(...validateContainerRestartPolicy(container, true, options, containerPath));
    if (names.has(name)) errors.push(duplicate(child(containerPath, 'name'), name));
    else if (name !== '') names.add(name);
    // They run one by one, so each can have the ports of the others; the server counts from 0 in this check.
    errors.push(...validateUniqueHostPorts([container], path));
    if (container.restartPolicy === 'Always') {
      if (lifecycle !== undefined) errors.push(...validateLifecycle(lifecycle, spec.terminationGracePeriodSeconds, options, child(containerPath, 'lifecycle')));
      errors.push(...validateProbes(container, spec.terminationGracePeriodSeconds, options, containerPath));
    } else {
      for (const field of FOR_LONG_RUNNING) {
        if (container[field] !== undefined) errors.push(forbidden(child(containerPath, field), 'an init container can have it only with restartPolicy: Always'));
      }
    }
    return errors;
  });
}

/** Fields of containers that one for debugging cannot have. */
const NOT_EPHEMERAL = [
  'ports',
  'resources',
  'lifecycle',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
] as const;

/** Containers that are added to a running pod for debugging. */
export function validateEphemeralContainers(pod: PodSurroundings, path: FieldPath): FieldError[] {
  const { spec } = pod;
  const targets = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((container) => container.name ?? ''));
  const names = new Set(targets);
  return (spec.ephemeralContainers ?? []).flatMap((container, index) => {
    const containerPath = at(path, index);
    const { name = '', targetContainerName = '' } = container;
    const errors = [...validateContainer(container, pod, containerPath), ...validateImageSpaces(container, containerPath)];
    if (names.has(name)) errors.push(duplicate(child(containerPath, 'name'), name));
    names.add(name);
    if (targetContainerName !== '' && !targets.has(targetContainerName)) errors.push(notFound(child(containerPath, 'targetContainerName'), targetContainerName));
    errors.push(...validateEphemeralFields(container, containerPath));
    return errors;
  });
}

function validateEphemeralFields(container: EphemeralContainer, path: FieldPath): FieldError[] {
  const errors: FieldError[] = NOT_EPHEMERAL.filter((field) => isSet(container, field)).map((field) =>
    forbidden(child(path, field), 'a container for debugging cannot have it'),
  );
  (container.volumeMounts ?? []).forEach((mount, index) => {
    for (const field of ['subPath', 'subPathExpr'] as const) {
      if ((mount[field] ?? '') !== '') errors.push(forbidden(child(at(child(path, 'volumeMounts'), index), field), 'a container for debugging cannot have it'));
    }
  });
  return errors;
}

/** `resources: {}` is the zero value of Go and counts as absent; everything else that was given does not. */
function isSet(container: EphemeralContainer, field: (typeof NOT_EPHEMERAL)[number]): boolean {
  return field === 'resources' ? Object.keys(container.resources ?? {}).length > 0 : container[field] !== undefined;
}
