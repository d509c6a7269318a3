import { matchesLabelSelector, type Labels } from '../../label-selector.ts';
import type { MatchResources, NamedRuleWithOperations } from '../../types/admissionregistration-v1.ts';
import type { LabelSelector } from '../../types/meta-v1.ts';
import { parseApiVersion } from '../../gvk.ts';
import type { PolicyRequest } from './policy-request.ts';
import { Unanswerable } from './unanswerable.ts';

/**
 * Whether a policy, a binding or a webhook is about a request (k8s.io/apiserver/pkg/admission/plugin/policy/matching/matching.go, v1.36).
 * Throws `Unanswerable` when that depends on what nobody knows. `sendsAny`: it does not matter which API version the rules name.
 */
export function matchesResources(resources: MatchResources, request: PolicyRequest, sendsAny = false): boolean {
  const { matchPolicy, excludeResourceRules = [], resourceRules = [], objectSelector, namespaceSelector } = resources;
  if (!matchesObject(objectSelector, request)) return false;
  if (matchesRules(excludeResourceRules, matchPolicy, request) !== 'no') return false;
  const rules = resourceRules.length === 0 ? 'yes' : matchesRules(resourceRules, matchPolicy, request);
  if (rules === 'no' || !matchesNamespace(namespaceSelector, request)) return false;
  if (rules === 'converted' && !sendsAny) throw new Unanswerable(`its rules name another API version than ${request.object.apiVersion}, and objects are not converted here`);
  return true;
}

function matchesRules(rules: readonly NamedRuleWithOperations[], matchPolicy: string | undefined, request: PolicyRequest): 'yes' | 'no' | 'converted' {
  if (rules.some((rule) => matchesRule(rule, request, request))) return 'yes';
  if (matchPolicy !== 'Equivalent') return 'no';
  return request.facts.equivalents.some((apiVersion) => rules.some((rule) => matchesRule(rule, request, parseApiVersion(apiVersion)))) ? 'converted' : 'no';
}

/** One rule against the request, whose group and version may be those of an equivalent (webhook/predicates/rules/rules.go). */
function matchesRule(rule: NamedRuleWithOperations, { operation, object, facts, namespaceName }: PolicyRequest, { group, version }: { readonly group: string; readonly version: string }): boolean {
  const { scope = '*', operations = [], apiGroups = [], apiVersions = [], resources = [], resourceNames = [] } = rule;
  const isNamespaced = namespaceName !== '';
  if (scope !== '*' && (scope === 'Namespaced') !== isNamespaced) return false;
  if (!names(operations, operation) || !names(apiGroups, group) || !names(apiVersions, version)) return false;
  if (!resources.some((text) => text === '*' || text === '*/*' || text === facts.plural || text === `${facts.plural}/*`)) return false;
  return resourceNames.length === 0 || resourceNames.includes(object.metadata.name ?? '');
}

function names(list: readonly string[], wanted: string): boolean {
  return list.includes('*') || list.includes(wanted);
}

function matchesObject(selector: LabelSelector | undefined, { object, old }: PolicyRequest): boolean {
  if (selector === undefined || matchesLabelSelector(selector, object.metadata.labels)) return true;
  return old !== undefined && matchesLabelSelector(selector, old.metadata.labels);
}

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** What is in no namespace matches every selector; a Namespace has its own labels. */
function matchesNamespace(selector: LabelSelector | undefined, { object, namespaceName, namespace }: PolicyRequest): boolean {
  if (selector === undefined || isEmpty(selector)) return true;
  if (object.kind === 'Namespace' && object.apiVersion === 'v1') return matchesLabelSelector(selector, object.metadata.labels);
  if (namespaceName === '') return true;
  const ownName: Labels = { [NAME_LABEL]: namespaceName };
  if (namespace !== undefined) return matchesLabelSelector(selector, { ...namespace.metadata?.labels, ...ownName });
  const asked = [...Object.keys(selector.matchLabels ?? {}), ...(selector.matchExpressions ?? []).map(({ key = '' }) => key)];
  if (asked.some((key) => key !== NAME_LABEL)) throw new Unanswerable(`it selects namespaces by label, and the namespace ${namespaceName} is not in the input`);
  return matchesLabelSelector(selector, ownName);
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
