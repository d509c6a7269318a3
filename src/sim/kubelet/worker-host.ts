import type { PodCondition } from '../../api/types/core-v1.ts';
import type { Client } from '../apiserver/client.ts';
import type { EventLoop } from '../kernel/event-loop.ts';
import type { Recorder } from '../recorder.ts';
import type { UseSource } from '../use-source.ts';
import type { NodeImages } from './node-images.ts';

/** Which pod on which node a worker looks after. */
export interface WorkerIdentity {
  readonly uid: string;
  readonly node: string;
}

/** What the workers of all pods share. */
export interface WorkerHost {
  readonly loop: EventLoop;
  readonly order: number;
  readonly client: Client;
  readonly recorder: Recorder;
  readonly images: NodeImages;
  /** The worker still stands for its pod, and its node is there. */
  readonly isActing: (worker: WorkerIdentity) => boolean;
  readonly use: UseSource;
  /** A container of the node uses more or less than before. */
  readonly onUse: (node: string) => void;
  readonly nextAddress: () => string;
}

/** Why a node ends a pod by itself, as its status shows it. */
export interface PodFailure {
  readonly reason: string;
  readonly message: string;
  readonly condition?: PodCondition;
}
