import type { KubeObject } from '../../api/object.ts';

/** One write to the store. Objects are never changed in place, so entries keep what was true then. */
export interface LogEntry {
  readonly timeMs: number;
  /** 0, 1, 2 … in the order of writes. */
  readonly sequence: number;
  readonly verb: 'created' | 'updated' | 'deleted';
  /** The component that asked for it: `user`, `deployment-controller`, `kubelet` … */
  readonly by: string;
  /** After the write; for `deleted` the last state. */
  readonly object: KubeObject;
  /** Before the write; absent for `created`. */
  readonly previous?: KubeObject;
}
