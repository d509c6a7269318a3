/**
 * The user asked for something that cannot be done: a wrong flag, a missing file, a configuration that does not hold.
 * Ends the run with exit code 3 and its message, never with a stack trace.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
