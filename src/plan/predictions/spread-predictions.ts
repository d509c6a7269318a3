import { matchesLabelSelector } from '../../api/label-selector.ts';
import { matchesRequiredNodeAffinity } from '../../api/node-selector.ts';
import { firstUntoleratedTaint, SCHEDULING_EFFECTS } from '../../api/tolerations.ts';
import type { PodSpec, TopologySpreadConstraint } from '../../api/types/core-v1.ts';
import type { KubeObject } from '../../api/object.ts';
import { isTerminal, isTerminating } from '../../sim/pods/conditions.ts';
import type { Node, Pod } from '../../sim/objects.ts';
import { podSpecOf, templatePath } from '../objects/workload.ts';
import { isPod } from '../timeline/world.ts';
import { listed } from '../words.ts';
import { type Prediction, type Predictor, shortName } from './prediction.ts';

/** Rollouts that complete and leave their pods more uneven over zones or nodes than their own constraint allows: nothing moves pods afterwards. */
export const spreadPredictions: Predictor = ({ after, rollouts, run, owners }) =>
  rollouts.flatMap((rollout): Prediction[] => {
    const { kind, namespace, name } = rollout.object;
    const workload = after.get(kind, namespace, name);
    if (rollout.verdict !== 'completes' || workload === undefined) return [];
    const pods = run.after.filter((object): object is Pod => isPod(object) && object.metadata.namespace === namespace && !isTerminal(object) && !isTerminating(object) && (object.spec?.nodeName ?? '') !== '');
    const own = pods.find((pod) => isOf(owners.workloadOf(pod), kind, name));
    if (own === undefined) return [];
    const spec = podSpecOf(workload.stated) ?? {};
    const nodes = run.after.filter((object): object is Node => object.kind === 'Node');
    return (spec.topologySpreadConstraints ?? []).flatMap((constraint, index): Prediction[] => {
      if (constraint.whenUnsatisfiable !== 'DoNotSchedule') return [];
      const counts = podsByDomain(constraint, own.spec ?? {}, nodes, pods.filter((pod) => isCounted(constraint, own, pod)));
      const [most, least] = [Math.max(...counts.values()), counts.size < (constraint.minDomains ?? 0) ? 0 : Math.min(...counts.values())];
      if (counts.size === 0 || most - least <= (constraint.maxSkew ?? 1)) return [];
      const stand = listed([...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([domain, pods]) => `${pods} in ${domain}`));
      const advice = kind === 'Deployment' && !(constraint.matchLabelKeys ?? []).includes('pod-template-hash') ? ', because the old pods counted while the new ones were placed: add matchLabelKeys: [pod-template-hash]' : ', and nothing moves them until they are made anew';
      return [{ rule: 'plan/uneven-spread', object: workload, path: `${templatePath(workload.stated)?.join('.') ?? ''}.spec.topologySpreadConstraints[${index}]`, message: `the pods of ${kind} ${shortName(workload)} end up ${stand} (${constraint.topologyKey ?? ''}), a skew of ${most - least} with maxSkew ${constraint.maxSkew ?? 1}${advice}` }];
    });
  });

function isOf(object: KubeObject, kind: string, name: string): boolean {
  return object.kind === kind && object.metadata.name === name;
}

/** Whether the constraint of `own` counts `pod`. */
function isCounted({ labelSelector, matchLabelKeys }: TopologySpreadConstraint, own: Pod, pod: Pod): boolean {
  return matchesLabelSelector(labelSelector, pod.metadata.labels) && (matchLabelKeys ?? []).every((key) => pod.metadata.labels?.[key] === own.metadata.labels?.[key]);
}

/** The pods in each domain that the constraint takes into account (pkg/scheduler/framework/plugins/podtopologyspread/common.go, v1.36). */
function podsByDomain({ topologyKey = '', nodeAffinityPolicy, nodeTaintsPolicy }: TopologySpreadConstraint, spec: PodSpec, nodes: readonly Node[], pods: readonly Pod[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const labels = node.metadata.labels ?? {};
    const domain = labels[topologyKey];
    const name = node.metadata.name ?? '';
    if (domain === undefined) continue;
    if (nodeAffinityPolicy !== 'Ignore' && !matchesRequiredNodeAffinity(spec, { name, labels })) continue;
    if (nodeTaintsPolicy === 'Honor' && firstUntoleratedTaint(node.spec?.taints, spec.tolerations, SCHEDULING_EFFECTS) !== undefined) continue;
    counts.set(domain, (counts.get(domain) ?? 0) + pods.filter((pod) => pod.spec?.nodeName === name).length);
  }
  return counts;
}
