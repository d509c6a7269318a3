import { formatDuration } from '../../plan/duration.ts';
import type { Plan, PodTimeline, Rollout, ServiceTimeline } from '../../plan/plan-model.ts';
import { objectText, quotaPeaks, quotaText } from '../plan-text.ts';
import { verdictText } from '../text-rollouts.ts';
import { identifier, table, text, units } from './markup.ts';

const WIDTH = 860;
const LABEL = 150;
const ROW = 12;
const CHART = 70;
const TICKS = 6;
/** More pods than this are drawn as a line only. */
const MAX_BARS = 80;

/** Each rollout as bars of pods over time with a line of ready pods, and as a table of its steps. */
export function rolloutsSection(plan: Plan): string {
  const moving = plan.rollouts.filter(({ pods, steps }) => pods.length > 0 || steps.length > 0);
  if (moving.length === 0) return '';
  return ['<section id="rollouts"><h2>Rollouts</h2>', LEGEND, ...moving.map(rolloutPart), ...quotaPart(plan), '</section>'].join('\n');
}

const LEGEND = `<ul class="legend">${[
  ['ready old', 'ready, old'],
  ['ready', 'ready, new'],
  ['starting', 'starting'],
  ['pending', 'pending'],
  ['unready', 'running, not ready'],
  ['terminating', 'terminating'],
].map(([className = '', name = '']) => `<li><svg width="14" height="12" aria-hidden="true"><rect class="${className}" x="1" y="1" width="12" height="10"/></svg> ${name}</li>`).join('')}</ul>`;

function quotaPart(plan: Plan): string[] {
  const quotas = quotaPeaks(plan);
  return quotas.length === 0 ? [] : ['<h3>Quotas</h3>', ...quotas.map((quota) => `<p class="${quota.exceeded ? 'error' : 'soft'}">${text(quotaText(quota))}</p>`)];
}

function rolloutPart(rollout: Rollout, index: number): string {
  const tone = rollout.verdict === 'completes' ? 'fine' : rollout.verdict === 'stalls' ? 'error' : 'warning';
  const rows = rollout.steps.map((step) => [formatDuration(step.atMs), String(step.old), String(step.new), String(step.ready), String(step.available), String(step.live), text(step.note ?? '')]);
  return [
    `<h3>${text(objectText(rollout.object))}</h3>`,
    `<p><span class="${tone}">${text(verdictText(rollout))}</span> <span class="soft">${text(rollout.strategy)}</span></p>`,
    rolloutDrawing(rollout, index),
    `<details><summary>Steps of ${text(objectText(rollout.object))}</summary>`,
    table(`Steps of ${objectText(rollout.object)}`, ['time', 'old', 'new', 'ready', 'available', 'pods', 'what happens'], rows, 'numbers'),
    '</details>',
  ].join('\n');
}

