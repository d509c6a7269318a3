import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import type { ServerWarning } from '../strategy.ts';
import type { NodeSelectorTerm } from '../types/core-v1.ts';

/** Labels of nodes that were renamed (pkg/api/node/util.go, v1.36): since which release, and to what. */
const RENAMED: Readonly<Record<string, readonly [since: string, label: string]>> = {
  'beta.kubernetes.io/arch': ['v1.14', 'kubernetes.io/arch'],
  'beta.kubernetes.io/os': ['v1.14', 'kubernetes.io/os'],
  'failure-domain.beta.kubernetes.io/region': ['v1.17', 'topology.kubernetes.io/region'],
  'failure-domain.beta.kubernetes.io/zone': ['v1.17', 'topology.kubernetes.io/zone'],
  'beta.kubernetes.io/instance-type': ['v1.17', 'node.kubernetes.io/instance-type'],
};

/** Why a label of nodes should not be used any more, and what replaces it; undefined for all others. */
export function renamedNodeLabel(label: string): string | undefined {
  const entry = Object.hasOwn(RENAMED, label) ? RENAMED[label] : undefined;
  return entry === undefined ? undefined : `deprecated since ${entry[0]}, use "${entry[1]}" instead`;
}

/** One warning for each renamed label among the keys of a map. */
export function nodeLabelWarnings(labels: Readonly<Record<string, string>> | undefined, path: FieldPath): ServerWarning[] {
  return Object.keys(labels ?? {}).flatMap((label) => warningAt(label, at(path, label)));
}

/** One warning for each renamed label in the expressions of node selector terms. */
export function nodeSelectorTermWarnings(terms: readonly NodeSelectorTerm[], path: FieldPath): ServerWarning[] {
  return terms.flatMap((term, index) => nodeRequirementWarnings(term.matchExpressions ?? [], child(at(path, index), 'matchExpressions')));
}

export function nodeRequirementWarnings(requirements: readonly { readonly key?: string | undefined }[], path: FieldPath): ServerWarning[] {
  return requirements.flatMap(({ key = '' }, index) => warningAt(key, child(at(path, index), 'key')));
}

function warningAt(label: string, path: FieldPath): ServerWarning[] {
  const message = renamedNodeLabel(label);
  return message === undefined ? [] : [{ path, message: `${label} is ${message}` }];
}
