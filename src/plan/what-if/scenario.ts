import { isJsonObject } from '../../api/json.ts';
import type { Finding } from '../../diag/finding.ts';
import { UsageError } from '../../diag/usage-error.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { WhatIfResult } from '../plan-model.ts';
import { type Action, actionOf, actionWords } from './action.ts';
import { act } from './ask.ts';
import { type Expectation, holds, measure, parseExpectation } from './expectation.ts';
import { judge } from './judgement.ts';
import { readWorld, type ScenarioWorld } from './scenario-world.ts';

/** One step of a scenario, and what must hold while it lasts. */
export interface ScenarioStep {
  readonly action: Action;
  readonly expectations: readonly Expectation[];
  /** Its place in the scenario, from 0. */
  readonly index: number;
}

/** A scenario: steps that follow one another on one cluster. */
export interface Scenario {
  readonly file: string;
  readonly steps: readonly ScenarioStep[];
  /** What it says of images and pods: holds for the whole plan. */
  readonly world: ScenarioWorld;
  readonly placeOf: (step: number) => { readonly line: number; readonly column: number };
}

/**
 * Reads a scenario file: `steps:`, a list of maps with one action each (`drain: node-a`, `scale: Deployment/shop/web=8`, `wait: 5m`) and
 * an optional `expect:`, a text or a list of texts; `images:`, `pull-rate:` and `pods:` say what the world is like. Throws a UsageError that names the step.
 */
export function readScenario(document: ManifestDocument): Scenario {
  const world = readWorld(document);
  const says = world.pods.length > 0 || Object.keys(document.object).some((key) => key === 'images' || key === 'pull-rate');
  const { steps = says ? [] : undefined } = document.object;
  if (!Array.isArray(steps)) throw new UsageError(`${document.file}: a scenario is a map with the list \`steps\``);
  return {
    file: document.file,
    world,
    placeOf: (step) => document.locate(`steps[${step}]`),
    steps: steps.map((step, index) => {
      const place = `${document.file}: step ${index + 1}`;
      if (!isJsonObject(step)) throw new UsageError(`${place} is no map`);
      const { expect, ...rest } = step;
      const entries = Object.entries(rest);
      const [kind, argument] = entries[0] ?? ['', ''];
      const action = entries.length === 1 && (typeof argument === 'string' || typeof argument === 'number') ? actionOf(kind, String(argument)) : undefined;
      if (action === undefined) throw new UsageError(`${place} needs exactly one of drain, node-down, node-up, zone-down, scale, load, memory, disk or wait, with its argument`);
      const texts = expect === undefined ? [] : Array.isArray(expect) ? expect : [expect];
      return { action, index, expectations: texts.map((text) => parseExpectation(String(text))) };
    }),
  };
}

/** Plays the steps one after the other. Broken expectations are findings at their step. */
export function playScenario(scenario: Scenario, simulation: Simulation): { readonly results: WhatIfResult[]; readonly findings: Finding[] } {
  const results: WhatIfResult[] = [];
  const findings: Finding[] = [];
  for (const { action, expectations, index } of scenario.steps) {
    const seen = act(action, simulation);
    const question = actionWords(action);
    const broken = expectations.flatMap((expectation) => {
      const measured = measure(expectation, seen);
      if (measured !== undefined && holds(expectation, measured)) return [];
      return [measured === undefined ? `${expectation.text}: there is no ${expectation.subject}` : `${expectation.text}: it was ${measured}`];
    });
    const judgement = judge(action, seen);
    const kept = expectations.length === 0 ? judgement.answer : broken.length === 0 ? `every expectation holds (${expectations.map(({ text }) => text).join(', ')})` : broken.join('; ');
    results.push({ question, answer: kept, holds: broken.length === 0, details: judgement.details });
    for (const text of broken) findings.push({ rule: 'plan/what-if', source: 'plan', severity: 'error', message: `when ${question}: ${text}`, file: scenario.file, ...scenario.placeOf(index) });
  }
  return { results, findings };
}
