/** One write to the store. Objects are never changed in place, so entries keep what was true then. */
export interface LogEntry<T> {
  readonly timeMs: number;
  /** 0, 1, 2 … in the order of writes. */
  readonly sequence: number;
  readonly verb: 'created' | 'updated' | 'deleted';
  /** The component that asked for it: `user`, `deployment-controller`, `kubelet` … */
  readonly by: string;
  /** After the write; for `deleted` the last state. */
  readonly object: T;
  /** Before the write; absent for `created`. */
  readonly previous?: T;
}
