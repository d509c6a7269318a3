import { child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { domainPrefixedPathProblems } from '../dns-names.ts';
import { forbidden, notSupported, required, tooLong } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { byteLength, dns1123LabelProblems, dns1123SubdomainProblems } from '../names.ts';
import type { IngressClass, IngressClassParametersReference } from '../types/networking-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateSegment } from './path-segment.ts';
import { invalidForEach } from './problems.ts';

const SCOPES: readonly string[] = ['Cluster', 'Namespace'];
const MAX_CONTROLLER_BYTES = 250;

/** The rules for an IngressClass (pkg/apis/networking/validation/validation.go, `ValidateIngressClass`, v1.36). */
export function validateIngressClass({ spec = {} }: IngressClass): FieldError[] {
  const { controller = '', parameters } = spec;
  const path = 'spec.controller';
  const errors: FieldError[] = [];
  if (controller === '') errors.push(required(path, 'names the controller, such as example.org/ingress-controller'));
  else {
    if (byteLength(controller) > MAX_CONTROLLER_BYTES) errors.push(tooLong(path, MAX_CONTROLLER_BYTES));
    errors.push(...invalidForEach(path, controller, domainPrefixedPathProblems(controller)));
  }
  return parameters === undefined ? errors : [...errors, ...validateParameters(parameters, 'spec.parameters')];
}

export function validateIngressClassUpdate(ingressClass: IngressClass, old: IngressClass): FieldError[] {
  return [...validateIngressClass(ingressClass), ...validateImmutable(ingressClass.spec?.controller, old.spec?.controller, 'spec.controller')];
}

function validateParameters(parameters: IngressClassParametersReference, path: FieldPath): FieldError[] {
  const { apiGroup, kind = '', name = '', scope, namespace } = parameters;
  const errors = apiGroup === undefined ? [] : invalidForEach(child(path, 'apiGroup'), apiGroup, dns1123SubdomainProblems(apiGroup));
  errors.push(...validateSegment(kind, child(path, 'kind')), ...validateSegment(name, child(path, 'name')));
  const namespacePath = child(path, 'namespace');
  if (scope === undefined) errors.push(required(child(path, 'scope'), `must be one of ${SCOPES.join(', ')}`));
  else if (!SCOPES.includes(scope)) errors.push(notSupported(child(path, 'scope'), scope, SCOPES));
  else if (scope === 'Namespace') {
    errors.push(
      ...(namespace === undefined ? [required(namespacePath, 'scope Namespace needs one')] : invalidForEach(namespacePath, namespace, dns1123LabelProblems(namespace))),
    );
  } else if (namespace !== undefined) errors.push(forbidden(namespacePath, 'scope Cluster has none, remove it'));
  return errors;
}
