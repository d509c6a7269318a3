import { formatDuration } from '../../plan/duration.ts';
import type { Plan, ServiceTimeline } from '../../plan/plan-model.ts';
import { count } from '../../plan/words.ts';
import { identifier, table, text } from './markup.ts';
import { stepPath, type Scale } from './step-chart.ts';

const WIDTH = 300;
const HEIGHT = 47;
const LEAD = 20;

/** Ready endpoints over time of the Services whose number moves; the others are counted. */
export function servicesSection(plan: Plan): string {
  const moved = plan.services.filter(moves);
  if (moved.length === 0) return '';
  const endMs = 1.05 * Math.max(1000, ...moved.map(({ points }) => points.at(-1)?.atMs ?? 0), ...plan.rollouts.map(({ durationMs }) => durationMs));
  const rows = moved.map((service, index) => [text(service.service), String(service.before), String(service.minReady), String(service.after), lossText(service), serviceDrawing(service, index, endMs)]);
  const still = plan.services.length - moved.length;
  return [
    '<section id="services"><h2>Services</h2>',
    '<p class="soft">How many pods answer behind each Service, before, during and after the change.</p>',
    table('Ready endpoints of Services', ['Service', 'before', 'lowest', 'after', 'meaning', 'over time'], rows, 'numbers'),
    still > 0 ? `<p class="soft">${count(still, 'other Service')} ${still === 1 ? 'keeps its' : 'keep their'} endpoints throughout</p>` : '',
    '</section>',
  ].join('\n');
}

function moves({ before, after, minReady, withoutEndpointsMs, points }: ServiceTimeline): boolean {
  return after !== before || minReady !== before || withoutEndpointsMs > 0 || points.length > 1;
}

function lossText({ before, after, minReady, withoutEndpointsMs }: ServiceTimeline): string {
  if (withoutEndpointsMs > 0) return `<span class="error">✖ nothing answers for ${formatDuration(withoutEndpointsMs)}</span>`;
  if (before > 0 && after === 0) return '<span class="error">✖ nothing answers any more</span>';
  if (before === 0) return after > 0 ? '<span class="fine">✔ begins to answer</span>' : '<span class="warning">▲ nothing answers</span>';
  if (after < before) return `<span class="warning">▲ ${before - after} fewer than before</span>`;
  return minReady < before ? `<span class="soft">down by ${before - minReady} for a while</span>` : '<span class="fine">✔ never fewer</span>';
}

function serviceDrawing(service: ServiceTimeline, index: number, endMs: number): string {
  const most = Math.max(1, service.before, ...service.points.map(({ ready }) => ready));
  const title = identifier('service-title', index);
  const x: Scale = (ms) => LEAD + (Math.min(ms, endMs) / endMs) * (WIDTH - LEAD);
  const y: Scale = (ready) => HEIGHT - 17 - (ready / most) * (HEIGHT - 21);
  const path = stepPath(service.before, service.points.map(({ atMs, ready }) => ({ atMs, value: ready })), 0, x, y, endMs);
  const said = service.points.map(({ atMs, ready }) => `${ready} at ${formatDuration(atMs)}`).join(', ');
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="${title}">`,
    `<title id="${title}">${text(`Ready endpoints of ${service.service}: ${service.before} before, ${said}`)}</title>`,
    `<path class="filled" d="${path}V${y(0)}H0Z"/><line class="axis" x1="${LEAD}" x2="${LEAD}" y1="0" y2="${HEIGHT - 15}"/><path class="count" d="${path}"/>`,
    `<text x="${LEAD}" y="${HEIGHT - 4}">apply</text><text x="${WIDTH}" y="${HEIGHT - 4}" text-anchor="end">${formatDuration(endMs)}</text></svg>`,
  ].join('');
}
