import type { KubeObject } from '../api/object.ts';
import type { LogEntry as Entry } from './kernel/log.ts';

/** One write to the simulated cluster's store. */
export type LogEntry = Entry<KubeObject>;
