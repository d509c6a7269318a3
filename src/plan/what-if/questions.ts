import type { Finding } from '../../diag/finding.ts';
import type { WhatIfResult } from '../plan-model.ts';
import { applyChange, type ChangeRunInput, clusterBefore, settle } from '../timeline/run-change.ts';
import type { Action } from './action.ts';
import { ask, type WhatIfContext } from './ask.ts';
import { playScenario, type Scenario } from './scenario.ts';

export interface QuestionInput extends Pick<WhatIfContext, 'before' | 'after' | 'planOn'> {
  readonly runInput: ChangeRunInput;
}

/** Answers questions and plays scenarios, each on a cluster of its own. What does not hold is a finding. */
export function answerQuestions(input: QuestionInput, actions: readonly Action[], scenarios: readonly Scenario[]): { readonly results: readonly WhatIfResult[]; readonly findings: readonly Finding[] } {
  const { runInput } = input;
  const context: WhatIfContext = {
    ...input,
    clusterAfter: () => {
      const { simulation } = clusterBefore(runInput);
      applyChange(runInput, simulation);
      settle(simulation, runInput.atLeastMs);
      return simulation;
    },
    clusterBefore: (overrides) => {
      const { simulation } = clusterBefore(runInput, overrides);
      return { simulation, applyChange: () => void applyChange(runInput, simulation) };
    },
  };
  const answers = actions.map((action) => ask(action, context));
  const findings = answers.filter(({ holds }) => !holds).map(({ question, answer }): Finding => ({ rule: 'plan/what-if', source: 'plan', severity: 'error', message: `when ${question}: ${answer}` }));
  const played = scenarios.map((scenario) => playScenario(scenario, context.clusterAfter()));
  return { results: [...answers, ...played.flatMap(({ results }) => results)], findings: [...findings, ...played.flatMap((one) => one.findings)] };
}
