import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import { ApiServer } from './apiserver/api-server.ts';
import { DEFAULT_ADMISSION } from './apiserver/admission/chain.ts';
import { Clock } from './clock.ts';
import type { ComponentContext, StartComponent } from './component.ts';
import { EventLoop } from './kernel/event-loop.ts';
import { Recorder } from './recorder.ts';
import { Store } from './store/store.ts';

/** The parts of a control plane that runs: what a simulation drives and a test looks at. */
export interface Cluster {
  readonly loop: EventLoop;
  readonly clock: Clock;
  readonly store: Store;
  readonly server: ApiServer;
  readonly recorder: Recorder;
  /** Starts one more component, which acts after all others that have something to do at the same time. */
  readonly start: (component: StartComponent) => void;
}

export interface ClusterOptions {
  readonly version: KubernetesVersion;
  readonly startEpochMs: number;
  /** In the order in which they act when several have something to do at the same time. */
  readonly components: readonly StartComponent[];
}

const SYSTEM_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Puts the store, the API server and the components together: the only place where they meet. */
export function createCluster(options: ClusterOptions): Cluster {
  const loop = new EventLoop();
  const clock = new Clock(loop, options.startEpochMs);
  const store = new Store(() => loop.nowMs);
  const server = new ApiServer(store, clock, { version: options.version, admission: DEFAULT_ADMISSION });
  const recorder = new Recorder(() => loop.nowMs);
  let order = 0;
  const start = (component: StartComponent): void => {
    order += 1;
    const context: ComponentContext = { loop, server, recorder, order };
    component(context);
  };
  for (const component of options.components) start(component);
  for (const name of SYSTEM_NAMESPACES) {
    const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'kubernetes.io/metadata.name': name } } };
    server.create(namespace, 'apiserver');
  }
  return { loop, clock, store, server, recorder, start };
}
