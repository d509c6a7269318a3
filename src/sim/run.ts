export interface RunOptions {
  /** Run up to this time (absolute, inclusive) even when everything has settled. Without it the run ends when everything has settled. */
  readonly untilMs?: number;
  /** The same, counted from now. */
  readonly forMs?: number;
}

export interface RunOutcome {
  /** Nothing is left to do but what waits for a point in time beyond `untilMs`, or for ever (CronJobs, lease renewals, back-off of what cannot succeed). */
  readonly settled: boolean;
  /** False when a limit ended the run before it settled: the result is not the whole truth (exit code 4). */
  readonly complete: boolean;
  readonly stoppedBecause: 'settled' | 'time' | 'events' | 'objects' | 'duration';
  readonly endedAtMs: number;
}
