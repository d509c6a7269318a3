import type { RunOutcome } from '../sim/run.ts';
import { DEFAULT_LIMITS, type SimulationLimits } from '../sim/simulation-options.ts';
import { formatDuration } from './duration.ts';

/** Which limit ended the simulation before it settled: `more than 60,000 objects`. */
export function stopWords(reason: RunOutcome['stoppedBecause'], limits: SimulationLimits | undefined): string {
  const { maxDurationMs, maxEvents, maxObjects } = { ...DEFAULT_LIMITS, ...limits };
  switch (reason) {
    case 'objects':
      return `more than ${grouped(maxObjects)} objects`;
    case 'events':
      return `more than ${grouped(maxEvents)} steps`;
    case 'duration':
      return `not settled after ${formatDuration(maxDurationMs)}`;
    case 'settled':
    case 'time':
      return 'stopped early';
  }
}

function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
