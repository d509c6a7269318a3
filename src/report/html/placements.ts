import type { NodePlacement, NodeResource, PendingPod, Plan } from '../../plan/plan-model.ts';
import { count, listed } from '../../plan/words.ts';
import { nodesByReason, placeText, skewText, spreadKeyText, toldSpreads } from '../plan-text.ts';
import { list, table, text, units } from './markup.ts';

const BAR = 160;
const MAX_NODES = 120;
/** More pods than this of one workload on one node are a number only. */
const MAX_SQUARES = 20;
const NODES_NAMED = 12;

/** Why each pending pod fits no node, then the nodes as boxes that fill up. */
export function placementsSection(plan: Plan): string {
  if (plan.placements.length === 0 && plan.pending.length === 0) return '';
  const movedFirst = [...plan.placements].sort((a, b) => Number(moves(b)) - Number(moves(a)));
  const shown = movedFirst.slice(0, MAX_NODES);
  const hidden = plan.placements.length - shown.length;
  return [
    '<section id="placement"><h2>Where pods run</h2>',
    ...plan.pending.map(pendingPart),
    ...plan.preemptions.map(({ pod, node, victims }) => `<p class="warning">▲ ${text(`${pod} takes the place of ${victims.join(', ')} on ${node}`)}</p>`),
    plan.placements.length === 0 ? '' : LEGEND,
    `<ul class="nodes">${shown.map(nodeBox).join('\n')}</ul>`,
    spreadPart(plan),
    hidden > 0 ? `<p class="soft">${count(hidden, 'more node')}, ${plan.placements.filter(moves).length > MAX_NODES ? 'some of which change too' : 'all as before'}</p>` : '',
    '</section>',
  ].join('\n');
}

function spreadPart(plan: Plan): string {
  const spreads = toldSpreads(plan);
  if (spreads.length === 0) return '';
  const rows = spreads.map((spread) => [text(spread.workload), text(spreadKeyText(spread)), spread.domains.map(({ domain, before, after }) => `${text(domain)} ${before === after ? String(after) : `<span class="moved">${before} → ${after}</span>`}`).join(' · '), text(skewText(spread).replace(/^skew /, ''))]);
  return `<h3>Spread</h3>${table('How the pods of each workload are spread', ['workload', 'by', 'pods', 'skew'], rows)}`;
}

const LEGEND = `<ul class="legend" aria-label="What the boxes mean"><li>${square('kept')} pod that stays</li><li>${square('added')} pod that comes</li><li>${square('gone')} pod that leaves</li><li><svg width="34" height="12" aria-hidden="true"><rect class="frame" x="0.5" y="1.5" width="33" height="9"/><rect class="use" x="1" y="2" width="24" height="8"/><line class="mark" x1="15" x2="15" y1="0" y2="12"/></svg> requested by pods after the change, of what the node has to give; the mark is where it was before</li></ul>`;

function moves(node: NodePlacement): boolean {
  return node.workloads.some(({ before, after }) => before !== after) || node.resources.some(({ before, after }) => before !== after);
}

function pendingPart(pod: PendingPod): string {
  const place = placeText(pod.place);
  const caption = `Why each node does not take ${pod.workload}`;
  return [
    '<div class="card error-card">',
    `<h3 class="error">✖ ${text(`${count(pod.pods, 'pod')} of ${pod.workload} ${pod.pods === 1 ? 'stays' : 'stay'} pending`)}${place === '' ? '' : ` <small><code>${text(place)}</code></small>`}</h3>`,
    pod.closest === undefined ? '' : `<p>The node that comes closest is <strong>${text(pod.closest.node)}</strong>: ${text(pod.closest.lacks)}.</p>`,
    pod.advice === undefined ? '' : `<p>${text(`${pod.advice.charAt(0).toUpperCase()}${pod.advice.slice(1)}`)}.</p>`,
    `<p class="soft">The scheduler says:</p><blockquote class="mono">${text(pod.message)}</blockquote>`,
    pod.nodes.length === 0 ? '' : `<details${pod.nodes.length <= NODES_NAMED ? ' open' : ''}><summary>${text(caption)}</summary>${table(caption, ['why not', 'nodes'], nodesByReason(pod).map(([reasons, nodes]) => [text(reasons), text(listed(nodes, NODES_NAMED))]))}</details>`,
    '</div>',
  ].join('\n');
}

function nodeBox(node: NodePlacement): string {
  const zone = node.zone === undefined ? '' : ` <small>${text(node.zone)}</small>`;
  const pods = node.workloads.map(({ workload, before, after }) => {
    const words = before === after ? String(after) : `<span class="moved">${before} → ${after}</span>`;
    return `${text(workload)} ${words} ${squares(before, after)}`;
  });
  return `<li><h3>${text(node.node)}${zone}</h3>${node.resources.map((resource) => resourceBar(node, resource)).join('')}${pods.length === 0 ? '<p class="soft">no pods</p>' : list(pods, 'pods')}</li>`;
}

function squares(before: number, after: number): string {
  const kept = Math.min(before, after);
  if (Math.max(before, after) > MAX_SQUARES) return '';
  return `<span class="squares">${square('kept').repeat(kept)}${square('added').repeat(after - kept)}${square('gone').repeat(before - kept)}</span>`;
}

function square(className: string): string {
  return `<svg class="square" width="12" height="12" aria-hidden="true"><rect class="pod-${className}" x="1.5" y="1.5" width="9" height="9" rx="1.5"/></svg>`;
}

function resourceBar(node: NodePlacement, resource: NodeResource): string {
  const words = `${resource.resource} of ${node.node}: ${resource.before} requested before, ${resource.after} after, of ${resource.allocatable}`;
  const at = (percent: number): number => (Math.min(100, Math.max(0, percent)) * BAR) / 100;
  const mark = units(Math.min(BAR - 1, Math.max(1, at(resource.percentBefore))));
  return [
    `<div class="resource"><span>${text(resource.resource)}</span>`,
    `<svg viewBox="0 0 ${BAR} 14" width="${BAR}" height="14" role="img" aria-label="${text(words)}"><rect class="frame" x="0.5" y="2.5" width="${BAR - 1}" height="9"/><rect class="${resource.percentAfter > 100 ? 'over' : 'use'}" x="1" y="3" width="${units(at(resource.percentAfter))}" height="8"/><line class="mark" x1="${mark}" x2="${mark}" y1="0" y2="14"/></svg>`,
    `<span>${resource.percentBefore === resource.percentAfter ? `${resource.percentAfter} %` : `${resource.percentBefore} → ${resource.percentAfter} %`}</span></div>`,
  ].join('');
}
