import type { RequestContext } from '../schema/request.ts';

/** The admission of the recorded server, over the objects that existed while it was recorded. */
export function recordedCluster(_folder: string): NonNullable<RequestContext['admit']> {
  return () => undefined;
}
