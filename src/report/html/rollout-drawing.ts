import { formatDuration } from '../../plan/duration.ts';
import type { PodPhase, PodTimeline, Rollout } from '../../plan/plan-model.ts';
import { count } from '../../plan/words.ts';
import { objectText } from '../plan-text.ts';
import { verdictText } from '../text-rollouts.ts';
import { identifier, scrolled, text, units } from './markup.ts';
import { stepPath, ticks, type Scale } from './step-chart.ts';

const WIDTH = 940;
/** Columns of the drawing: names of pods, time before the apply, and at the right what the lines mean and on which node a pod runs. */
const LABEL = 196;
const LEAD = 26;
const RIGHT = 120;
const TOP = 14;
const CHART = 84;
const HEADING = 18;
const ROW = 15;
const BAR = 10;
const TICKS = 8;
/** More pods than this are drawn as a line only. */
const MAX_BARS = 60;
/** So many steps are told to those who do not see the drawing; the table has more. */
const MAX_TOLD_STEPS = 40;

const PHASE_WORDS: Readonly<Record<PodPhase, string>> = { pending: 'waits for a node', starting: 'starts', ready: 'ready', unready: 'runs, not ready', terminating: 'terminates', finished: 'finished' };

/** A rollout over time: the line of ready pods against the wanted number, then each pod as a bar of its phases. */
export function rolloutDrawing(rollout: Rollout, index: number): string {
  const groups = rollout.pods.length > MAX_BARS ? [] : podGroups(rollout.pods);
  const endMs = Math.max(1000, lastChange(rollout) * 1.04);
  const x: Scale = (ms) => LABEL + LEAD + (Math.min(ms, endMs) / endMs) * (WIDTH - LABEL - LEAD - RIGHT);
  const bottom = TOP + CHART + groups.reduce((sum, { pods }) => sum + HEADING + pods.length * ROW, 0) + 6;
  const height = bottom + 34;
  const [title, description] = [identifier('rollout-title', index), identifier('rollout-text', index)];
  const svg = [
    `<svg class="drawing" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="${title} ${description}">`,
    `<title id="${title}">Rollout of ${text(objectText(rollout.object))} over time</title>`,
    `<desc id="${description}">${text(toldSteps(rollout))}</desc>`,
    ...timeAxis(x, endMs, bottom),
    ...readyChart(rollout, x, endMs),
    ...podRows(groups, wereReady(rollout), x, endMs),
    ...stopMark(rollout, x, endMs, bottom),
    '</svg>',
  ].join('\n');
  const hidden = groups.length === 0 && rollout.pods.length > 0 ? `<p class="soft">${count(rollout.pods.length, 'pod')}: too many for a bar each.</p>` : '';
  return `${scrolled(`Drawing of the rollout of ${objectText(rollout.object)}`, svg)}${hidden}`;
}

function toldSteps(rollout: Rollout): string {
  const told = rollout.steps.slice(0, MAX_TOLD_STEPS).map((step) => `${step.note === 'before' ? 'Before' : `At ${formatDuration(step.atMs)}`}: ${step.old} old, ${step.new} new, ${step.ready} ready.`);
  const more = rollout.steps.length - told.length;
  const budget = rollout.budget === undefined ? [] : [`PodDisruptionBudget ${rollout.budget.name} asks for ${rollout.budget.desiredHealthy} healthy pods.`];
  return [`${verdictText(rollout)}.`, ...budget, ...told, ...(more > 0 ? [`${count(more, 'more step')}.`] : [])].join(' ');
}

function timeAxis(x: Scale, endMs: number, bottom: number): string[] {
  const marks = ticks(endMs, TICKS).map((ms) => `<line class="axis" x1="${units(x(ms))}" x2="${units(x(ms))}" y1="${TOP}" y2="${bottom}"/><text x="${units(x(ms))}" y="${bottom + 14}" text-anchor="middle">${formatDuration(ms)}</text>`);
  return [...marks, `<text x="${units(x(0))}" y="${bottom + 28}">time since the apply</text>`];
}

function readyChart(rollout: Rollout, x: Scale, endMs: number): string[] {
  const { replicasBefore: before, replicasAfter: wanted, minReady } = rollout;
  const budget = rollout.budget?.desiredHealthy === 0 ? undefined : rollout.budget;
  const most = Math.max(1, wanted, before, budget?.desiredHealthy ?? 0, ...rollout.steps.map(({ ready }) => ready));
  const y: Scale = (pods) => TOP + CHART - (pods / most) * CHART;
  const points = rollout.steps.filter(({ note }) => note !== 'before').map(({ atMs, ready }) => ({ atMs, value: ready }));
  const path = stepPath(rollout.steps.find(({ note }) => note === 'before')?.ready ?? 0, points, LABEL, x, y, endMs);
  const right = x(endMs);
  const isLow = before > 0 && minReady < wanted;
  const lowY = isLow ? Math.max(y(minReady), y(wanted) + 13) : y(wanted);
  const budgetY = budget === undefined ? 0 : Math.max(y(budget.desiredHealthy), lowY + 13);
  return [
    `<text class="strong" x="0" y="${TOP + 10}">ready pods</text>`,
    `<text x="${LABEL - 6}" y="${TOP + 8}" text-anchor="end">${most}</text><text x="${LABEL - 6}" y="${TOP + CHART}" text-anchor="end">0</text>`,
    `<path class="filled" d="${path}V${TOP + CHART}H${LABEL}Z"/>`,
    `<line class="wanted" x1="${LABEL}" x2="${units(right)}" y1="${units(y(wanted))}" y2="${units(y(wanted))}"/><text x="${units(right + 6)}" y="${units(y(wanted) + 4)}">${wanted} wanted</text>`,
    isLow ? `<line class="lowest" x1="${LABEL}" x2="${units(right)}" y1="${units(y(minReady))}" y2="${units(y(minReady))}"/><text class="bad" x="${units(right + 6)}" y="${units(lowY + 4)}">${minReady} at the lowest</text>` : '',
    budget === undefined ? '' : `<line class="budget" x1="${LABEL}" x2="${units(right)}" y1="${units(y(budget.desiredHealthy))}" y2="${units(y(budget.desiredHealthy))}"><title>${text(`PodDisruptionBudget ${budget.name} asks for ${budget.desiredHealthy} healthy pods`)}</title></line><text x="${units(right + 6)}" y="${units(budgetY + 4)}">budget keeps ${budget.desiredHealthy}</text>`,
    `<path class="count" d="${path}"/>`,
  ];
}

