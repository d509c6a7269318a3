import type { Suite } from '../suite.ts';

/** The suites in the order in which they are run. */
export const SUITES: readonly Suite[] = [];
