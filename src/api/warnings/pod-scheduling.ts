import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { labelValueProblems } from '../names.ts';
import type { ServerWarning } from '../strategy.ts';
import type { NodeSelectorTerm, PodSpec } from '../types/core-v1.ts';

/** Labels of nodes that have new names (pkg/api/node/util.go, v1.36). */
const OLD_NODE_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since 1.14, use kubernetes.io/arch',
  'beta.kubernetes.io/os': 'deprecated since 1.14, use kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since 1.17, use topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since 1.17, use topology.kubernetes.io/zone',
  'beta.kubernetes.io/instance-type': 'deprecated since 1.17, use node.kubernetes.io/instance-type',
};

const NULL_SELECTOR = 'without a labelSelector no pod is meant';

/** Where a pod asks to run in a way that is outdated or means nothing (pkg/api/pod/warnings.go, v1.36); `path` is that of the spec. */
export function warnPodScheduling(spec: PodSpec, path: FieldPath): ServerWarning[] {
  const warnings = Object.keys(spec.nodeSelector ?? {}).flatMap((key) => warnNodeLabel(key, at(child(path, 'nodeSelector'), key)));
  warnings.push(...warnNodeAffinity(spec, `${path}.affinity.nodeAffinity`));
  (spec.topologySpreadConstraints ?? []).forEach((constraint, index) => {
    const constraintPath = at(child(path, 'topologySpreadConstraints'), index);
    warnings.push(...warnNodeLabel(constraint.topologyKey ?? '', child(constraintPath, 'topologyKey')));
    if (constraint.labelSelector === undefined) warnings.push({ path: child(constraintPath, 'labelSelector'), message: NULL_SELECTOR });
  });
  for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
    const affinity = spec.affinity?.[name];
    const affinityPath = `${path}.affinity.${name}`;
    (affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).forEach((term, index) => {
      const termPath = at(child(affinityPath, 'requiredDuringSchedulingIgnoredDuringExecution'), index);
      if (term.labelSelector === undefined) warnings.push({ path: child(termPath, 'labelSelector'), message: NULL_SELECTOR });
    });
    (affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).forEach((weighted, index) => {
      const termPath = child(at(child(affinityPath, 'preferredDuringSchedulingIgnoredDuringExecution'), index), 'podAffinityTerm');
      if (weighted.podAffinityTerm?.labelSelector === undefined) warnings.push({ path: child(termPath, 'labelSelector'), message: NULL_SELECTOR });
    });
  }
  return warnings;
}

function warnNodeAffinity(spec: PodSpec, path: FieldPath): ServerWarning[] {
  const affinity = spec.affinity?.nodeAffinity;
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return [
    ...required.flatMap((term, index) => warnTerm(term, false, at(`${path}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, index))),
    ...preferred.flatMap(({ preference }, index) =>
      warnTerm(preference ?? {}, true, child(at(`${path}.preferredDuringSchedulingIgnoredDuringExecution`, index), 'preference')),
    ),
  ];
}

/** Values of preferences are not validated, so what can never match is only warned of. */
function warnTerm(term: NodeSelectorTerm, withValues: boolean, path: FieldPath): ServerWarning[] {
  return (term.matchExpressions ?? []).flatMap(({ key = '', values = [] }, index) => {
    const requirementPath = at(child(path, 'matchExpressions'), index);
    const warnings = warnNodeLabel(key, child(requirementPath, 'key'));
    if (!withValues) return warnings;
    values.forEach((value, valueIndex) => {
      for (const problem of labelValueProblems(value)) warnings.push({ path: at(child(requirementPath, 'values'), valueIndex), message: `${value} can be no node's label: it ${problem}` });
    });
    return warnings;
  });
}

function warnNodeLabel(key: string, path: FieldPath): ServerWarning[] {
  const message = Object.hasOwn(OLD_NODE_LABELS, key) ? OLD_NODE_LABELS[key] : undefined;
  return message === undefined ? [] : [{ path, message: `${key}: ${message}` }];
}
