import type { Decision } from '../scheduler/decision.ts';
import type { SchedulingDecision } from '../scheduling-decision.ts';

/** A decision of the scheduler's core in the words of the simulation's log. */
export function describeDecision(decision: Decision, pod: string, timeMs: number): SchedulingDecision {
  if (decision.kind === 'error') return { timeMs, pod, message: decision.message, nodeReasons: [], scores: [], victims: [] };
  const nodeReasons = [...(decision.statuses ?? [])].map(([node, status]) => ({ node, reasons: status.reasons }));
  if (decision.kind === 'unschedulable') {
    const preemption = decision.preemption;
    const described = { timeMs, pod, message: decision.message, nodeReasons, scores: [], victims: (preemption?.victims ?? []).map(({ key }) => key) };
    return preemption === undefined ? described : { ...described, nominatedNode: preemption.node };
  }
  const { plugins = [], nodes = [] } = decision.scores ?? {};
  const scores = nodes.map(({ node, total, byPlugin }) => ({ node, total, plugins: Object.fromEntries(plugins.map((plugin, index) => [plugin, byPlugin[index] ?? 0])) }));
  return { timeMs, pod, node: decision.node, oneOf: decision.candidates.length, nodeReasons, scores, victims: [] };
}
