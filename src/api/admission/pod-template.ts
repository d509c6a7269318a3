import type { FieldPath } from '../../diag/field-path.ts';
import type { KubeObject } from '../object.ts';
import type { PodSpec } from '../types/core-v1.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';

/** A pod, or the template that pods are made from. */
export interface PodLike {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec?: PodSpec | undefined;
}

/** Where kinds hold the template of their pods; a Pod is its own. */
const TEMPLATE_PATHS: Readonly<Record<string, FieldPath>> = {
  'v1 Pod': '',
  'v1 PodTemplate': 'template',
  'v1 ReplicationController': 'spec.template',
  'apps/v1 DaemonSet': 'spec.template',
  'apps/v1 Deployment': 'spec.template',
  'apps/v1 ReplicaSet': 'spec.template',
  'apps/v1 StatefulSet': 'spec.template',
  'batch/v1 CronJob': 'spec.jobTemplate.spec.template',
  'batch/v1 Job': 'spec.template',
};

/** The pod or template that admission looks at, and its path (the empty string for a Pod itself); undefined for kinds without pods. */
export function podTemplateIn(object: KubeObject): { readonly path: FieldPath; readonly pod: PodLike } | undefined {
  const path = TEMPLATE_PATHS[`${object.apiVersion} ${object.kind}`];
  if (path === undefined) return undefined;
  if (path === '') return { path, pod: object as PodLike };
  const pod = path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], object) as PodLike | undefined;
  return { path, pod: pod ?? {} };
}
