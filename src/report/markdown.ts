import type { Finding } from '../diag/finding.ts';
import { formatDuration } from '../plan/duration.ts';
import type { Change, Plan, Rollout, WhatIfResult } from '../plan/plan-model.ts';
import { count } from '../plan/words.ts';
import { findingText } from './finding-text.ts';
import { markdownCode, markdownFence, markdownText } from './markdown-escape.ts';
import { noteText, objectText, pathText, placeText, sideText } from './plan-text.ts';
import type { Renderer } from './render-options.ts';
import type { Report } from './report.ts';
import { changeCounts, findingCounts, verdictOf } from './summary-line.ts';
import { verdictText } from './text-rollouts.ts';
import { ACTION_SIGNS, SEVERITY_SIGNS } from './text-style.ts';

/** GitHub refuses comments of more than 65,536 characters. */
const MAX_CHARACTERS = 65_000;
/** Bots find the comment that they wrote before by this line. */
const MARKER = '<!-- kubeplan -->';

/** A comment for a pull request: the verdict, the changes with their effects, what to look at, and folds for the rest. */
export const renderMarkdown: Renderer = (report) => {
  const { plan } = report;
  const blocks: string[][] = [[MARKER, `### ${headline(report)}`, '']];
  if (plan !== undefined && plan.changes.length > 0) blocks.push(...changeTable(plan));
  blocks.push(...findingBlocks(plan === undefined ? '' : 'Predictions', report.findings.filter((finding) => plan !== undefined && finding.source === 'plan')));
  blocks.push(...findingBlocks('Findings', report.findings.filter((finding) => plan === undefined || finding.source !== 'plan')));
  if (plan !== undefined) blocks.push(...planFolds(plan));
  return fitted(blocks);
};

function headline(report: Report): string {
  const { plan } = report;
  const findings = findingCounts(report);
  if (plan === undefined) {
    const sign = report.summary.errors > 0 ? '✖' : report.summary.warnings > 0 ? '▲' : '✔';
    return `${sign} kubeplan: ${findings === '' ? 'no findings' : findings} in ${count(report.summary.documents, 'object')}`;
  }
  const verdict = verdictOf(plan);
  const sign = report.summary.errors > 0 || verdict === 'cannot complete' || !plan.complete ? '✖' : report.summary.warnings > 0 ? '▲' : '✔';
  return `${sign} kubeplan: ${[changeCounts(plan), findings, verdict].filter((part) => part !== '').join(' · ')}`;
}

/** Blocks that belong together, so that a comment that is too long is cut between rows. */
function changeTable(plan: Plan): string[][] {
  const rows = plan.changes.map((change) => [`| ${ACTION_SIGNS[change.action]} | ${markdownText(objectText(change.object))} | ${outcome(change)} |`]);
  const unchanged = plan.unchanged > 0 ? [[`|  | ${plan.unchanged} unchanged |  |`]] : [];
  return [['|  | Object | What happens |', '|---|---|---|'], ...rows, ...unchanged, ['']];
}

function outcome(change: Change): string {
  if (change.refused !== undefined && change.immutable.length === 0) return `**refused**: ${markdownText(change.refused.message)}`;
  const effects = change.effects.map(({ text }) => markdownText(text));
  const summary = change.action === 'create' && change.summary !== undefined ? [markdownText(change.summary)] : [];
  return [...summary, ...effects].join('<br>');
}

function findingBlocks(title: string, findings: readonly Finding[]): string[][] {
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => {
    const place = finding.file === undefined ? '' : ` ${markdownCode(`${finding.file}:${finding.line ?? 1}`)}`;
    return [`- ${SEVERITY_SIGNS[finding.severity]} **${markdownText(finding.rule)}** ${markdownText(findingText(finding))}${place}`];
  });
  return [[`**${title === '' ? 'Findings' : title}**`, ''], ...rows, ['']];
}

