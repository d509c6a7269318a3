import { equalJson } from '../../api/json.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { semanticallyEqual } from '../objects/semantic-equality.ts';
import { podCountOf } from '../objects/pod-count.ts';
import { type ConfigUse, configUses } from '../objects/references.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, podSpecOf, podTemplateOf, replicasOf } from '../objects/workload.ts';
import type { Effect } from '../plan-model.ts';
import { count, listed } from '../words.ts';
import { effect, type EffectContext, type EffectRule } from './effect-context.ts';

/** ConfigMaps and Secrets: whose pods see the new values, and whose keep the old ones. */
export const configEffects: EffectRule = {
  kinds: ['ConfigMap', 'Secret'],
  effects: (context) => {
    const { before, after } = context;
    if (before === undefined) return [];
    const uses = consumersOf(before, context);
    if (after === undefined) return uses.length === 0 ? [] : [effect('loses-data', `still used by ${workloadNames(uses)}: their next pods do not start without it`)];
    if (!changesData(before, after)) return [effect('no-restart', 'no restart: its data stay the same')];
    if (uses.length === 0) return [effect('takes-effect', 'no workload in the input uses it')];
    const { rolling, stale, live } = split(uses, context);
    const effects: Effect[] = [];
    if (rolling.length > 0) effects.push(effect('takes-effect', `${workloadNames(rolling)} ${rolling.length === 1 ? 'reads' : 'read'} it when ${rolling.length === 1 ? 'its' : 'their'} new pods start`));
    if (stale.length > 0) effects.push(effect('restarts-nothing', `restarts nothing: ${stale.map((consumer) => podsOf(consumer, context.statesBefore)).join(', ')} ${plural(stale, context.statesBefore) ? 'keep' : 'keeps'} the old value until restarted`));
    if (live.length > 0) effects.push(effect('takes-effect', `the files in ${live.map((consumer) => podsOf(consumer, context.statesBefore)).join(', ')} change within about a minute, no restart`));
    return effects;
  },
};

export interface Consumer {
  readonly workload: PlannedObject;
  readonly uses: readonly ConfigUse[];
}

/** The workloads whose pods use the object, before the change. */
export function consumersOf(object: PlannedObject, { statesBefore }: EffectContext): Consumer[] {
  const { kind, namespace, name } = object.reference;
  return statesBefore.workloads
    .filter(({ reference, stated }) => reference.namespace === namespace && stated.metadata.ownerReferences === undefined)
    .map((workload) => ({ workload, uses: configUses(podSpecOf(workload.stated) ?? {}).filter((use) => use.kind === kind && use.name === name && use.as !== 'imagePull') }))
    .filter(({ uses }) => uses.length > 0);
}

/** Consumers that get new pods anyway, those that keep the old values, and those whose files are kept up to date. */
export function split(consumers: readonly Consumer[], { statesAfter }: EffectContext): { rolling: Consumer[]; stale: Consumer[]; live: Consumer[] } {
  const groups: { rolling: Consumer[]; stale: Consumer[]; live: Consumer[] } = { rolling: [], stale: [], live: [] };
  for (const consumer of consumers) {
    const { kind, namespace, name } = consumer.workload.reference;
    const next = statesAfter.get(kind, namespace, name);
    if (next === undefined || (replicasOf(consumer.workload.defaulted) ?? 1) === 0) continue;
    if (kind === 'CronJob' || (kind !== 'Job' && kind !== 'Pod' && !semanticallyEqual(podTemplateOf(consumer.workload.defaulted), podTemplateOf(next.defaulted)))) groups.rolling.push(consumer);
    else if (consumer.uses.some(({ as }) => as === 'env' || as === 'subPath')) groups.stale.push(consumer);
    else groups.live.push(consumer);
  }
  return groups;
}

export function changesData(before: PlannedObject, after: PlannedObject): boolean {
  return ['data', 'binaryData', 'stringData'].some((field) => !equalJson(fieldOf(before.stated, field), fieldOf(after.stated, field)));
}

function podsOf({ workload }: Consumer, state: State): string {
  const pods = podCountOf(workload, state);
  const name = `${workload.reference.kind} ${workload.reference.namespace ?? ''}/${workload.reference.name}`;
  return pods === undefined ? `the pods of ${name}` : `${count(pods, 'pod')} of ${name}`;
}

function plural(consumers: readonly Consumer[], state: State): boolean {
  return consumers.length > 1 || consumers.some(({ workload }) => podCountOf(workload, state) !== 1);
}

function workloadNames(consumers: readonly Consumer[]): string {
  return listed(consumers.map(({ workload }) => `${workload.reference.kind} ${workload.reference.name}`));
}
