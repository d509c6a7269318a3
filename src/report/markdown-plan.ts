import { formatDuration } from '../plan/duration.ts';
import type { Change, NodePlacement, PendingPod, Plan, Rollout, ServiceTimeline, WhatIfResult } from '../plan/plan-model.ts';
import { count, listed } from '../plan/words.ts';
import { markdownFence, markdownHtml, markdownPlace, markdownText } from './markdown-escape.ts';
import { ROWS_THAT_MATTER_MOST, type MarkdownBlock } from './markdown-fit.ts';
import { nodesByReason, noteText, objectText, pathText, quotaPeaks, quotaText, sideText, spreadText, toldSpreads } from './plan-text.ts';
import type { RenderOptions } from './render-options.ts';
import { changeCounts } from './summary-line.ts';
import { verdictText } from './text-rollouts.ts';
import { ACTION_SIGNS } from './text-style.ts';

/** So many objects share a fold of differences, so that a comment that is too long loses few of them. */
const OBJECTS_A_FOLD = 15;
/** A longer table is folded, so that what to look at comes first. */
const MAX_OPEN_ROWS = 25;
const MAX_DIFF_LINES = 120;
const MAX_STEPS = 40;
const MAX_NODES = 60;

const RANK = { table: 2, restOfTable: 5, pending: 4, rollout: 5, differences: 6, services: 7, placement: 8, whatIf: 3, assumptions: 4 } as const;

/** The changes with what happens, a row each; folded when there are many. */
export function changeTable(plan: Plan): MarkdownBlock[] {
  if (plan.changes.length === 0) return [{ lines: [plan.unchanged > 0 ? `${count(plan.unchanged, 'object')} unchanged.` : 'Nothing changes.', ''], rank: RANK.table }];
  const rows = plan.changes.map((change, index): MarkdownBlock => ({ lines: [`| ${ACTION_SIGNS[change.action]} ${change.action} | ${markdownText(objectText(change.object))} | ${outcome(change)} |`], what: 'change', rank: index < ROWS_THAT_MATTER_MOST ? RANK.table : RANK.restOfTable }));
  const unchanged = plan.unchanged > 0 ? [{ lines: [`|  | ${plan.unchanged} unchanged |  |`], rank: RANK.table }] : [];
  const isLong = rows.length > MAX_OPEN_ROWS;
  const opening = isLong ? ['<details>', `<summary>${count(rows.length, 'change')}: ${changeCounts(plan)}</summary>`, ''] : [];
  return [{ lines: [...opening, '| Action | Object | What happens |', '|---|---|---|'], rank: 0 }, ...rows, ...unchanged, { lines: isLong ? ['', '</details>', ''] : [''], rank: 0 }];
}

function outcome(change: Change): string {
  const refused = change.refused !== undefined && change.immutable.length === 0 ? [`✖ **refused**: ${markdownText(change.refused.message)}`] : [];
  const effects = change.effects.map(({ text }, index) => `${index === 0 && change.immutable.length > 0 ? '✖ ' : ''}${markdownText(text)}`);
  const summary = change.action === 'create' && change.summary !== undefined ? [markdownText(change.summary)] : [];
  return [...refused, ...summary, ...effects].join('<br>');
}

/** Everything else, folded. */
export function planFolds(plan: Plan, options: RenderOptions): MarkdownBlock[] {
  const unfinishedFirst = [...plan.rollouts].sort((a, b) => Number(a.verdict === 'completes') - Number(b.verdict === 'completes'));
  const moved = plan.services.filter(({ before, after, minReady, withoutEndpointsMs }) => after !== before || minReady !== before || withoutEndpointsMs > 0);
  const quotas = quotaPeaks(plan);
  return [
    ...(plan.whatIf.length === 0 ? [] : [fold(`What if: ${plan.whatIf.filter(({ holds }) => holds).length} of ${plan.whatIf.length} hold`, plan.whatIf.flatMap(whatIfItem), RANK.whatIf)]),
    ...plan.pending.map((pod) => fold(`Why ${count(pod.pods, 'pod')} of ${pod.workload} ${pod.pods === 1 ? 'stays' : 'stay'} pending`, pendingLines(pod), RANK.pending)),
    ...differenceFolds(plan, options),
    ...unfinishedFirst.map((rollout) => fold(`Rollout of ${objectText(rollout.object)}: ${verdictText(rollout)}`, rolloutTable(rollout), RANK.rollout)),
    ...(quotas.length === 0 ? [] : [fold(`Quotas that are nearly full: ${quotas.length}`, quotas.map((quota) => `- ${quota.exceeded ? '✖ ' : ''}${markdownText(quotaText(quota))}`), RANK.services)]),
    ...(moved.length === 0 ? [] : [fold(`Ready endpoints of ${count(moved.length, 'Service')}`, serviceTable(moved), RANK.services)]),
    ...(plan.placements.length === 0 ? [] : [fold(`Where pods run: ${count(plan.placements.length, 'node')}`, placementTable(plan), RANK.placement)]),
    ...(plan.assumptions.length === 0 ? [] : [fold('What this takes for granted', plan.assumptions.map((text) => `- ${markdownText(text)}`), RANK.assumptions)]),
  ];
}

/** GitHub reads Markdown inside a fold only between empty lines. */
function fold(title: string, lines: readonly string[], rank: number): MarkdownBlock {
  return { lines: ['<details>', `<summary>${markdownHtml(title)}</summary>`, '', ...lines, '', '</details>', ''], what: 'fold', rank };
}

