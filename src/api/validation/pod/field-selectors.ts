import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { storedQuantity } from '../../quantity.ts';
import type { ObjectFieldSelector, ResourceFieldSelector } from '../../types/core-v1.ts';
import { validateQualifiedName } from '../problems.ts';
import { amountOf } from '../resource-quantity.ts';

/** The downward API: fields of the pod and resources of its containers (pkg/apis/core/validation/validation.go, v1.36). */
export const ENV_FIELDS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

export const VOLUME_FIELDS: readonly string[] = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

/** What the conversion to the internal version knows (pkg/apis/core/pods/helpers.go), beyond the two lists above. */
const OTHER_KNOWN_FIELDS: readonly string[] = ['spec.restartPolicy', 'spec.schedulerName', 'status.phase'];

const RESOURCES: readonly string[] = ['limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory'];
const HUGE_PAGES = /^(?:requests|limits)\.hugepages-/;

const CPU_DIVISORS: readonly string[] = ['1m', '1'];
const BYTE_DIVISORS: readonly string[] = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

export function validateFieldRef(selector: ObjectFieldSelector, fields: readonly string[], path: FieldPath): FieldError[] {
  const { apiVersion = '', fieldPath = '' } = selector;
  const pathOfField = child(path, 'fieldPath');
  if (apiVersion === '') return [required(child(path, 'apiVersion'), 'use v1')];
  if (fieldPath === '') return [required(pathOfField, `names a field of the pod, one of ${fields.join(', ')}`)];
  if (apiVersion !== 'v1') return [invalid(pathOfField, fieldPath, `apiVersion ${apiVersion} has no pods, use v1`)];
  const subscripted = /^([^]+?)\['([^]*)'\]$/.exec(fieldPath);
  if (subscripted !== null) {
    const [, map = '', key = ''] = subscripted;
    if (map !== 'metadata.annotations' && map !== 'metadata.labels') return [invalid(pathOfField, fieldPath, 'only labels and annotations can be picked by key')];
    return validateQualifiedName(map === 'metadata.annotations' ? key.toLowerCase() : key, path);
  }
  // spec.host is how old clients called spec.nodeName.
  const field = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  if (fields.includes(field)) return [];
  const known = ENV_FIELDS.includes(field) || VOLUME_FIELDS.includes(field) || OTHER_KNOWN_FIELDS.includes(field);
  return [known ? notSupported(pathOfField, field, fields) : invalid(pathOfField, fieldPath, `is no field that pods offer, use one of ${fields.join(', ')}`)];
}

/** `needsContainer`: in a volume there is no container that could be meant by default. */
export function validateResourceFieldRef(selector: ResourceFieldSelector, needsContainer: boolean, path: FieldPath): FieldError[] {
  const { containerName = '', resource = '' } = selector;
  const errors: FieldError[] = [];
  if (needsContainer && containerName === '') errors.push(required(child(path, 'containerName'), 'names the container whose resources are meant'));
  else if (resource === '') errors.push(required(child(path, 'resource'), `must be one of ${RESOURCES.join(', ')}`));
  else if (!RESOURCES.includes(resource) && !HUGE_PAGES.test(resource)) errors.push(notSupported(child(path, 'resource'), resource, RESOURCES));
  const divisor = amountOf(selector.divisor);
  if (divisor.nanos === 0n) return errors;
  const allowed = divisorsOf(resource);
  if (allowed !== undefined && !allowed.includes(storedQuantity(selector.divisor ?? 0) ?? '')) {
    errors.push(invalid(child(path, 'divisor'), selector.divisor, `${resource} can be divided by ${allowed.join(', ')}`));
  }
  return errors;
}

function divisorsOf(resource: string): readonly string[] | undefined {
  if (resource === 'limits.cpu' || resource === 'requests.cpu') return CPU_DIVISORS;
  return RESOURCES.includes(resource) || HUGE_PAGES.test(resource) ? BYTE_DIVISORS : undefined;
}
