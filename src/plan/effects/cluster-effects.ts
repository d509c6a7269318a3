import { matchesLabelSelector } from '../../api/label-selector.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, listAt, numberAt, podSpecOf, podTemplateOf, textAt } from '../objects/workload.ts';
import type { Effect } from '../plan-model.ts';
import { count, listed } from '../words.ts';
import { effect, type EffectRule } from './effect-context.ts';
import { ingressBackends } from './service-effects.ts';

export const namespaceEffects: EffectRule = {
  kinds: ['Namespace'],
  effects: ({ before, after, statesBefore }) => {
    if (after !== undefined || before === undefined) return [];
    const inside = statesBefore.objects.filter(({ reference }) => reference.namespace === before.reference.name).length;
    return [effect('loses-data', `deletes everything in it, ${count(inside, 'object')} of the input and whatever else runs there`)];
  },
};

export const definitionEffects: EffectRule = {
  kinds: ['CustomResourceDefinition'],
  effects: ({ before, after, statesBefore }) => {
    const kind = textAt((after ?? before)?.stated, 'spec', 'names', 'kind') ?? '';
    if (before === undefined) return [effect('definition', `adds the kind ${kind}`)];
    const resources = statesBefore.ofKind(kind).length;
    if (after === undefined) return [effect('loses-data', `deletes every ${kind}, ${resources} of the input`)];
    const versions = (object: PlannedObject): string[] => listAt(object.stated, 'spec', 'versions').filter((version) => fieldOf(version, 'served') === true).map((version) => textAt(version, 'name') ?? '');
    const gone = versions(before).filter((version) => !versions(after).includes(version));
    return gone.length === 0 ? [] : [effect('definition', `no longer serves ${listed(gone)}`)];
  },
};

export const claimEffects: EffectRule = {
  kinds: ['PersistentVolumeClaim', 'PersistentVolume'],
  effects: ({ before, after, statesBefore }) => {
    if (before === undefined) return [];
    const users = statesBefore.workloads.filter(({ reference, stated }) => reference.namespace === before.reference.namespace && (podSpecOf(stated)?.volumes ?? []).some((volume) => volume.persistentVolumeClaim?.claimName === before.reference.name));
    if (after === undefined) {
      const used = users.length === 0 ? '' : `; it waits until the pods of ${listed(users.map(({ reference }) => reference.name))} are gone`;
      return [effect('loses-data', `deletes its volume and data, unless the volume's reclaim policy is Retain${used}`)];
    }
    const [was, is] = [before, after].map(({ stated }) => fieldOf(stated, 'spec', 'resources', 'requests', 'storage')).map((value) => (typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined));
    if (was === undefined || is === undefined || was.nanos >= is.nanos) return [];
    return [effect('takes-effect', 'the volume grows in place if its storage class allows expansion')];
  },
};

export const ingressEffects: EffectRule = {
  kinds: ['Ingress'],
  effects: ({ before, after, statesAfter }) => {
    const was = before === undefined ? [] : routesOf(before);
    const is = after === undefined ? [] : routesOf(after);
    const gained = is.filter((route) => !was.includes(route));
    const lost = was.filter((route) => !is.includes(route));
    const effects: Effect[] = [];
    if (gained.length > 0) effects.push(effect('routes', `routes ${listed(gained)}`));
    if (lost.length > 0) effects.push(effect('routes', `no longer routes ${listed(lost)}`));
    const missing = after === undefined ? [] : ingressBackends(after).filter((name) => statesAfter.get('Service', after.reference.namespace, name) === undefined);
    if (missing.length > 0) effects.push(effect('routes', `points at ${listed(missing.map((name) => `Service ${name}`))}, which the input does not have`));
    return effects;
  },
};

function routesOf(ingress: PlannedObject): string[] {
  return listAt(ingress.stated, 'spec', 'rules').flatMap((rule) =>
    listAt(rule, 'http', 'paths').map((path) => {
      const service = textAt(path, 'backend', 'service', 'name');
      return `${textAt(rule, 'host') ?? '*'}${textAt(path, 'path') ?? '/'}${service === undefined ? '' : ` to ${service}`}`;
    }),
  );
}

export const budgetEffects: EffectRule = {
  kinds: ['PodDisruptionBudget'],
  effects: ({ before, after, statesAfter }) => {
    const budget = after ?? before;
    if (budget === undefined) return [];
    const protectedNames = selectedWorkloads(budget, statesAfter).map(({ reference }) => `${reference.kind} ${reference.name}`);
    const pods = protectedNames.length === 0 ? 'no pods of the input' : `the pods of ${listed(protectedNames)}`;
    if (after === undefined) return [effect('disruptions', `${pods} may all be evicted at once`)];
    return [effect('disruptions', `drains ${boundsOf(after)} of ${pods}`)];
  },
};

function boundsOf(budget: PlannedObject): string {
  const least = fieldOf(budget.stated, 'spec', 'minAvailable');
  const most = fieldOf(budget.stated, 'spec', 'maxUnavailable');
  return least !== undefined ? `must leave ${String(least)}` : `may take ${String(most ?? 0)} at a time`;
}

function selectedWorkloads(budget: PlannedObject, state: State): PlannedObject[] {
  const selector = fieldOf(budget.stated, 'spec', 'selector') as LabelSelector | undefined;
  return state.workloads.filter(({ reference, stated }) => reference.namespace === budget.reference.namespace && matchesLabelSelector(selector, podTemplateOf(stated)?.metadata?.labels));
}

export const autoscalerEffects: EffectRule = {
  kinds: ['HorizontalPodAutoscaler'],
  effects: ({ before, after, statesAfter }) => {
    const scaler = after ?? before;
    if (scaler === undefined) return [];
    const kind = textAt(scaler.stated, 'spec', 'scaleTargetRef', 'kind') ?? '';
    const name = textAt(scaler.stated, 'spec', 'scaleTargetRef', 'name') ?? '';
    if (after === undefined) return [effect('scaling', `${kind} ${name} stays at its size of that moment`)];
    const missing = statesAfter.get(kind, scaler.reference.namespace, name) === undefined ? ', which the input does not have' : '';
    return [effect('scaling', `keeps ${kind} ${name} between ${numberAt(after.defaulted, 'spec', 'minReplicas') ?? 1} and ${numberAt(after.defaulted, 'spec', 'maxReplicas') ?? 0} pods${missing}`)];
  },
};

export const limitEffects: EffectRule = {
  kinds: ['ResourceQuota', 'LimitRange'],
  effects: ({ before, after }) => {
    if (after === undefined) return [effect('limits', 'its limits no longer hold')];
    if (after.reference.kind === 'LimitRange') return [effect('limits', 'acts on pods that are made from now on')];
    return before === undefined ? [effect('limits', 'pods that would go beyond it are refused; what runs stays')] : [effect('limits', 'acts on what is made from now on')];
  },
};

export const accountEffects: EffectRule = {
  kinds: ['ServiceAccount'],
  effects: ({ before, after, statesAfter }) => {
    if (after !== undefined || before === undefined) return [];
    const users = statesAfter.workloads.filter(({ reference, stated }) => reference.namespace === before.reference.namespace && (podSpecOf(stated)?.serviceAccountName ?? 'default') === before.reference.name);
    return users.length === 0 ? [] : [effect('orphans', `new pods of ${listed(users.map(({ reference }) => reference.name))} are refused without it`)];
  },
};
