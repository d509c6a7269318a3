import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, listAt, replicasOf, textAt } from '../objects/workload.ts';
import type { Effect } from '../plan-model.ts';
import { count, listed } from '../words.ts';
import { effect, type EffectRule } from './effect-context.ts';

/** Services: which pods stop or start to receive traffic, and who pointed at one that goes away. */
export const serviceEffects: EffectRule = {
  kinds: ['Service'],
  effects: ({ before, after, statesBefore, statesAfter }) => {
    const was = before === undefined ? undefined : backendsOf(before, statesBefore);
    const is = after === undefined ? undefined : backendsOf(after, statesAfter);
    if (before !== undefined && after === undefined) return deleted(before, was ?? [], statesAfter);
    if (after === undefined) return [];
    if (before === undefined) return is === undefined ? [] : [effect('endpoints', is.length === 0 ? 'selects no pods of the input' : `sends traffic to ${podsText(is)}`)];
    const left = (was ?? []).filter((workload) => !(is ?? []).some(({ key }) => key === workload.key));
    const joined = (is ?? []).filter((workload) => !(was ?? []).some(({ key }) => key === workload.key));
    const effects: Effect[] = [];
    if (left.length > 0) effects.push(effect('endpoints', `takes ${podsText(left)} out of traffic${(is ?? []).length === 0 ? ': no endpoint is left' : ''}`));
    if (joined.length > 0) effects.push(effect('endpoints', `sends traffic to ${podsText(joined)}`));
    if (textAt(before.defaulted, 'spec', 'type') !== textAt(after.defaulted, 'spec', 'type')) effects.push(effect('reachability', exposure(textAt(after.defaulted, 'spec', 'type') ?? 'ClusterIP')));
    return effects.length > 0 ? effects : [effect('no-restart', 'no pod is touched')];
  },
};

/** The workloads whose pods the Service selects; undefined without a selector. */
export function backendsOf(service: PlannedObject, state: State): PlannedObject[] | undefined {
  const selector = fieldOf(service.defaulted, 'spec', 'selector');
  if (typeof selector !== 'object' || selector === null || Object.keys(selector).length === 0) return undefined;
  return state.selectedBy({ matchLabels: selector as Record<string, string> }, service.reference.namespace).filter(({ stated }) => stated.metadata.ownerReferences === undefined);
}

function deleted(service: PlannedObject, backends: readonly PlannedObject[], after: State): Effect[] {
  const { name, namespace } = service.reference;
  const users = after.ofKind('Ingress', namespace).filter((ingress) => ingressBackends(ingress).includes(name));
  const from = users.length === 0 ? 'no Ingress points at it' : `${listed(users.map((user) => `Ingress ${user.reference.name}`))} still ${users.length === 1 ? 'points' : 'point'} at it`;
  return [effect('endpoints', `its name and address go away${backends.length === 0 ? '' : `, ${podsText(backends)} lose this way in`}; ${from}`)];
}

/** The names of the Services that an Ingress sends requests to. */
export function ingressBackends(ingress: PlannedObject): string[] {
  const names = [textAt(ingress.stated, 'spec', 'defaultBackend', 'service', 'name')];
  for (const rule of listAt(ingress.stated, 'spec', 'rules')) for (const path of listAt(rule, 'http', 'paths')) names.push(textAt(path, 'backend', 'service', 'name'));
  return [...new Set(names.filter((name) => name !== undefined))];
}

function podsText(workloads: readonly PlannedObject[]): string {
  const known = workloads.every((workload) => replicasOf(workload.defaulted) !== undefined);
  const names = listed(workloads.map(({ reference }) => `${reference.kind} ${reference.name}`));
  return known ? `${count(workloads.reduce((sum, workload) => sum + (replicasOf(workload.defaulted) ?? 0), 0), 'pod')} of ${names}` : `the pods of ${names}`;
}

function exposure(type: string): string {
  switch (type) {
    case 'NodePort':
      return 'now reachable on a port of every node';
    case 'LoadBalancer':
      return 'now reachable from outside through a load balancer';
    case 'ExternalName':
      return 'now an alias for a name outside the cluster';
    default:
      return 'now reachable only inside the cluster';
  }
}
