import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import type { Effect, EffectCode, FieldChange } from '../plan-model.ts';

/** One change and the two states around it. At least one of the two versions is there. */
export interface EffectContext {
  readonly before?: PlannedObject | undefined;
  readonly after?: PlannedObject | undefined;
  readonly fields: readonly FieldChange[];
  readonly statesBefore: State;
  readonly statesAfter: State;
}

/** What a change of some kinds does. */
export interface EffectRule {
  readonly kinds: readonly string[];
  readonly effects: (context: EffectContext) => readonly Effect[];
}

export function effect(code: EffectCode, text: string): Effect {
  return { code, text };
}