interface PodGroup {
  readonly heading: string;
  readonly pods: readonly PodTimeline[];
}

/** Old pods first, each group in the order of appearance. */
function podGroups(pods: readonly PodTimeline[]): PodGroup[] {
  const groups = (['old', 'new'] as const).map((revision) => ({ heading: `pods of the ${revision} version`, pods: pods.filter((pod) => pod.revision === revision).sort(byStart) }));
  return groups.filter((group) => group.pods.length > 0);
}

function byStart(a: PodTimeline, b: PodTimeline): number {
  const start = (pod: PodTimeline): number => pod.phases[0]?.fromMs ?? 0;
  const end = (pod: PodTimeline): number => pod.phases.at(-1)?.toMs ?? Number.MAX_SAFE_INTEGER;
  return start(a) - start(b) || end(a) - end(b) || (a.name < b.name ? -1 : 1);
}

/** Whether every old pod was ready before the apply. */
function wereReady(rollout: Rollout): boolean {
  const before = rollout.steps.find(({ note }) => note === 'before');
  return before !== undefined && before.ready >= rollout.pods.filter(({ revision }) => revision === 'old').length;
}

function podRows(groups: readonly PodGroup[], readyBefore: boolean, x: Scale, endMs: number): string[] {
  let top = TOP + CHART;
  return groups.flatMap(({ heading, pods }) => {
    top += HEADING;
    const rows = pods.map((pod, row) => podRow(pod, top + row * ROW, readyBefore, x, endMs));
    const title = `<text class="strong" x="0" y="${top - 4}">${heading}</text>`;
    top += pods.length * ROW;
    return [title, ...rows];
  });
}

function podRow(pod: PodTimeline, top: number, readyBefore: boolean, x: Scale, endMs: number): string {
  const lead = readyBefore && pod.revision === 'old' ? `<rect class="ready old" x="${LABEL}" y="${top + 2}" width="${LEAD}" height="${BAR}"/>` : '';
  const parts = pod.phases.filter(({ phase, fromMs }) => fromMs < endMs && phase !== 'finished').map(({ phase, fromMs, toMs }) => {
    const from = x(fromMs);
    const wide = Math.max(1.5, x(toMs ?? endMs) - from);
    const words = `${pod.name} ${PHASE_WORDS[phase]} from ${formatDuration(fromMs)}${toMs === undefined ? ' on' : ` to ${formatDuration(toMs)}`}`;
    return `<rect class="${phase}${pod.revision === 'old' ? ' old' : ''}" x="${units(from)}" y="${top + 2}" width="${units(wide)}" height="${BAR}"><title>${text(words)}</title></rect>`;
  });
  const lasts = pod.phases.at(-1)?.toMs === undefined;
  const node = pod.node === undefined ? (lasts ? '<tspan class="bad">no node</tspan>' : '') : text(brief(pod.node, 18));
  return `<text x="0" y="${top + 11}">${text(brief(pod.name, 30))}</text>${lead}${parts.join('')}<text x="${WIDTH - RIGHT + 6}" y="${top + 11}">${node}</text>`;
}

/** The end of a name tells pods apart. */
function brief(name: string, most: number): string {
  const characters = [...name];
  return characters.length > most ? `…${characters.slice(1 - most).join('')}` : name;
}

function stopMark(rollout: Rollout, x: Scale, endMs: number, bottom: number): string[] {
  if (rollout.verdict !== 'stalls' || rollout.durationMs > endMs) return [];
  const at = x(rollout.durationMs);
  return [`<line class="stop" x1="${units(at)}" x2="${units(at)}" y1="${TOP - 4}" y2="${bottom}"/><text class="bad" x="${units(at - 4)}" y="${TOP - 5}" text-anchor="end">stops here</text>`];
}

/** When the last pod changed: deadlines that pass long after that would squeeze the drawing. */
function lastChange(rollout: Rollout): number {
  const moments = rollout.pods.flatMap(({ phases }) => phases.flatMap(({ fromMs, toMs }) => [fromMs, toMs ?? 0]));
  return moments.reduce((latest, ms) => Math.max(latest, ms), 0);
}