function whatIfItem({ question, answer, holds, details }: WhatIfResult): string[] {
  return [`- ${holds ? '✔' : '✖'} **${markdownText(question)}**: ${markdownText(answer)}`, ...details.map((detail) => `  - ${markdownText(detail)}`)];
}

function pendingLines(pod: PendingPod): string[] {
  const reasons = nodesByReason(pod);
  return [
    `> ${markdownText(pod.message)}`,
    '',
    ...(pod.closest === undefined ? [] : [`Closest: **${markdownText(pod.closest.node)}**, ${markdownText(pod.closest.lacks)}${pod.advice === undefined ? '' : `; ${markdownText(pod.advice)}`}.`, '']),
    ...(reasons.length === 0 ? [] : ['| why not | nodes |', '|---|---|', ...reasons.map(([reason, nodes]) => `| ${markdownText(reason)} | ${markdownText(listed(nodes, 10))} |`)]),
  ];
}

function differenceFolds(plan: Plan, options: RenderOptions): MarkdownBlock[] {
  const updates = plan.changes.filter(({ fields }) => fields.length > 0);
  const folds: MarkdownBlock[] = [];
  for (let from = 0; from < updates.length; from += OBJECTS_A_FOLD) {
    const some = updates.slice(from, from + OBJECTS_A_FOLD);
    const which = updates.length > OBJECTS_A_FOLD ? ` (${from + 1} to ${from + some.length} of ${updates.length})` : '';
    folds.push(fold(`Fields that change in ${count(some.length, 'object')}${which}`, some.flatMap((change) => differencesOf(change, options)), RANK.differences));
  }
  return folds;
}

function differencesOf(change: Change, options: RenderOptions): string[] {
  const lines = change.fields.flatMap((field) => {
    const path = `${pathText(field.path)}${field.forcesReplacement === true ? ' (cannot change in place)' : ''}`;
    const note = noteText(field);
    if (note !== undefined) return [`! ${path}: ${note}`];
    if (field.lines !== undefined) return [`  ${path}:`, ...field.lines.map(({ op, text }) => `${op === '…' ? ' ' : op}   ${op === '…' ? '… ' : ''}${text}`)];
    const [before, after] = [sideText(field, 'before'), sideText(field, 'after')];
    return [...(before === undefined ? [] : [`- ${path}: ${before}`]), ...(after === undefined ? [] : [`+ ${path}: ${after}`])];
  });
  const shown = lines.length > MAX_DIFF_LINES ? [...lines.slice(0, MAX_DIFF_LINES), `  … ${count(lines.length - MAX_DIFF_LINES, 'more line')}`] : lines;
  const place = change.place === undefined ? '' : ` ${markdownPlace(change.place.file, change.place.line, options.sourceUrl)}`;
  return [`**${markdownText(objectText(change.object))}**${place}`, '', ...markdownFence('diff', shown), ''];
}

function rolloutTable(rollout: Rollout): string[] {
  const rows = rollout.steps.slice(0, MAX_STEPS).map((step) => {
    const isBefore = step.note === 'before';
    return `| ${isBefore ? 'before' : formatDuration(step.atMs)} | ${step.old} | ${step.new} | ${step.ready} | ${step.live} | ${isBefore ? '' : markdownText(step.note ?? '')} |`;
  });
  const more = rollout.steps.length - rows.length;
  return [markdownText(rollout.strategy), '', '| time | old | new | ready | pods | what happens |', '|--:|--:|--:|--:|--:|---|', ...rows, ...(more > 0 ? [`|  |  |  |  |  | ${count(more, 'more step')} |`] : [])];
}

function serviceTable(services: readonly ServiceTimeline[]): string[] {
  const rows = services.map(({ service, before, minReady, after, withoutEndpointsMs }) => `| ${markdownText(service)} | ${before} | ${minReady} | ${after} | ${withoutEndpointsMs > 0 ? `✖ nothing answers for ${formatDuration(withoutEndpointsMs)}` : ''} |`);
  return ['| Service | before | lowest | after | gaps |', '|---|--:|--:|--:|---|', ...rows];
}

function placementTable(plan: Plan): string[] {
  const share = (node: NodePlacement, name: string): string => {
    const use = node.resources.find(({ resource }) => resource === name);
    return use === undefined ? '' : `${use.percentBefore} % → ${use.percentAfter} %`;
  };
  const rows = plan.placements.slice(0, MAX_NODES).map((node) => {
    const pods = node.workloads.filter(({ before, after }) => before !== after).map(({ workload, before, after }) => `${workload} ${before} → ${after}`);
    return `| ${markdownText(node.node)} | ${share(node, 'cpu')} | ${share(node, 'memory')} | ${markdownText(listed(pods, 8))} |`;
  });
  const more = plan.placements.length - rows.length;
  const spreads = toldSpreads(plan).map((spread) => `- ${markdownText(spreadText(spread))}`);
  const preempted = plan.preemptions.map(({ pod, node, victims }) => `- ▲ ${markdownText(`${pod} takes the place of ${listed(victims)} on ${node}`)}`);
  return ['| node | cpu requests | memory requests | pods |', '|---|--:|--:|---|', ...rows, ...(more > 0 ? [`| ${count(more, 'more node')} |  |  |  |`] : []), '', ...spreads, ...(spreads.length > 0 && preempted.length > 0 ? [''] : []), ...preempted];
}
