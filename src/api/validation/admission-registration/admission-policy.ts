import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { AdmissionExpressions } from '../../cel/admission-expressions.ts';
import { duplicate, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import { byteLength, dns1035LabelProblems, dns1123SubdomainProblems } from '../../names.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import type { AuditAnnotation, MutatingAdmissionPolicy, Mutation, ParamKind, ValidatingAdmissionPolicy, Validation, Variable } from '../../types/admissionregistration-v1.ts';
import { validateQualifiedName } from '../problems.ts';
import { validateExpression } from './expression.ts';
import { validateMatchConditions } from './match-conditions.ts';
import { validateMatchResources } from './rules.ts';
import { FAILURE_POLICIES, REINVOCATION_POLICIES } from './webhook-configuration.ts';

const REASONS: readonly string[] = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const PATCH_TYPES: readonly string[] = ['ApplyConfiguration', 'JSONPatch'];
const MUTABLE_OPERATIONS: readonly string[] = ['*', 'CONNECT', 'CREATE', 'UPDATE'];
const MAX_AUDIT_ANNOTATIONS = 20;
const MAX_AUDIT_EXPRESSION_BYTES = 5 * 1024;
const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;
const RESERVED: readonly string[] = [
  'true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while',
];

/** The rules for a ValidatingAdmissionPolicy (pkg/apis/admissionregistration/validation/validation.go, v1.36). `old`: match conditions that are as they were are not read again. `release` is that of the server when the policy is new. */
export function validateValidatingAdmissionPolicy(policy: ValidatingAdmissionPolicy, old?: ValidatingAdmissionPolicy, release?: KubernetesVersion): FieldError[] {
  const { metadata = {}, spec = {} } = policy;
  const path = 'spec';
  const { errors, expressions } = validateCommon(spec, old?.spec, release, path);
  const { validations = [], auditAnnotations = [] } = spec;
  if (validations.length === 0 && auditAnnotations.length === 0) {
    return [...errors, required(child(path, 'validations'), 'needs an entry, or auditAnnotations does'), required(child(path, 'auditAnnotations'), 'needs an entry, or validations does')];
  }
  validations.forEach((validation, index) => {
    errors.push(...validateValidation(validation, expressions, at(child(path, 'validations'), index)));
  });
  return [...errors, ...validateAuditAnnotations(auditAnnotations, metadata.name ?? '', expressions, child(path, 'auditAnnotations'))];
}

/** The rules for a MutatingAdmissionPolicy. */
export function validateMutatingAdmissionPolicy({ spec = {} }: MutatingAdmissionPolicy, old?: MutatingAdmissionPolicy, release?: KubernetesVersion): FieldError[] {
  const path = 'spec';
  const { errors, expressions } = validateCommon(spec, old?.spec, release, path);
  for (const { operations = [] } of spec.matchConstraints?.resourceRules ?? []) {
    for (const operation of operations) {
      if (!MUTABLE_OPERATIONS.includes(operation)) errors.push(notSupported(child(path, 'matchConstraints.resourceRules.operations'), operation, MUTABLE_OPERATIONS));
    }
  }
  const { mutations = [], reinvocationPolicy = '' } = spec;
  if (mutations.length === 0) errors.push(required(child(path, 'mutations'), 'needs at least one mutation'));
  const mutating = expressions.forMutations();
  mutations.forEach((mutation, index) => {
    errors.push(...validateMutation(mutation, mutating, at(child(path, 'mutations'), index)));
  });
  if (reinvocationPolicy === '') errors.push(required(child(path, 'reinvocationPolicy'), `must be one of ${REINVOCATION_POLICIES.join(', ')}`));
  else if (!REINVOCATION_POLICIES.includes(reinvocationPolicy)) errors.push(notSupported(child(path, 'reinvocationPolicy'), reinvocationPolicy, REINVOCATION_POLICIES));
  return errors;
}

type Spec = Pick<NonNullable<ValidatingAdmissionPolicy['spec']>, 'failurePolicy' | 'paramKind' | 'matchConstraints' | 'matchConditions' | 'variables'>;

function validateCommon(spec: Spec, old: Spec | undefined, release: KubernetesVersion | undefined, path: FieldPath): { readonly errors: FieldError[]; readonly expressions: AdmissionExpressions } {
  const { failurePolicy, paramKind, matchConstraints, matchConditions = [], variables = [] } = spec;
  const errors: FieldError[] = [];
  if (failurePolicy === undefined) errors.push(required(child(path, 'failurePolicy'), `must be one of ${FAILURE_POLICIES.join(', ')}`));
  else if (!FAILURE_POLICIES.includes(failurePolicy)) errors.push(notSupported(child(path, 'failurePolicy'), failurePolicy, FAILURE_POLICIES));
  if (paramKind !== undefined) errors.push(...validateParamKind(paramKind, child(path, 'paramKind')));
  const constraintsPath = child(path, 'matchConstraints');
  if (matchConstraints === undefined) {
    errors.push(required(constraintsPath, 'must say which requests the policy is about'));
  } else {
    errors.push(...validateMatchResources(matchConstraints, constraintsPath));
    if ((matchConstraints.resourceRules ?? []).length === 0) errors.push(required(child(constraintsPath, 'resourceRules'), 'needs at least one rule'));
  }
  const hasParams = paramKind !== undefined;
  if (old === undefined || !semanticEqual(old.matchConditions, spec.matchConditions) || !semanticEqual(old.paramKind, paramKind)) {
    errors.push(...validateMatchConditions(matchConditions, new AdmissionExpressions({ hasParams, release }), child(path, 'matchConditions')));
  }
  const expressions = new AdmissionExpressions({ hasParams, hasVariables: variables.length > 0, release });
  variables.forEach((variable, index) => {
    errors.push(...validateVariable(variable, expressions, at(child(path, 'variables'), index)));
  });
  return { errors, expressions };
}

function validateVariable({ name = '', expression = '' }: Variable, expressions: AdmissionExpressions, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (name.trim() === '') errors.push(required(child(path, 'name'), 'every variable needs a name'));
  else if (!IDENTIFIER.test(name) || RESERVED.includes(name)) errors.push(invalid(child(path, 'name'), name, 'must be an identifier of CEL: letters, digits and underscores, no keyword'));
  if (expression.trim() === '') return [...errors, required(child(path, 'expression'), 'needs an expression in CEL')];
  const problem = expressions.addVariable(name, expression);
  return problem === undefined ? errors : [...errors, invalid(child(path, 'expression'), expression, problem)];
}

function validateValidation({ expression = '', message = '', messageExpression = '', reason }: Validation, expressions: AdmissionExpressions, path: FieldPath): FieldError[] {
  const errors = validateExpression(expression, expressions, ['bool'], child(path, 'expression'));
  if (messageExpression !== '') {
    const messagePath = child(path, 'messageExpression');
    if (messageExpression.trim() === '') errors.push(invalid(messagePath, messageExpression, 'must not be blank, remove it'));
    else errors.push(...validateExpression(messageExpression, expressions.withoutAuthorizer(), ['string'], messagePath));
  }
  if (message !== '' && message.trim() === '') errors.push(invalid(child(path, 'message'), message, 'must not be blank, remove it'));
  else if (/[\n\r]/.test(message.trim())) errors.push(invalid(child(path, 'message'), message, 'must be one line'));
  if (reason !== undefined && !REASONS.includes(reason)) errors.push(notSupported(child(path, 'reason'), reason, REASONS));
  return errors;
}

function validateAuditAnnotations(annotations: readonly AuditAnnotation[], policyName: string, expressions: AdmissionExpressions, path: FieldPath): FieldError[] {
  const errors = annotations.length > MAX_AUDIT_ANNOTATIONS ? [invalid(path, annotations.length, `has more than ${MAX_AUDIT_ANNOTATIONS} entries`)] : [];
  const seen = new Set<string>();
  annotations.forEach(({ key = '', valueExpression = '' }, index) => {
    const entry = at(path, index);
    const keyPath = child(entry, 'key');
    if (policyName === '') errors.push(invalid(keyPath, key, 'the policy needs a name, which is part of the annotation'));
    else errors.push(...validateQualifiedName(`${policyName}/${key}`, keyPath));
    const expressionPath = child(entry, 'valueExpression');
    const expression = valueExpression.trim();
    if (byteLength(expression) > MAX_AUDIT_EXPRESSION_BYTES) errors.push(required(expressionPath, `may not be more than ${MAX_AUDIT_EXPRESSION_BYTES} bytes`));
    else errors.push(...validateExpression(expression, expressions, ['string', 'null_type'], expressionPath));
    if (seen.has(key)) errors.push(duplicate(keyPath, key));
    seen.add(key);
  });
  return errors;
}

function validateMutation({ patchType = '', jsonPatch, applyConfiguration }: Mutation, expressions: AdmissionExpressions, path: FieldPath): FieldError[] {
  if (patchType === '') return [required(child(path, 'patchType'), `must be one of ${PATCH_TYPES.join(', ')}`)];
  if (!PATCH_TYPES.includes(patchType)) return [notSupported(child(path, 'patchType'), patchType, PATCH_TYPES)];
  const wantsPatch = patchType === 'JSONPatch';
  const [field, other] = wantsPatch ? ['jsonPatch', 'applyConfiguration'] : ['applyConfiguration', 'jsonPatch'];
  const [change, extra] = wantsPatch ? [jsonPatch, applyConfiguration] : [applyConfiguration, jsonPatch];
  const errors = extra === undefined ? [] : [invalid(child(path, other), extra, `belongs to another patchType than ${patchType}, remove it`)];
  if (change === undefined) return [...errors, required(child(path, field), `must be given with patchType ${patchType}`)];
  return [...errors, ...validateExpression(change.expression ?? '', expressions, [wantsPatch ? 'jsonPatches' : 'object'], child(child(path, field), 'expression'))];
}

function validateParamKind({ apiVersion = '', kind = '' }: ParamKind, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const versionPath = child(path, 'apiVersion');
  const parts = apiVersion === '/' ? [''] : apiVersion.split('/');
  const [group, version] = parts.length === 1 ? ['', parts[0] ?? ''] : [parts[0] ?? '', parts[1] ?? ''];
  if (apiVersion === '') {
    errors.push(required(versionPath, 'must name the version of the parameters, such as v1'));
  } else if (parts.length > 2) {
    errors.push(invalid(versionPath, apiVersion, 'must be a group, a slash and a version, such as apps/v1'));
  } else {
    const groupProblems = group === '' ? [] : dns1123SubdomainProblems(group);
    if (groupProblems.length > 0) errors.push(invalid(versionPath, group, groupProblems.join(' and ')));
    const versionProblems = dns1035LabelProblems(version);
    if (version === '') errors.push(invalid(versionPath, apiVersion, 'names no version'));
    else if (versionProblems.length > 0) errors.push(invalid(versionPath, version, versionProblems.join(' and ')));
  }
  const kindProblems = dns1035LabelProblems(kind.toLowerCase());
  if (kind === '') errors.push(required(child(path, 'kind'), 'must name the kind of the parameters'));
  else if (kindProblems.length > 0) errors.push(invalid(child(path, 'kind'), kind, `upper case aside, it ${kindProblems.join(' and ')}`));
  return errors;
}
