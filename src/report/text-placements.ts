import type { NodePlacement, NodeResource, Plan } from '../plan/plan-model.ts';
import { count } from '../plan/words.ts';
import { nodesByReason, placeText, spreadText, toldSpreads } from './plan-text.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions } from './render-options.ts';
import { columnsOf, hang, padEnd, padStart } from './text-layout.ts';
import { textStyle } from './text-style.ts';

const NODES_SHOWN = 12;

/** Nodes with their use and the pods that move, then the pods that no node takes. Empty when no nodes are known. */
export function placementLines(plan: Plan, options: RenderOptions, width: number): string[] {
  const style = textStyle(options.colour ?? false);
  const lines: string[] = [];
  const shown = options.verbosity === 'verbose' ? plan.placements : plan.placements.filter(moves).slice(0, NODES_SHOWN);
  if (shown.length > 0) {
    lines.push(`${style.bold('Placement')}${style.dim('  requests of allocatable, before → after')}`);
    lines.push(...nodeRows(shown, width));
  }
  const hidden = plan.placements.length - shown.length;
  if (hidden > 0 && shown.length > 0) lines.push(style.dim(`  ${count(hidden, 'other node')}`));
  lines.push(...spreadRows(plan, width, style.dim));
  for (const pod of plan.pending) {
    lines.push(...hang('  ✖ ', printableLine(`${count(pod.pods, 'pod')} of ${pod.workload} ${pod.pods === 1 ? 'stays' : 'stay'} pending`), width).map(style.severity.error));
    lines.push(...hang('      ', printableLine(pod.message), width));
    const closest = pod.closest === undefined ? '' : `closest: ${pod.closest.node}, ${pod.closest.lacks}`;
    const place = pod.place === undefined ? '' : placeText(pod.place);
    const detail = [closest, pod.advice ?? '', place].filter((part) => part !== '').join(' · ');
    if (detail !== '') lines.push(...hang('      ', printableLine(detail), width).map(style.dim));
    if (options.verbosity === 'verbose') lines.push(...nodesByReason(pod).flatMap(([reasons, nodes]) => hang('      ', printableLine(`${reasons}: ${nodes.join(', ')}`), width)).map(style.dim));
  }
  for (const preemption of plan.preemptions) {
    lines.push(...hang('  ', printableLine(`${preemption.pod} takes the place of ${preemption.victims.join(', ')} on ${preemption.node}`), width).map(style.severity.warning));
  }
  return lines.length === 0 ? [] : [...lines, ''];
}

function spreadRows(plan: Plan, width: number, dim: (text: string) => string): string[] {
  return toldSpreads(plan).flatMap((spread) => hang('  ', printableLine(spreadText(spread)), width).map(dim));
}

/** A node is shown when something about it changes. */
function moves(node: NodePlacement): boolean {
  return node.workloads.some(({ before, after }) => before !== after) || node.resources.some(({ before, after }) => before !== after);
}

/** Names that are longer get a line of their own. */
const MAX_NAME_COLUMNS = 24;

function nodeRows(nodes: readonly NodePlacement[], width: number): string[] {
  const nameOf = ({ node, zone }: NodePlacement): string => printableLine(zone === undefined ? node : `${node} (${zone})`);
  const names = Math.min(MAX_NAME_COLUMNS, Math.max(...nodes.map((node) => columnsOf(nameOf(node)))));
  return nodes.flatMap((node) => {
    const name = nameOf(node);
    const shares = node.resources.filter(({ resource }) => resource === 'cpu' || resource === 'memory').map(shareText);
    const head = columnsOf(name) <= names ? [`  ${padEnd(name, names)}  ${shares.join('  ')}`.trimEnd()] : [...hang('  ', name, width), `${' '.repeat(names + 4)}${shares.join('  ')}`.trimEnd()];
    if (head.some((line) => columnsOf(line) > width)) head.splice(0, head.length, ...hang('  ', name, width), ...shares.map((share) => `      ${share}`));
    const pods = node.workloads.filter(({ before, after }) => before !== after).map(({ workload, before, after }) => `${workload} ${before} → ${after}`).join(', ');
    if (pods === '') return head;
    const text = printableLine(pods);
    const last = head.pop() ?? '';
    if (columnsOf(last) + 3 + columnsOf(text) <= width) return [...head, `${last}   ${text}`];
    return [...head, last, ...hang('      ', text, width)];
  });
}

function shareText(resource: NodeResource): string {
  return `${resource.resource} ${padStart(String(resource.percentBefore), 3)} % → ${padStart(String(resource.percentAfter), 3)} %`;
}
