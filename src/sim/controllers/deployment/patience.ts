import type { Deployment } from '../../objects.ts';

/** Times that a Deployment may come back to where it has been before a run stops waiting for its deadline. */
const FLAPS = 3;

interface Reached {
  readonly generation: number;
  readonly lastUpdateTime: string | undefined;
  /** The most that were ever updated, ready and available, and the fewest old ones, as negative number. */
  readonly best: readonly number[];
  readonly flaps: number;
}

/**
 * Whether a run that waits for everything to settle should wait for the progress deadline of a Deployment. Every rise of ready pods counts as progress
 * and moves the deadline on, so pods that become ready and crash for ever would keep the run waiting for ever. Changes what is waited for, not what happens.
 */
export class ProgressPatience {
  readonly #reached = new Map<string, Reached>();

  /** Asked after each sync. */
  isWorthWaiting(deployment: Deployment): boolean {
    const uid = deployment.metadata.uid ?? '';
    const { status } = deployment;
    const generation = deployment.metadata.generation ?? 0;
    const lastUpdateTime = status?.conditions?.find(({ type }) => type === 'Progressing')?.lastUpdateTime;
    const now = [status?.updatedReplicas ?? 0, status?.readyReplicas ?? 0, status?.availableReplicas ?? 0, (status?.updatedReplicas ?? 0) - (status?.replicas ?? 0)];
    const known = this.#reached.get(uid);
    const isNew = known === undefined || known.generation !== generation || now.some((value, index) => value > (known.best[index] ?? 0));
    const flaps = isNew ? 0 : known.flaps + (known.lastUpdateTime === lastUpdateTime ? 0 : 1);
    const best = known === undefined || known.generation !== generation ? now : now.map((value, index) => Math.max(value, known.best[index] ?? 0));
    this.#reached.set(uid, { generation, lastUpdateTime, best, flaps });
    return flaps < FLAPS;
  }

  forget(uid: string): void {
    this.#reached.delete(uid);
  }
}
