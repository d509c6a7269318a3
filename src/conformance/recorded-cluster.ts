import type { AdmissionCluster } from '../api/admission/index.ts';
import type { KubeObject } from '../api/object.ts';
import { readRecording } from './recordings.ts';

/** The objects that existed while the API server was recorded, as its admission plugins see them. */
export function recordedCluster(folder: string): AdmissionCluster {
  const objects = JSON.parse(readRecording(folder, 'cluster-objects.json') ?? '[]') as KubeObject[];
  const ofKind = <T>(kind: string): T[] => objects.filter((object) => object.kind === kind) as unknown as T[];
  return {
    complete: true,
    priorityClasses: ofKind('PriorityClass'),
    runtimeClasses: ofKind('RuntimeClass'),
    storageClasses: ofKind('StorageClass'),
    ingressClasses: ofKind('IngressClass'),
    namespaces: ofKind('Namespace'),
  };
}
