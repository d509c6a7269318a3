import { formatDuration } from '../../plan/duration.ts';
import type { Plan, Rollout } from '../../plan/plan-model.ts';
import { count } from '../../plan/words.ts';
import { objectText, placeText, quotaPeaks, quotaText } from '../plan-text.ts';
import { verdictText } from '../text-rollouts.ts';
import { table, text } from './markup.ts';
import { rolloutDrawing } from './rollout-drawing.ts';

/** A table of more steps says how many it leaves out. */
const MAX_STEPS = 200;

/** Each rollout: whether it completes, bars of pods over time with a line of ready pods, and its steps as a table. */
export function rolloutsSection(plan: Plan): string {
  const moving = plan.rollouts.filter(({ pods, steps }) => pods.length > 0 || steps.length > 0);
  const quotas = quotaPart(plan);
  if (moving.length === 0 && quotas.length === 0) return '';
  const unfinishedFirst = [...moving].sort((a, b) => Number(a.verdict === 'completes') - Number(b.verdict === 'completes'));
  return ['<section id="rollouts"><h2>Rollouts</h2>', moving.length === 0 ? '' : LEGEND, ...unfinishedFirst.map(rolloutPart), ...quotas, '</section>'].join('\n');
}

const LEGEND = `<ul class="legend" aria-label="What the bars mean">${[
  ['ready old', 'ready, old version'],
  ['ready', 'ready, new version'],
  ['pending', 'waits for a node'],
  ['starting', 'starting'],
  ['unready', 'running, not ready'],
  ['terminating', 'terminating'],
].map(([className = '', name = '']) => `<li><svg width="16" height="12" aria-hidden="true"><rect class="${className}" x="1" y="1" width="14" height="10"/></svg> ${name}</li>`).join('')}</ul>`;

function quotaPart(plan: Plan): string[] {
  const quotas = quotaPeaks(plan);
  return quotas.length === 0 ? [] : ['<h3>Quotas</h3>', ...quotas.map((quota) => `<p class="${quota.exceeded ? 'error' : 'soft'}">${text(quotaText(quota))}</p>`)];
}

function rolloutPart(rollout: Rollout, index: number): string {
  const { tone, sign } = VERDICTS[rollout.verdict];
  const name = objectText(rollout.object);
  const place = placeText(rollout.place);
  return [
    `<h3>${text(name)}${place === '' ? '' : ` <small><code>${text(place)}</code></small>`}</h3>`,
    `<p><strong class="${tone}">${sign} ${text(verdictText(rollout))}</strong></p>`,
    `<p class="soft">${text(rollout.strategy)}</p>`,
    rolloutDrawing(rollout, index),
    stepsFold(rollout, name),
  ].join('\n');
}

const VERDICTS = { completes: { tone: 'fine', sign: '✔' }, stalls: { tone: 'error', sign: '✖' }, unknown: { tone: 'warning', sign: '▲' } } as const;

function stepsFold(rollout: Rollout, name: string): string {
  if (rollout.steps.length === 0) return '';
  const rows = rollout.steps.slice(0, MAX_STEPS).map((step) => [step.note === 'before' ? 'before' : formatDuration(step.atMs), String(step.old), String(step.new), String(step.ready), String(step.available), String(step.live), text(step.note === 'before' ? '' : (step.note ?? ''))]);
  const more = rollout.steps.length - rows.length;
  return [
    `<details><summary>${count(rollout.steps.length, 'step')} of ${text(name)}</summary>`,
    table(`Steps of ${name}`, ['time', 'old pods', 'new pods', 'ready', 'available', 'pods in all', 'what happens'], rows, 'numbers'),
    more > 0 ? `<p class="soft">${count(more, 'more step')}</p>` : '',
    '</details>',
  ].join('\n');
}
