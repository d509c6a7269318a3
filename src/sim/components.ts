import type { StartComponent } from './component.ts';
import { startCronJobController } from './controllers/cron-job/controller.ts';
import { startDaemonSetController } from './controllers/daemon-set/controller.ts';
import { startDeploymentController } from './controllers/deployment/controller.ts';
import { startDisruptionController } from './controllers/disruption/controller.ts';
import { startEndpointSliceController } from './controllers/endpoint-slice/controller.ts';
import { startEndpointSliceMirroringController } from './controllers/endpoint-slice-mirroring/controller.ts';
import { startEndpointsController } from './controllers/endpoints/controller.ts';
import { startEphemeralVolumeController } from './controllers/ephemeral-volume/controller.ts';
import { startGarbageCollector } from './controllers/garbage-collector/controller.ts';
import { startHorizontalPodAutoscaler, type AutoscalerOptions } from './controllers/horizontal-pod-autoscaler/controller.ts';
import { NO_METRICS } from './metrics-source.ts';
import { startJobController } from './controllers/job/controller.ts';
import { startNamespaceController } from './controllers/namespace/controller.ts';
import { startNodeLifecycleController } from './controllers/node-lifecycle/controller.ts';
import { startClaimProtectionController } from './controllers/persistent-volume/claim-protection.ts';
import { startPersistentVolumeController } from './controllers/persistent-volume/controller.ts';
import { startPodGarbageCollector } from './controllers/pod-garbage-collector/controller.ts';
import { startReplicaSetController, startReplicationController } from './controllers/replica-set/controller.ts';
import { startResourceClaimController } from './controllers/resource-claim/controller.ts';
import { startResourceQuotaController } from './controllers/resource-quota/controller.ts';
import { startServiceAccountController } from './controllers/service-account/controller.ts';
import { startStatefulSetController } from './controllers/stateful-set/controller.ts';
import { startTaintEvictionController } from './controllers/taint-eviction/controller.ts';
import { startTtlAfterFinishedController } from './controllers/ttl-after-finished/controller.ts';

export interface ControlPlaneOptions {
  readonly autoscaler?: AutoscalerOptions;
}

/**
 * The controllers of kube-controller-manager in the order in which they act when several have something to do at the same time: what
 * only counts comes first, then those that make pods, then those that make them make pods.
 */
export function controlPlane(options: ControlPlaneOptions = {}): StartComponent[] {
  return [
    startServiceAccountController,
    startNodeLifecycleController,
    startTaintEvictionController,
    startResourceQuotaController,
    startPersistentVolumeController,
    startClaimProtectionController,
    startEphemeralVolumeController,
    startResourceClaimController,
    startEndpointSliceController,
    startEndpointsController,
    startEndpointSliceMirroringController,
    startReplicaSetController,
    startReplicationController,
    startStatefulSetController,
    startDaemonSetController,
    startJobController,
    startDeploymentController,
    startDisruptionController,
    startCronJobController,
    startTtlAfterFinishedController,
    (context) => startHorizontalPodAutoscaler(context, options.autoscaler ?? { metrics: NO_METRICS }),
    startPodGarbageCollector,
    startGarbageCollector,
    startNamespaceController,
  ];
}

/** The controllers with their default settings. */
export const CONTROLLERS: readonly StartComponent[] = controlPlane();