function rolloutDrawing(rollout: Rollout, index: number): string {
  const pods = rollout.pods.length > MAX_BARS ? [] : [...rollout.pods].sort(byStart);
  const endMs = Math.max(1000, lastChange(rollout) * 1.06);
  const height = CHART + 24 + pods.length * ROW + 20;
  const x = (ms: number): number => LABEL + (Math.min(ms, endMs) / endMs) * (WIDTH - LABEL - 10);
  const most = Math.max(1, rollout.maxLive, rollout.replicasAfter, rollout.replicasBefore);
  const y = (count: number): number => 8 + CHART - (count / most) * CHART;
  const [title, description] = [identifier('rollout-title', index), identifier('rollout-text', index)];
  const bars = pods.map((pod, row) => podBar(pod, CHART + 24 + row * ROW, x, endMs));
  const bottom = CHART + 24 + pods.length * ROW;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="${title} ${description}">`,
    `<title id="${title}">Rollout of ${text(objectText(rollout.object))} over time</title>`,
    `<desc id="${description}">${text(`${verdictText(rollout)}. ${rollout.steps.map((step) => `At ${formatDuration(step.atMs)}: ${step.old} old, ${step.new} new, ${step.ready} ready.`).join(' ')}`)}</desc>`,
    ...ticks(endMs).map((ms) => `<line class="axis" x1="${units(x(ms))}" x2="${units(x(ms))}" y1="8" y2="${bottom}"/><text x="${units(x(ms))}" y="${bottom + 14}" text-anchor="middle">${formatDuration(ms)}</text>`),
    `<text x="0" y="18">ready pods</text><text x="${LABEL - 6}" y="${units(y(most) + 4)}" text-anchor="end">${most}</text><text x="${LABEL - 6}" y="${units(y(0))}" text-anchor="end">0</text>`,
    `<line class="wanted" x1="${LABEL}" x2="${WIDTH - 10}" y1="${units(y(rollout.replicasAfter))}" y2="${units(y(rollout.replicasAfter))}"><title>${rollout.replicasAfter} wanted</title></line>`,
    `<path class="count" d="${stepPath(rollout.steps.map(({ atMs, ready }) => ({ atMs, value: ready })), x, y, endMs)}"/>`,
    ...bars,
    '</svg>',
  ].join('\n');
}

function podBar(pod: PodTimeline, top: number, x: (ms: number) => number, endMs: number): string {
  const parts = pod.phases.filter(({ fromMs }) => fromMs < endMs).map(({ phase, fromMs, toMs }) => {
    const [from, to] = [x(fromMs), x(toMs ?? endMs)];
    const words = `${pod.name}: ${phase} from ${formatDuration(fromMs)}${toMs === undefined ? '' : ` to ${formatDuration(toMs)}`}${pod.node === undefined ? '' : ` on ${pod.node}`}`;
    return `<rect class="${phase}${pod.revision === 'old' ? ' old' : ''}" x="${units(from)}" y="${top}" width="${units(Math.max(1, to - from))}" height="${ROW - 3}"><title>${text(words)}</title></rect>`;
  });
  const shown = pod.name.length > 22 ? `…${pod.name.slice(-21)}` : pod.name;
  return `<text x="0" y="${top + 8}">${text(shown)}</text>${parts.join('')}`;
}

function byStart(a: PodTimeline, b: PodTimeline): number {
  const start = (pod: PodTimeline): number => pod.phases[0]?.fromMs ?? 0;
  return (a.revision === b.revision ? 0 : a.revision === 'old' ? -1 : 1) || start(a) - start(b) || (a.name < b.name ? -1 : 1);
}

/** When the last pod changed: deadlines that pass long after that would squeeze the drawing. */
function lastChange(rollout: Rollout): number {
  const moments = rollout.pods.flatMap(({ phases }) => phases.flatMap(({ fromMs, toMs }) => [fromMs, toMs ?? 0]));
  return moments.reduce((latest, ms) => Math.max(latest, ms), 0);
}

function ticks(endMs: number): number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400];
  const step = (steps.find((seconds) => endMs / 1000 / seconds <= TICKS) ?? 86400) * 1000;
  return [...Array(Math.floor(endMs / step) + 1).keys()].map((index) => index * step);
}

function stepPath(points: readonly { readonly atMs: number; readonly value: number }[], x: (ms: number) => number, y: (value: number) => number, endMs: number): string {
  const parts = points.filter(({ atMs }) => atMs <= endMs).map(({ atMs, value }, index) => (index === 0 ? `M${units(x(0))} ${units(y(value))}H${units(x(atMs))}` : `H${units(x(atMs))}V${units(y(value))}`));
  return `${parts.join('')}H${units(x(endMs))}`;
}

/** Ready endpoints of the Services whose number moved. */
export function servicesSection(plan: Plan): string {
  const moved = plan.services.filter(({ points }) => points.length > 1);
  if (moved.length === 0) return '';
  const rows = moved.map((service, index) => [
    text(service.service),
    String(service.before),
    String(service.minReady),
    String(service.after),
    service.withoutEndpointsMs > 0 ? `<span class="error">none for ${formatDuration(service.withoutEndpointsMs)}</span>` : '',
    serviceDrawing(service, index),
  ]);
  return `<section id="services"><h2>Services</h2>\n${table('Ready endpoints of Services', ['Service', 'before', 'lowest', 'after', 'gaps', 'over time'], rows, 'numbers')}\n</section>`;
}

function serviceDrawing(service: ServiceTimeline, index: number): string {
  const endMs = Math.max(1000, (service.points.at(-1)?.atMs ?? 0) * 1.1);
  const most = Math.max(1, ...service.points.map(({ ready }) => ready));
  const title = identifier('service-title', index);
  const path = stepPath(service.points.map(({ atMs, ready }) => ({ atMs, value: ready })), (ms) => (ms / endMs) * 260, (count) => 32 - (count / most) * 28, endMs);
  const said = service.points.map(({ atMs, ready }) => `${ready} at ${formatDuration(atMs)}`).join(', ');
  return `<svg viewBox="0 0 260 36" width="260" height="36" role="img" aria-labelledby="${title}"><title id="${title}">${text(`Ready endpoints of ${service.service}: ${said}`)}</title><path class="count" d="${path}"/></svg>`;
}
