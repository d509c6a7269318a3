import type { NodePlacement, NodeResource, PendingPod, Plan } from '../../plan/plan-model.ts';
import { count } from '../../plan/words.ts';
import { placeText } from '../plan-text.ts';
import { list, table, text, units } from './markup.ts';

const BAR = 220;
const MAX_NODES = 200;

/** Nodes as boxes that fill up, and why each pending pod fits none of them. */
export function placementsSection(plan: Plan): string {
  if (plan.placements.length === 0 && plan.pending.length === 0) return '';
  const shown = plan.placements.slice(0, MAX_NODES);
  const hidden = plan.placements.length - shown.length;
  return [
    '<section id="placement"><h2>Placement</h2>',
    ...plan.pending.map(pendingPart),
    ...plan.preemptions.map(({ pod, node, victims }) => `<p class="warning">${text(`${pod} takes the place of ${victims.join(', ')} on ${node}`)}</p>`),
    '<p class="soft">Requests of pods against what a node has to give: before the change (upper bar) and after it (lower bar).</p>',
    `<ul class="nodes">${shown.map(nodeBox).join('\n')}</ul>`,
    hidden > 0 ? `<p class="soft">${count(hidden, 'more node')}</p>` : '',
    '</section>',
  ].join('\n');
}

function pendingPart(pod: PendingPod): string {
  const place = placeText(pod.place);
  const rows = pod.nodes.map(({ node, reasons }) => [text(node), list(reasons.map(text))]);
  return [
    `<h3 class="error">${text(`${count(pod.pods, 'pod')} of ${pod.workload} ${pod.pods === 1 ? 'stays' : 'stay'} pending`)}</h3>`,
    `<p class="mono">${text(pod.message)}</p>`,
    pod.closest === undefined ? '' : `<p>Closest: <strong>${text(pod.closest.node)}</strong>, ${text(pod.closest.lacks)}${pod.advice === undefined ? '' : ` (${text(pod.advice)})`}${place === '' ? '' : ` <code>${text(place)}</code>`}</p>`,
    rows.length === 0 ? '' : `<details><summary>Why each node does not take ${text(pod.workload)}</summary>${table(`Why each node does not take ${pod.workload}`, ['node', 'reasons'], rows)}</details>`,
  ].join('\n');
}

function nodeBox(node: NodePlacement): string {
  const workloads = node.workloads.map(({ workload, before, after }) => `${text(workload)} ${before === after ? String(after) : `<del>${before}</del> <ins>${after}</ins>`}`);
  const zone = node.zone === undefined ? '' : ` <small>${text(node.zone)}</small>`;
  return `<li><h3>${text(node.node)}${zone}</h3>${node.resources.map((resource) => resourceBar(node, resource)).join('')}${list(workloads)}</li>`;
}

function resourceBar(node: NodePlacement, resource: NodeResource): string {
  const words = `${resource.resource} of ${node.node}: ${resource.before} before, ${resource.after} after, of ${resource.allocatable}`;
  const bar = (percent: number, y: number, className: string): string => `<rect class="${className}" x="0" y="${y}" width="${units((Math.min(100, percent) * BAR) / 100)}" height="7"/>`;
  return [
    `<div><small>${text(resource.resource)} ${resource.percentBefore} % → ${resource.percentAfter} %</small>`,
    `<svg viewBox="0 0 ${BAR} 18" width="${BAR}" height="18" role="img" aria-label="${text(words)}"><rect x="0.5" y="0.5" width="${BAR - 1}" height="17" fill="none" class="axis"/>${bar(resource.percentBefore, 1.5, 'terminating')}${bar(resource.percentAfter, 9.5, resource.percentAfter > 100 ? 'unready' : 'ready')}</svg></div>`,
  ].join('');
}
