import type { Labels } from './label-selector.ts';
import { matchesLabels } from './label-selector.ts';
import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PodSpec, PreferredSchedulingTerm } from './types/core-v1.ts';

/** What node selectors look at. */
export interface SelectableNode {
  readonly name: string;
  readonly labels: Labels;
}

const INTEGER = /^[+-]?\d+$/;

/**
 * Whether a pod may run on a node by its `nodeSelector` and required node affinity
 * (k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go, v1.36).
 */
export function matchesRequiredNodeAffinity(spec: PodSpec, node: SelectableNode): boolean {
  if (!matchesLabels(spec.nodeSelector as Labels | undefined, node.labels)) return false;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || required === null || matchesNodeSelector(required, node);
}

/** Whether any term of the selector matches; a selector without terms matches nothing. */
export function matchesNodeSelector(selector: NodeSelector, node: SelectableNode): boolean {
  return (selector.nodeSelectorTerms ?? []).some((term) => matchesNodeSelectorTerm(term, node));
}

/** Whether all requirements of a term are met; a term without requirements matches nothing. */
export function matchesNodeSelectorTerm(term: NodeSelectorTerm, node: SelectableNode): boolean {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length === 0 && fields.length === 0) return false;
  return (
    expressions.every((requirement) => meetsNodeRequirement(requirement, node.labels)) &&
    fields.every((requirement) => requirement.key === 'metadata.name' && meetsNodeRequirement(requirement, { 'metadata.name': node.name }))
  );
}

/** The sum of the weights of the preferred terms that match; terms of weight 0 or without requirements count nothing. */
export function preferredNodeAffinityWeight(terms: readonly PreferredSchedulingTerm[], node: SelectableNode): number {
  let sum = 0;
  for (const term of terms) {
    if (term.preference !== undefined && matchesNodeSelectorTerm(term.preference, node)) sum += term.weight ?? 0;
  }
  return sum;
}

function meetsNodeRequirement(requirement: NodeSelectorRequirement, labels: Labels): boolean {
  const key = requirement.key ?? '';
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt':
      return comparesInteger(value, values[0], requirement.operator);
    default:
      return false;
  }
}

/** Both sides must be 64-bit integers; anything else does not match. */
function comparesInteger(value: string | undefined, bound: string | undefined, operator: 'Gt' | 'Lt'): boolean {
  const left = parseInt64(value);
  const right = parseInt64(bound);
  if (left === undefined || right === undefined) return false;
  return operator === 'Gt' ? left > right : left < right;
}

function parseInt64(text: string | undefined): bigint | undefined {
  if (text === undefined || !INTEGER.test(text)) return undefined;
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return value === BigInt.asIntN(64, value) ? value : undefined;
}
