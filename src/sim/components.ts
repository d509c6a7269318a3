import type { StartComponent } from './component.ts';
import { startDeploymentController } from './controllers/deployment/controller.ts';
import { startDisruptionController } from './controllers/disruption/controller.ts';
import { startEndpointSliceController } from './controllers/endpoint-slice/controller.ts';
import { startReplicaSetController, startReplicationController } from './controllers/replica-set/controller.ts';
import { startResourceQuotaController } from './controllers/resource-quota/controller.ts';

/**
 * The controllers of kube-controller-manager in the order in which they act when several have something to do at the same time: what
 * only counts comes first, then those that make pods, then those that make them make pods.
 */
export const CONTROLLERS: readonly StartComponent[] = [
  startResourceQuotaController,
  startDisruptionController,
  startEndpointSliceController,
  startReplicaSetController,
  startReplicationController,
  startDeploymentController,
];
