import { child } from '../diag/field-path.ts';
import type { FieldPath } from '../diag/field-path.ts';
import { gvkKey } from './gvk.ts';
import type { PodTemplateSpec } from './types/core-v1.ts';

/** Where the built-in kinds hold what their pods are made from; a Pod is its own template. */
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

export interface LocatedTemplate {
  readonly template: PodTemplateSpec;
  /** The path of the template in its object; empty for a Pod. */
  readonly path: FieldPath;
  /** The path of the spec of its pods. */
  readonly specPath: FieldPath;
}

/** The template of a built-in workload and its place; undefined for other kinds, and when the object has none. */
export function podTemplateOf(object: { readonly apiVersion: string; readonly kind: string }): LocatedTemplate | undefined {
  const path = TEMPLATE_PATHS[gvkKey(object.apiVersion, object.kind)];
  if (path === undefined) return undefined;
  let value: unknown = object;
  for (const step of path === '' ? [] : path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return { template: value, path, specPath: child(path, 'spec') };
}
