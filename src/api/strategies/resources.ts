import type { Strategy } from '../strategy.ts';

/** Configuration, services, storage, networking, access, quota, scaling and disruption. */
export const resourceStrategies: readonly Strategy[] = [];
