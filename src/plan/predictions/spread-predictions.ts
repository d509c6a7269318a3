import { matchesLabelSelector } from '../../api/label-selector.ts';
import { matchesRequiredNodeAffinity } from '../../api/node-selector.ts';
import { firstUntoleratedTaint, SCHEDULING_EFFECTS } from '../../api/tolerations.ts';
import type { PodSpec, TopologySpreadConstraint } from '../../api/types/core-v1.ts';
import { isTerminal, isTerminating } from '../../sim/pods/conditions.ts';
import type { Node, Pod } from '../../sim/objects.ts';
import { objectsOfKind } from '../objects/by-kind.ts';
import { podSpecOf, templatePath } from '../objects/workload.ts';
import { isPod } from '../timeline/owners.ts';
import { listed } from '../words.ts';
import { type Prediction, type Predictor, shortName } from './prediction.ts';

/** Rollouts that complete and leave their pods more uneven over zones or nodes than their own constraint allows: nothing moves pods afterwards. */
export const spreadPredictions: Predictor = ({ after, rollouts, run, owners }) =>
  rollouts.flatMap((rollout): Prediction[] => {
    const { kind, namespace, name } = rollout.object;
    const workload = after.get(kind, namespace, name);
    if (rollout.verdict !== 'completes' || workload === undefined) return [];
    const constraints = podSpecOf(workload.stated)?.topologySpreadConstraints ?? [];
    const own = constraints.length === 0 ? undefined : owners.podsOf(run.after, kind, namespace, name).find(isPlaced);
    if (own === undefined) return [];
    const pods = objectsOfKind(run.after, 'Pod').filter((object): object is Pod => isPod(object) && object.metadata.namespace === namespace && isPlaced(object));
    const nodes = objectsOfKind(run.after, 'Node') as readonly Node[];
    return constraints.flatMap((constraint, index): Prediction[] => {
      if (constraint.whenUnsatisfiable !== 'DoNotSchedule') return [];
      const counts = podsByDomain(constraint, own.spec ?? {}, nodes, pods.filter((pod) => isCounted(constraint, own, pod)));
      const [most, least] = [Math.max(...counts.values()), counts.size < (constraint.minDomains ?? 0) ? 0 : Math.min(...counts.values())];
      if (counts.size === 0 || most - least <= (constraint.maxSkew ?? 1)) return [];
      const stand = listed([...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([domain, pods]) => `${pods} in ${domain}`));
      const advice = kind === 'Deployment' && !(constraint.matchLabelKeys ?? []).includes('pod-template-hash') ? ', because the old pods counted while the new ones were placed: add matchLabelKeys: [pod-template-hash]' : ', and nothing moves them until they are made anew';
      return [{ rule: 'plan/uneven-spread', object: workload, path: `${templatePath(workload.stated)?.join('.') ?? ''}.spec.topologySpreadConstraints[${index}]`, message: `the pods of ${kind} ${shortName(workload)} end up ${stand} (${constraint.topologyKey ?? ''}), a skew of ${most - least} with maxSkew ${constraint.maxSkew ?? 1}${advice}` }];
    });
  });

function isPlaced(pod: Pod): boolean {
  return !isTerminal(pod) && !isTerminating(pod) && (pod.spec?.nodeName ?? '') !== '';
}

/** Whether the constraint of `own` counts `pod`. */
function isCounted({ labelSelector, matchLabelKeys }: TopologySpreadConstraint, own: Pod, pod: Pod): boolean {
  return matchesLabelSelector(labelSelector, pod.metadata.labels) && (matchLabelKeys ?? []).every((key) => pod.metadata.labels?.[key] === own.metadata.labels?.[key]);
}

/** The pods in each domain that the constraint takes into account (pkg/scheduler/framework/plugins/podtopologyspread/common.go, v1.36). */
function podsByDomain({ topologyKey = '', nodeAffinityPolicy, nodeTaintsPolicy }: TopologySpreadConstraint, spec: PodSpec, nodes: readonly Node[], pods: readonly Pod[]): Map<string, number> {
  const podsOn = new Map<string, number>();
  for (const { spec: { nodeName = '' } = {} } of pods) podsOn.set(nodeName, (podsOn.get(nodeName) ?? 0) + 1);
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const labels = node.metadata.labels ?? {};
    const domain = labels[topologyKey];
    const name = node.metadata.name ?? '';
    if (domain === undefined) continue;
    if (nodeAffinityPolicy !== 'Ignore' && !matchesRequiredNodeAffinity(spec, { name, labels })) continue;
    if (nodeTaintsPolicy === 'Honor' && firstUntoleratedTaint(node.spec?.taints, spec.tolerations, SCHEDULING_EFFECTS) !== undefined) continue;
    counts.set(domain, (counts.get(domain) ?? 0) + (podsOn.get(name) ?? 0));
  }
  return counts;
}
