import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { dns1123LabelProblems, dns1123SubdomainProblems } from '../../names.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import type { FlowSchema, NonResourcePolicyRule, PolicyRulesWithSubjects, ResourcePolicyRule, Subject } from '../../types/flowcontrol-v1.ts';
import { invalidForEach } from '../problems.ts';
import { MANDATORY_FLOW_SCHEMAS } from './mandatory.ts';

const DISTINGUISHERS: readonly string[] = ['ByNamespace', 'ByUser'];
const MAX_PRECEDENCE = 10000;
const VERBS: readonly string[] = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];
const SUBJECT_KINDS: readonly string[] = ['Group', 'ServiceAccount', 'User'];

/** The rules for a FlowSchema (pkg/apis/flowcontrol/validation/validation.go, v1.36). */
export function validateFlowSchema({ metadata, spec = {} }: FlowSchema): FieldError[] {
  const name = metadata?.name ?? '';
  const { matchingPrecedence: precedence = 0, distinguisherMethod, priorityLevelConfiguration = {} } = spec;
  const precedencePath = 'spec.matchingPrecedence';
  const errors: FieldError[] = [];
  if (precedence <= 0) errors.push(invalid(precedencePath, precedence, 'must be 1 or more'));
  if (precedence > MAX_PRECEDENCE) errors.push(invalid(precedencePath, precedence, `must be no more than ${MAX_PRECEDENCE}`));
  if (precedence === 1 && name !== 'exempt') errors.push(invalid(precedencePath, precedence, "only the schema named 'exempt' may have precedence 1"));
  if (distinguisherMethod !== undefined && !DISTINGUISHERS.includes(distinguisherMethod.type ?? '')) {
    errors.push(notSupported('spec.distinguisherMethod.type', distinguisherMethod.type, DISTINGUISHERS));
  }
  const level = priorityLevelConfiguration.name ?? '';
  const levelPath = 'spec.priorityLevelConfiguration.name';
  errors.push(...(level === '' ? [required(levelPath, 'names the priority level')] : invalidForEach(levelPath, level, dns1123SubdomainProblems(level))));
  (spec.rules ?? []).forEach((rule, index) => errors.push(...validateRule(rule, at('spec.rules', index))));
  const mandatory = Object.hasOwn(MANDATORY_FLOW_SCHEMAS, name) ? MANDATORY_FLOW_SCHEMAS[name] : undefined;
  if (mandatory !== undefined && !semanticEqual(spec, mandatory)) errors.push(invalid('spec', spec, `the schema named '${name}' belongs to the system and may not be changed`));
  return errors;
}

function validateRule({ subjects = [], resourceRules = [], nonResourceRules = [] }: PolicyRulesWithSubjects, path: FieldPath): FieldError[] {
  const errors: FieldError[] = subjects.length === 0 ? [required(child(path, 'subjects'), 'a rule is about at least one subject')] : [];
  subjects.forEach((subject, index) => errors.push(...validateSubject(subject, at(child(path, 'subjects'), index))));
  if (resourceRules.length + nonResourceRules.length === 0) errors.push(required(path, 'needs resourceRules or nonResourceRules'));
  resourceRules.forEach((rule, index) => errors.push(...validateResourceRule(rule, at(child(path, 'resourceRules'), index))));
  nonResourceRules.forEach((rule, index) => errors.push(...validateNonResourceRule(rule, at(child(path, 'nonResourceRules'), index))));
  return errors;
}

