import { at } from '../../../diag/field-path.ts';
import { forbidden } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import type { Service } from '../../types/core-v1.ts';
import { validateLegacyCidr } from '../ip-fields.ts';

const ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const ONLY_FOR_LOAD_BALANCERS = 'applies to Services of type LoadBalancer only, remove it';

/** Which clients a load balancer admits: the field, or else the annotation that came before it. Spaces around networks are fine. */
export function validateSourceRanges({ metadata, spec = {} }: Service, version: KubernetesVersion, old: Service | undefined): FieldError[] {
  const ranges = spec.loadBalancerSourceRanges ?? [];
  const annotation = metadata?.annotations?.[ANNOTATION];
  const errors: FieldError[] = [];
  if (ranges.length > 0) {
    // The server spells the field with a capital letter here.
    const path = 'spec.LoadBalancerSourceRanges';
    if (spec.type !== 'LoadBalancer') errors.push(forbidden(path, ONLY_FOR_LOAD_BALANCERS));
    ranges.forEach((range, index) => {
      errors.push(...validateLegacyCidr(trimmed(range), at(path, index), version, old?.spec?.loadBalancerSourceRanges?.map(trimmed)));
    });
  } else if (annotation !== undefined) {
    const path = `metadata.annotations[${ANNOTATION}]`;
    const stored = old?.metadata?.annotations?.[ANNOTATION];
    if (spec.type !== 'LoadBalancer') errors.push(forbidden(path, ONLY_FOR_LOAD_BALANCERS));
    if (trimmed(annotation) === '') return errors;
    for (const range of annotation.split(',')) errors.push(...validateLegacyCidr(trimmed(range), path, version, stored?.split(',').map(trimmed)));
  }
  return errors;
}

function trimmed(text: string): string {
  return text.trim();
}
