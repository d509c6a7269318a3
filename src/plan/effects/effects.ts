import type { Effect } from '../plan-model.ts';
import { bindingEffects, roleEffects } from './access-effects.ts';
import { accountEffects, autoscalerEffects, budgetEffects, claimEffects, definitionEffects, ingressEffects, limitEffects, namespaceEffects } from './cluster-effects.ts';
import { configEffects } from './config-effects.ts';
import type { EffectContext, EffectRule } from './effect-context.ts';
import { networkPolicyEffects } from './network-policy-effects.ts';
import { serviceEffects } from './service-effects.ts';
import { workloadEffects } from './workload-effects.ts';

const RULES: readonly EffectRule[] = [
  workloadEffects,
  configEffects,
  serviceEffects,
  ingressEffects,
  networkPolicyEffects,
  roleEffects,
  bindingEffects,
  budgetEffects,
  autoscalerEffects,
  limitEffects,
  claimEffects,
  accountEffects,
  namespaceEffects,
  definitionEffects,
];

/** What a change does besides changing the object. Kinds that nobody watches have no effects. */
export function effectsOf(context: EffectContext): Effect[] {
  const kind = (context.after ?? context.before)?.reference.kind ?? '';
  return RULES.filter(({ kinds }) => kinds.includes(kind)).flatMap((rule) => rule.effects(context));
}
