import type { KubeObject } from '../../api/object.ts';
import type { PodTemplateSpec } from '../../api/types/core-v1.ts';
import type { Client } from '../apiserver/client.ts';
import type { WriteResult } from '../apiserver/result.ts';
import type { Pod } from '../objects.ts';
import type { Recorder } from '../recorder.ts';
import { controllerReference } from './ownership.ts';

const MAX_PREFIX_LENGTH = 57;

/** The pod that a template describes, owned by `owner` (GetPodFromTemplate in pkg/controller/controller_utils.go, v1.36). It shares the template's spec. */
export function podFromTemplate(template: PodTemplateSpec | undefined, owner: KubeObject): Pod {
  const { labels, annotations, finalizers } = template?.metadata ?? {};
  const name = owner.metadata.name ?? '';
  const metadata: Pod['metadata'] = {
    namespace: owner.metadata.namespace,
    generateName: name.length > MAX_PREFIX_LENGTH ? name : `${name}-`,
    ownerReferences: [controllerReference(owner)],
  };
  if (labels !== undefined) metadata.labels = labels;
  if (annotations !== undefined) metadata.annotations = annotations;
  if (finalizers !== undefined) metadata.finalizers = finalizers;
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: template?.spec };
}

/** Creates a pod and says so in the owner's events. */
export function createPod(client: Client, recorder: Recorder, pod: Pod, owner: KubeObject): WriteResult<Pod> {
  const created = client.create(pod);
  if (created.ok) recorder.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${created.object.metadata.name ?? ''}`, client.by);
  else recorder.event(owner, 'Warning', 'FailedCreate', `Error creating: ${created.message}`, client.by);
  return created;
}

/** Deletes a pod with its own grace period; one that is being deleted already is left alone. Returns the failure, if any. */
export function deletePod(client: Client, recorder: Recorder, pod: Pod, owner: KubeObject): string | undefined {
  if (pod.metadata.deletionTimestamp !== undefined) return undefined;
  const deleted = client.delete(pod);
  if (deleted.ok) recorder.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name ?? ''}`, client.by);
  else if (deleted.code === 404) return undefined;
  else recorder.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${deleted.message}`, client.by);
  return deleted.ok ? undefined : deleted.message;
}
