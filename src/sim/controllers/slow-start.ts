/** The most that one sync of a controller creates or deletes (BurstReplicas in pkg/controller/replicaset and statefulset, v1.36). */
export const BURST_REPLICAS = 500;

/**
 * Calls `act` for 0, 1, … in batches of 1, 2, 4 …, and ends after the batch in which a call failed (slowStartBatch in
 * pkg/controller/replicaset/replica_set.go). Returns how many succeeded and the first failure.
 */
export function slowStartBatch(count: number, act: (index: number) => string | undefined): { readonly succeeded: number; readonly failure: string | undefined } {
  let succeeded = 0;
  let next = 0;
  for (let size = Math.min(count, 1); size > 0; size = Math.min(2 * size, count - next)) {
    let failure: string | undefined;
    for (let index = 0; index < size; index += 1) {
      const failed = act(next);
      next += 1;
      if (failed === undefined) succeeded += 1;
      else failure ??= failed;
    }
    if (failure !== undefined) return { succeeded, failure };
  }
  return { succeeded, failure: undefined };
}
