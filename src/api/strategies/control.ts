import type { Strategy } from '../strategy.ts';

/** Admission policies and webhooks, custom resource definitions, dynamic resource allocation, flow control, certificates, API services. */
export const controlStrategies: readonly Strategy[] = [];
