import { at, child, type FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, type FieldError } from '../../field-error.ts';
import { cloneJson } from '../../json.ts';
import { equalPods } from '../../pod-equality.ts';
import { qosClassOf } from '../../qos.ts';
import type { Quantity } from '../../types/api-resource.ts';
import type { Container, Pod, PodSpec, ResourceRequirements } from '../../types/core-v1.ts';
import type { PodOptions } from './options.ts';
import { validatePodContent } from './pod.ts';
import { MIRROR_ANNOTATION } from './pod-annotations.ts';

const LISTS = ['containers', 'initContainers'] as const;
const RESIZABLE: readonly string[] = ['cpu', 'memory'];

/**
 * A request to the resize subresource of a pod: CPU and memory of containers and sidecars may change, in a way that keeps the QoS class
 * (pkg/apis/core/validation/validation.go, `ValidatePodResize`, v1.36).
 */
export function validatePodResize(pod: Pod, old: Pod, options: PodOptions): FieldError[] {
  const [spec, oldSpec] = [pod.spec ?? {}, old.spec ?? {}];
  const errors = validatePodContent(pod, options);
  if (old.metadata?.annotations?.[MIRROR_ANNOTATION] !== undefined) return [forbidden('', 'static pods cannot be resized')];
  if (oldSpec.os?.name === 'windows') return [forbidden('', 'windows pods cannot be resized')];
  if (oldSpec.resources !== undefined) errors.push(forbidden('spec', 'pods with pod-level resources cannot be resized'));
  const before = qosClassOf(oldSpec);
  if (qosClassOf(spec) !== before) errors.push(invalid('spec', before, `a resize must not change the QoS class of the pod, which would become ${qosClassOf(spec)}`));
  const order = LISTS.flatMap((list) => (sameNames(spec[list], oldSpec[list]) ? [] : [forbidden(child('spec', list), 'containers must stay the same, in the same order')]));
  if (order.length > 0) return [...errors, ...order];
  for (const list of LISTS) {
    (spec[list] ?? []).forEach((container, index) => errors.push(...validateNothingRemoved(container.resources ?? {}, oldSpec[list]?.[index]?.resources ?? {}, child(at(child('spec', list), index), 'resources'))));
  }
  if (!equalPods(withOldAmounts(spec, oldSpec), oldSpec)) errors.push(forbidden('spec', 'only CPU and memory of containers and sidecars can be resized'));
  return errors;
}

function sameNames(containers: readonly Container[] = [], old: readonly Container[] = []): boolean {
  return containers.length === old.length && containers.every(({ name }, index) => name === old[index]?.name);
}

function validateNothingRemoved(resources: ResourceRequirements, old: ResourceRequirements, path: FieldPath): FieldError[] {
  return (['limits', 'requests'] as const).flatMap((list) => {
    const removed = RESIZABLE.filter((name) => old[list]?.[name] !== undefined && resources[list]?.[name] === undefined);
    return removed.length === 0 ? [] : [forbidden(child(path, list), `${removed.join(' and ')} cannot be removed by a resize`)];
  });
}

/** The new spec with everything put back that a resize may change. */
function withOldAmounts(spec: PodSpec, old: PodSpec): PodSpec {
  const rest = cloneJson(spec);
  for (const list of LISTS) {
    rest[list]?.forEach((container, index) => {
      const oldContainer = old[list]?.[index];
      if (list === 'initContainers' && container.restartPolicy !== 'Always') return;
      for (const kind of ['limits', 'requests'] as const) putBack(container, oldContainer, kind);
      if (oldContainer?.resources === undefined && Object.keys(container.resources ?? {}).length === 0) delete container.resources;
      if (oldContainer?.resizePolicy === undefined) delete container.resizePolicy;
      else container.resizePolicy = oldContainer.resizePolicy;
    });
  }
  return rest;
}

function putBack(container: Container, old: Container | undefined, kind: 'limits' | 'requests'): void {
  const amounts: Record<string, Quantity> = { ...container.resources?.[kind] };
  for (const name of RESIZABLE) {
    const amount = old?.resources?.[kind]?.[name];
    if (amount === undefined) delete amounts[name];
    else amounts[name] = amount;
  }
  const resources = { ...container.resources };
  if (Object.keys(amounts).length > 0) resources[kind] = amounts;
  else delete resources[kind];
  container.resources = resources;
}
