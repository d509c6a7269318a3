/** One recorded case that kubeplan does not reproduce. */
export interface Difference {
  readonly id: string;
  readonly text: string;
}

/** What replaying one suite of recordings gave. */
export interface SuiteResult {
  readonly passed: number;
  readonly total: number;
  /** In order of the recordings. */
  readonly differences: readonly Difference[];
  /** Further figures worth a line each (agreement of verdicts alone, cases left out and why, the most frequent differences). */
  readonly notes: readonly string[];
}

/** Which cases to replay; all of them when nothing is asked for. */
export interface SuiteFilter {
  readonly kind?: string;
  /** Part of a case's id or tag. */
  readonly match?: string;
}

/** Replays the recordings in `folder`, whose format is that of the folder of the same name among the recordings. */
export interface Suite {
  readonly name: string;
  /** The folder of the recordings, when it is not called as the suite is. */
  readonly recordings?: string;
  readonly run: (folder: string, filter: SuiteFilter) => Promise<SuiteResult> | SuiteResult;
}
