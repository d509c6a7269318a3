import type { LabelSelector, LabelSelectorRequirement } from './types/meta-v1.ts';

export type Labels = Readonly<Record<string, string>>;

const NONE: Labels = {};

/**
 * Whether labels meet a LabelSelector (k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go, v1.36). An empty selector matches
 * everything, an absent one nothing.
 */
export function matchesLabelSelector(selector: LabelSelector | null | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined || selector === null) return false;
  const set = labels ?? NONE;
  return matchesLabels(selector.matchLabels, set) && (selector.matchExpressions ?? []).every((requirement) => meetsRequirement(requirement, set));
}

/** Whether labels hold all of the given pairs; no pairs match everything. */
export function matchesLabels(pairs: Labels | null | undefined, labels: Labels | undefined): boolean {
  if (pairs === undefined || pairs === null) return true;
  const set = labels ?? NONE;
  for (const key of Object.keys(pairs)) if (!Object.hasOwn(set, key) || set[key] !== pairs[key]) return false;
  return true;
}

/** A selector as kubectl and the status of scales write it, sorted by key: `app=web,tier in (a,b),!old` (FormatLabelSelector). */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  const pairs = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const requirements = (selector?.matchExpressions ?? []).map((requirement) => ({ key: requirement.key ?? '', text: requirementText(requirement) }));
  return [...pairs, ...requirements]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ text }) => text)
    .join(',');
}

function requirementText({ key = '', operator, values = [] }: LabelSelectorRequirement): string {
  switch (operator) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key} ${operator === 'NotIn' ? 'notin' : 'in'} (${[...values].sort().join(',')})`;
  }
}

function meetsRequirement(requirement: LabelSelectorRequirement, labels: Labels): boolean {
  const key = requirement.key ?? '';
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && (requirement.values ?? []).includes(value);
    case 'NotIn':
      return value === undefined || !(requirement.values ?? []).includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