function planFolds(plan: Plan): string[][] {
  const updates = plan.changes.filter(({ fields }) => fields.length > 0);
  return [
    ...(updates.length === 0 ? [] : [fold(`What changes in ${count(updates.length, 'object')}`, updates.flatMap(diffOf))]),
    ...plan.rollouts.map((rollout) => fold(`Rollout of ${objectText(rollout.object)}: ${verdictText(rollout)}`, rolloutTable(rollout))),
    ...(plan.placements.length === 0 ? [] : [fold('Placement', placementTable(plan))]),
    ...(plan.whatIf.length === 0 ? [] : [fold(`What if: ${plan.whatIf.filter(({ holds }) => holds).length} of ${plan.whatIf.length} hold`, plan.whatIf.flatMap(whatIfItem))]),
    ...(plan.assumptions.length === 0 ? [] : [fold('Assumptions', plan.assumptions.map((text) => `- ${markdownText(text)}`))]),
  ];
}

function whatIfItem({ question, answer, holds, details }: WhatIfResult): string[] {
  return [`- ${holds ? '✔' : '✖'} **${markdownText(question)}**: ${markdownText(answer)}`, ...details.map((detail) => `  - ${markdownText(detail)}`)];
}

function fold(title: string, lines: readonly string[]): string[] {
  return ['<details>', `<summary>${markdownText(title)}</summary>`, '', ...lines, '', '</details>', ''];
}

function diffOf(change: Change): string[] {
  const lines = change.fields.flatMap((field) => {
    const path = pathText(field.path);
    const note = noteText(field);
    if (note !== undefined) return [`! ${path}: ${note}`];
    if (field.lines !== undefined) return [`  ${path}:`, ...field.lines.map(({ op, text }) => `${op === '…' ? ' ' : op}   ${op === '…' ? '… ' : ''}${text}`)];
    const [before, after] = [sideText(field, 'before'), sideText(field, 'after')];
    return [...(before === undefined ? [] : [`- ${path}: ${before}`]), ...(after === undefined ? [] : [`+ ${path}: ${after}`])];
  });
  const place = placeText(change.place);
  return [`**${markdownText(objectText(change.object))}**${place === '' ? '' : ` ${markdownCode(place)}`}`, '', ...markdownFence('diff', lines), ''];
}

function rolloutTable(rollout: Rollout): string[] {
  const rows = rollout.steps.map((step) => `| ${formatDuration(step.atMs)} | ${step.old} | ${step.new} | ${step.ready} | ${step.live} | ${markdownText(step.note ?? '')} |`);
  return [markdownText(rollout.strategy), '', '| time | old | new | ready | pods | |', '|--:|--:|--:|--:|--:|---|', ...rows];
}

function placementTable(plan: Plan): string[] {
  const share = (node: Plan['placements'][number], name: string): string => {
    const use = node.resources.find(({ resource }) => resource === name);
    return use === undefined ? '' : `${use.percentBefore} % → ${use.percentAfter} %`;
  };
  const rows = plan.placements.map((node) => {
    const pods = node.workloads.filter(({ before, after }) => before !== after).map(({ workload, before, after }) => `${workload} ${before} → ${after}`);
    return `| ${markdownText(node.node)} | ${share(node, 'cpu')} | ${share(node, 'memory')} | ${markdownText(pods.join(', '))} |`;
  });
  const pending = plan.pending.map((pod) => `- ✖ ${count(pod.pods, 'pod')} of ${markdownText(pod.workload)}: ${markdownText(pod.message)}`);
  return ['| node | cpu requests | memory requests | pods |', '|---|--:|--:|---|', ...rows, '', ...pending];
}

/** As many blocks as fit; the rest is counted. */
function fitted(blocks: readonly (readonly string[])[]): string {
  const room = MAX_CHARACTERS - 200;
  let text = '';
  let hidden = 0;
  for (const block of blocks) {
    const part = `${block.join('\n')}\n`;
    if (text.length + part.length <= room) text += part;
    else hidden += 1;
  }
  return hidden === 0 ? text : `${text}\n*${count(hidden, 'part')} left out, for a comment holds no more: see the whole report in another format.*\n`;
}
