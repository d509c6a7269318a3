import type { Strategy } from '../strategy.ts';

/** Pod, PodTemplate, ReplicationController, and the kinds of `apps` and `batch`. */
export const workloadStrategies: readonly Strategy[] = [];
