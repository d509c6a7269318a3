import type { ApiServer } from './apiserver/api-server.ts';
import { Client } from './apiserver/client.ts';
import type { EventLoop } from './kernel/event-loop.ts';
import { WorkQueue } from './kernel/work-queue.ts';
import { mayLetPodsThrough, ADMISSION_KINDS } from './quota/relief.ts';
import type { Recorder } from './recorder.ts';

/** What every component of the control plane is given by the composition root. */
export interface ComponentContext {
  readonly loop: EventLoop;
  readonly server: ApiServer;
  readonly recorder: Recorder;
  /** The rank of this component among those that have something to do at the same time. */
  readonly order: number;
}

/** Connects a component to the API server: from then on it acts whenever what it watches changes. */
export type StartComponent = (context: ComponentContext) => void;

/** What a reconcile says about its key: done (undefined), or failed and to be repeated with a delay that doubles. */
export type ReconcileResult = { readonly failed: string } | undefined;

/**
 * The work queue of a controller: keys that fail are repeated with back-off, keys that succeed start afresh. A run that has given up on a failing key
 * waits for its next try after all once what refused its pods has changed; that does not bring the try forward, in the real thing neither.
 */
export function reconcileQueue(context: ComponentContext, reconcile: (key: string, queue: WorkQueue) => ReconcileResult): WorkQueue {
  const queue: WorkQueue = new WorkQueue(context.loop, context.order, (key) => {
    if (reconcile(key, queue) === undefined) queue.forget(key);
    else queue.addRateLimited(key);
  });
  for (const kind of ADMISSION_KINDS) {
    context.server.store.watch(kind, ({ object, previous }) => {
      const failing = queue.failing();
      if (failing.length === 0 || !mayLetPodsThrough(object, previous)) return;
      const namespace = kind === 'Namespace' ? object.metadata.name : object.metadata.namespace;
      for (const key of failing) if (key.startsWith(`${namespace ?? ''}/`)) queue.waitFor(key);
    });
  }
  return queue;
}

export function clientOf(context: ComponentContext, by: string): Client {
  return new Client(context.server, by);
}