/** Exactly the part that belongs to the kind of the subject. */
function validateSubject(subject: Subject, path: FieldPath): FieldError[] {
  const { kind = '', serviceAccount, user, group } = subject;
  if (!SUBJECT_KINDS.includes(kind)) return [notSupported(child(path, 'kind'), kind, SUBJECT_KINDS)];
  const parts = { serviceAccount: 'ServiceAccount', user: 'User', group: 'Group' } as const;
  const errors: FieldError[] = [];
  for (const field of ['serviceAccount', 'user', 'group'] as const) {
    const fieldPath = child(path, field);
    if (parts[field] !== kind) {
      if (subject[field] !== undefined) errors.push(forbidden(fieldPath, `does not belong to a subject of kind ${kind}, remove it`));
    } else if (subject[field] === undefined) errors.push(required(fieldPath, `a subject of kind ${kind} needs it`));
  }
  if (kind === 'ServiceAccount' && serviceAccount !== undefined) {
    const { name = '', namespace = '' } = serviceAccount;
    const namePath = child(path, 'serviceAccount.name');
    const namespacePath = child(path, 'serviceAccount.namespace');
    if (name === '') errors.push(required(namePath, "names the service account, '*' is all of the namespace"));
    else if (name !== '*') errors.push(...invalidForEach(namePath, name, dns1123SubdomainProblems(name)));
    errors.push(...(namespace === '' ? [required(namespacePath, 'names the namespace of the service account')] : invalidForEach(namespacePath, namespace, dns1123LabelProblems(namespace))));
  }
  if (kind === 'User' && user !== undefined && (user.name ?? '') === '') errors.push(required(child(path, 'user.name'), "names the user, '*' is everybody"));
  if (kind === 'Group' && group !== undefined && (group.name ?? '') === '') errors.push(required(child(path, 'group.name'), 'names the group'));
  return errors;
}

/** `*` stands alone. */
function wildcardErrors(items: readonly string[], path: FieldPath): FieldError[] {
  return items.length > 1 && items.includes('*') ? [invalid(path, items, "'*' includes all others, remove them")] : [];
}

function validateVerbs(verbs: readonly string[], path: FieldPath): FieldError[] {
  if (verbs.length === 0) return [required(path, 'a rule is about at least one verb')];
  if (verbs.includes('*')) return wildcardErrors(verbs, path);
  return verbs.every((verb) => VERBS.includes(verb)) ? [] : [notSupported(path, verbs, VERBS)];
}

function validateResourceRule({ verbs = [], apiGroups = [], resources = [], namespaces = [], clusterScope = false }: ResourcePolicyRule, path: FieldPath): FieldError[] {
  const errors = validateVerbs(verbs, child(path, 'verbs'));
  for (const [field, items] of [['apiGroups', apiGroups], ['resources', resources]] as const) {
    errors.push(...(items.length === 0 ? [required(child(path, field), "names at least one, or '*'")] : wildcardErrors(items, child(path, field))));
  }
  const namespacesPath = child(path, 'namespaces');
  if (namespaces.length === 0 && !clusterScope) errors.push(required(namespacesPath, "names at least one, or '*', unless clusterScope is true"));
  else if (namespaces.includes('*')) errors.push(...wildcardErrors(namespaces, namespacesPath));
  else namespaces.forEach((namespace, index) => errors.push(...invalidForEach(at(namespacesPath, index), namespace, dns1123LabelProblems(namespace))));
  return errors;
}

function validateNonResourceRule({ verbs = [], nonResourceURLs = [] }: NonResourcePolicyRule, path: FieldPath): FieldError[] {
  const urlsPath = child(path, 'nonResourceURLs');
  const errors = validateVerbs(verbs, child(path, 'verbs'));
  if (nonResourceURLs.length === 0) errors.push(required(urlsPath, "names at least one path, or '*'"));
  else if (nonResourceURLs.includes('*')) errors.push(...wildcardErrors(nonResourceURLs, urlsPath));
  else {
    nonResourceURLs.forEach((url, index) => {
      const problem = urlProblem(url);
      if (problem !== undefined) errors.push(invalid(at(urlsPath, index), url, problem));
    });
  }
  return errors;
}

/** The first thing wrong with the path of a URL (`ValidateNonResourceURLPath`). */
function urlProblem(url: string): string | undefined {
  if (url === '') return 'must not be empty';
  if (url === '/') return undefined;
  if (!url.startsWith('/')) return 'must start with a slash';
  if (url.includes(' ')) return 'must not have spaces';
  if (url.includes('//')) return 'must not have two slashes in a row';
  const wildcards = url.split('*').length - 1;
  return wildcards > 1 || (wildcards === 1 && !url.endsWith('/*')) ? "may have '*' only as its last part" : undefined;
}
