import type { Decision } from '../scheduler/decision.ts';
import type { NodeScore, SchedulingDecision } from '../scheduling-decision.ts';

/** A decision of the scheduler's core in the words of the simulation's log. */
export function describeDecision(decision: Decision, pod: string, timeMs: number): SchedulingDecision {
  if (decision.kind === 'error') return { timeMs, pod, message: decision.message, nodeReasons: [], scores: [], victims: [] };
  const nodeReasons = [...(decision.statuses ?? [])].map(([node, status]) => ({ node, reasons: status.reasons }));
  if (decision.kind === 'unschedulable') {
    const preemption = decision.preemption;
    const described = { timeMs, pod, message: decision.message, nodeReasons, scores: [], victims: (preemption?.victims ?? []).map(({ key }) => key) };
    return preemption === undefined ? described : { ...described, nominatedNode: preemption.node };
  }
  const { node, candidates } = decision;
  return {
    timeMs,
    pod,
    node,
    oneOf: candidates.length,
    nodeReasons,
    // Few are ever read, and to spell out those of a large cluster costs more than to find them.
    get scores(): readonly NodeScore[] {
      const { plugins = [], nodes = [] } = decision.scores ?? {};
      return nodes.map((scored) => ({ node: scored.node, total: scored.total, plugins: Object.fromEntries(plugins.map((plugin, index) => [plugin, scored.byPlugin[index] ?? 0])) }));
    },
    victims: [],
  };
}
