import type { StartComponent } from './component.ts';
import { startDaemonSetController } from './controllers/daemon-set/controller.ts';
import { startDeploymentController } from './controllers/deployment/controller.ts';
import { startDisruptionController } from './controllers/disruption/controller.ts';
import { startEndpointSliceController } from './controllers/endpoint-slice/controller.ts';
import { startGarbageCollector } from './controllers/garbage-collector/controller.ts';
import { startJobController } from './controllers/job/controller.ts';
import { startNamespaceController } from './controllers/namespace/controller.ts';
import { startClaimProtectionController } from './controllers/persistent-volume/claim-protection.ts';
import { startPersistentVolumeController } from './controllers/persistent-volume/controller.ts';
import { startReplicaSetController, startReplicationController } from './controllers/replica-set/controller.ts';
import { startResourceQuotaController } from './controllers/resource-quota/controller.ts';
import { startServiceAccountController } from './controllers/service-account/controller.ts';
import { startStatefulSetController } from './controllers/stateful-set/controller.ts';

/**
 * The controllers of kube-controller-manager in the order in which they act when several have something to do at the same time: what
 * only counts comes first, then those that make pods, then those that make them make pods.
 */
export const CONTROLLERS: readonly StartComponent[] = [
  startServiceAccountController,
  startResourceQuotaController,
  startPersistentVolumeController,
  startClaimProtectionController,
  startDisruptionController,
  startEndpointSliceController,
  startReplicaSetController,
  startReplicationController,
  startStatefulSetController,
  startDaemonSetController,
  startJobController,
  startDeploymentController,
  startGarbageCollector,
  startNamespaceController,
];
