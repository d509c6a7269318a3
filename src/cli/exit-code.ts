/** The exit codes, fixed from the first release. */
export const EXIT = {
  fine: 0,
  /** Findings at or above `--fail-on`, or a rollout that cannot complete. */
  findings: 1,
  /** Only with `--detailed-exitcode`: nothing wrong, but the plan has changes. */
  changes: 2,
  /** Usage, configuration, or an input that cannot be read. */
  usage: 3,
  /** A bug in kubeplan, or a simulation that hit its limits. */
  internal: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
