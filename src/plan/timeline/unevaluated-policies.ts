import { mutateByPolicies } from '../../api/admission/policies/mutating.ts';
import { judgeByPolicies } from '../../api/admission/policies/validating.ts';
import type { JsonObject } from '../../api/json.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import { customKindsOf } from '../../schema/custom-kinds.ts';
import { policyInputs } from '../../schema/policy-inputs.ts';
import { requestUserOf } from '../../sim/apiserver/admission/shared-plugins.ts';
import type { LogEntry } from '../../sim/log-entry.ts';
import { objectsOfKind } from '../objects/by-kind.ts';
import { listed } from '../words.ts';
import type { ChangeRun } from './run-change.ts';

/**
 * Admission policies that the simulation could not ask because only a cluster knows what they look at, as assumptions: `policy owners lets
 * Deployment shop/web pass: it looks at …`. Of namespaces that are assumed (`Namespace shop`) nobody knows the labels.
 */
export function unevaluatedPolicies(run: ChangeRun, version: KubernetesVersion, assumed: readonly string[]): string[] {
  const known = objectsOfKind(run.after, 'Namespace').filter(({ metadata }) => !assumed.includes(`Namespace ${metadata.name ?? ''}`));
  const namespaces = new Map(known.map((namespace) => [namespace.metadata.name ?? '', namespace]));
  const policies = policyInputs(run.after, version, {
    namespaceOf: (name) => namespaces.get(name),
    objectsOf: (apiVersion, kind) => objectsOfKind(run.after, kind).filter((object) => object.apiVersion === apiVersion),
    customKinds: () => customKindsOf(objectsOfKind(run.after, 'CustomResourceDefinition') as unknown as readonly JsonObject[]).values(),
  });
  if (policies === undefined) return [];
  const passed = new Map<string, Set<string>>();
  for (const { object, previous, by } of requestsIn(run.entries)) {
    const inputs = { ...policies, ...requestUserOf(by) };
    for (const { policy, why } of [...mutateByPolicies(object, previous, inputs).unevaluated, ...judgeByPolicies(object, previous, inputs).unevaluated]) {
      const key = `${policy}\n${why}`;
      passed.set(key, (passed.get(key) ?? new Set()).add(nameOf(object)));
    }
  }
  return [...passed].map(([key, objects]) => {
    const [policy = '', why = ''] = key.split('\n');
    return `policy ${policy} lets ${listed([...objects])} pass: ${why}`;
  });
}

/** What users send, and of what controllers make the first of each kind for an owner: the others are like it. */
function requestsIn(entries: readonly LogEntry[]): LogEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ verb, by, object }) => {
    if (verb === 'deleted') return false;
    if (by === 'user') return true;
    const owner = object.metadata.ownerReferences?.find(({ controller }) => controller === true);
    const key = `${by} ${object.kind} ${owner?.uid ?? ''}`;
    if (verb === 'updated' || owner === undefined || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Pods have names that say nothing: the owner names them. */
function nameOf({ kind, metadata }: LogEntry['object']): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  const home = metadata.namespace === undefined ? '' : `${metadata.namespace}/`;
  return owner === undefined ? `${kind} ${home}${metadata.name ?? ''}` : `the ${kind}s of ${owner.kind ?? ''} ${home}${owner.name ?? ''}`;
}
