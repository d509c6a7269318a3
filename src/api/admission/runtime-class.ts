import { equalAmounts } from '../semantic-equal.ts';
import type { Pod, PodSpec } from '../types/core-v1.ts';
import type { RuntimeClass } from '../types/node-v1.ts';
import { forbiddenByAdmission, isKind, type AdmissionCluster, type AdmissionPlugin, type AdmissionRefusal } from './admission.ts';

/** Gives a pod the overhead and the nodes of its RuntimeClass (plugin/pkg/admission/runtimeclass/admission.go, v1.36). */
export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',
  admit: (object, old, cluster) => {
    if (!isKind(object, 'Pod', '') || old !== undefined) return undefined;
    const spec = ((object as Pod).spec ??= {});
    const name = spec.runtimeClassName;
    if (name === undefined) return undefined;
    const found = classOf(spec, cluster);
    if (found === undefined) return cluster.complete ? forbiddenByAdmission('spec.runtimeClassName', `there is no RuntimeClass ${name}; create it or name another`) : undefined;
    return setOverhead(spec, found) ?? setScheduling(spec, found);
  },
  validate: (object, old, cluster) => {
    if (!isKind(object, 'Pod', '') || old !== undefined) return undefined;
    const spec = (object as Pod).spec ?? {};
    const found = classOf(spec, cluster);
    if (found === undefined && spec.runtimeClassName !== undefined && !cluster.complete) return undefined;
    if (found?.overhead !== undefined) return overheadMismatch(spec, found);
    return spec.overhead === undefined ? undefined : forbiddenByAdmission('spec.overhead', 'the RuntimeClass of the pod defines no overhead, so the pod may not either; remove it');
  },
};

function classOf(spec: PodSpec, cluster: AdmissionCluster): RuntimeClass | undefined {
  return cluster.runtimeClasses.find((candidate) => candidate.metadata?.name === spec.runtimeClassName);
}

function setOverhead(spec: PodSpec, found: RuntimeClass): AdmissionRefusal | undefined {
  const fixed = found.overhead?.podFixed;
  if (found.overhead === undefined) return undefined;
  if (spec.overhead === undefined) {
    if (fixed !== undefined) spec.overhead = { ...fixed };
    return undefined;
  }
  return overheadMismatch(spec, found);
}

function overheadMismatch(spec: PodSpec, found: RuntimeClass): AdmissionRefusal | undefined {
  if (equalAmounts(found.overhead?.podFixed, spec.overhead)) return undefined;
  return forbiddenByAdmission('spec.overhead', `must equal the overhead of RuntimeClass ${found.metadata?.name ?? ''}; remove it, the server fills it in`);
}

/** The pod runs where its class runs: node labels and tolerations are added, contradictions refused. */
function setScheduling(spec: PodSpec, found: RuntimeClass): AdmissionRefusal | undefined {
  const { nodeSelector, tolerations } = found.scheduling ?? {};
  for (const [key, value] of Object.entries(nodeSelector ?? {})) {
    const own = spec.nodeSelector !== undefined && Object.hasOwn(spec.nodeSelector, key) ? spec.nodeSelector[key] : undefined;
    if (own !== undefined && own !== value) {
      return forbiddenByAdmission('spec.nodeSelector', `${key}=${own} contradicts ${key}=${value} of RuntimeClass ${found.metadata?.name ?? ''}`);
    }
  }
  if (nodeSelector !== undefined) spec.nodeSelector = { ...spec.nodeSelector, ...nodeSelector };
  const known = new Set((spec.tolerations ?? []).map((toleration) => JSON.stringify(toleration)));
  const added = (tolerations ?? []).filter((toleration) => !known.has(JSON.stringify(toleration)));
  if (added.length > 0) spec.tolerations = [...(spec.tolerations ?? []), ...added.map((toleration) => ({ ...toleration }))];
  return undefined;
}
