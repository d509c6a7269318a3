import { at, child } from '../../../diag/field-path.ts';
import { forbidden } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { Pod } from '../../types/core-v1.ts';
import { validateImageSpaces } from './container.ts';
import type { PodOptions } from './options.ts';
import { validatePodAnnotations, validateProfilesMatchAnnotations } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';

/** A new pod (pkg/apis/core/validation/validation.go, `ValidatePodCreate`, v1.36). */
export function validatePod(pod: Pod, options: PodOptions): FieldError[] {
  const spec = pod.spec ?? {};
  const errors = validatePodContent(pod, options);
  if ((spec.ephemeralContainers ?? []).length > 0) errors.push(forbidden('spec.ephemeralContainers', 'containers for debugging are added to running pods only'));
  if ((spec.nodeName ?? '') !== '' && (spec.schedulingGates ?? []).length > 0) {
    errors.push(forbidden('spec.nodeName', 'a pod gets a node only when all its schedulingGates are gone'));
  }
  errors.push(...validateProfilesMatchAnnotations(pod.metadata?.annotations ?? {}, spec, 'spec'));
  return errors;
}

/** What holds for new and for changed pods (`validatePodMetadataAndSpec`). */
export function validatePodContent(pod: Pod, options: PodOptions): FieldError[] {
  const { metadata = {}, spec = {} } = pod;
  const errors = validatePodAnnotations(metadata.annotations ?? {}, spec, options, 'metadata.annotations');
  const name = metadata.name ?? '';
  errors.push(...validatePodSpec(spec, name === '' ? undefined : name, options, 'spec'));
  if ((spec.serviceAccountName ?? '') === '') errors.push(...validateNoTokens(pod));
  for (const list of ['containers', 'initContainers'] as const) {
    (spec[list] ?? []).forEach((container, index) => {
      errors.push(...validateImageSpaces(container, at(child('spec', list), index)));
    });
  }
  return errors;
}

/** A token is one of a service account. */
function validateNoTokens(pod: Pod): FieldError[] {
  return (pod.spec?.volumes ?? []).flatMap((volume, index) =>
    (volume.projected?.sources ?? []).flatMap((source, sourceIndex) =>
      source.serviceAccountToken === undefined
        ? []
        : [forbidden(`spec.volumes[${index}].projected.sources[${sourceIndex}].serviceAccountToken`, 'needs serviceAccountName in the pod')],
    ),
  );
}
