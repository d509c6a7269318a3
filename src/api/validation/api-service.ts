import { invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { dns1035LabelProblems, dns1123SubdomainProblems } from '../names.ts';
import { pathSegmentProblems } from '../object-name.ts';
import type { APIService, APIServiceSpec } from '../types/apiregistration-v1.ts';
import { validateInRange } from './numbers.ts';
import { portNumberProblems } from './port.ts';
import { invalidForEach } from './problems.ts';

const MAX_GROUP_PRIORITY = 20000;
const MAX_VERSION_PRIORITY = 1000;

/** The rules for an APIService (kube-aggregator/pkg/apis/apiregistration/validation/validation.go, v1.36). */
export function validateApiService({ metadata, spec = {} }: APIService): FieldError[] {
  const { group = '', version = '' } = spec;
  const wanted = `${version}.${group}`;
  const errors: FieldError[] = [];
  for (const field of ['name', 'generateName'] as const) {
    const name = metadata?.[field] ?? '';
    if (name !== '' && name !== wanted && pathSegmentProblems(name).length === 0) {
      errors.push(invalid(`metadata.${field}`, name, `must be ${wanted}: the version, a dot and the group`));
    }
  }
  if (group === '') {
    if (version !== 'v1') errors.push(required('spec.group', 'only v1 has no group'));
  } else errors.push(...invalidForEach('spec.group', group, dns1123SubdomainProblems(group)));
  errors.push(...invalidForEach('spec.version', version, dns1035LabelProblems(version)));
  errors.push(...validateInRange(spec.groupPriorityMinimum ?? 0, 1, MAX_GROUP_PRIORITY, 'spec.groupPriorityMinimum'));
  errors.push(...validateInRange(spec.versionPriority ?? 0, 1, MAX_VERSION_PRIORITY, 'spec.versionPriority'));
  return [...errors, ...validateService(spec)];
}

/** Where the API is served: without a service, by the API server itself, which needs no certificate. */
function validateService({ service, caBundle = '', insecureSkipTLSVerify = false }: APIServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (service === undefined) {
    if (caBundle !== '') errors.push(invalid('spec.caBundle', '…', 'needs a service beside it'));
    if (insecureSkipTLSVerify) errors.push(invalid('spec.insecureSkipTLSVerify', true, 'needs a service beside it'));
    return errors;
  }
  if ((service.namespace ?? '') === '') errors.push(required('spec.service.namespace', 'names the namespace of the Service'));
  if ((service.name ?? '') === '') errors.push(required('spec.service.name', 'names the Service'));
  const port = service.port ?? 0;
  errors.push(...invalidForEach('spec.service.port', port, portNumberProblems(port)));
  if (insecureSkipTLSVerify && caBundle !== '') errors.push(invalid('spec.insecureSkipTLSVerify', true, 'excludes caBundle, keep one'));
  return errors;
}
