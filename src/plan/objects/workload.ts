import type { PodSpec, PodTemplateSpec } from '../../api/types/core-v1.ts';
import type { KubeObject } from '../../api/object.ts';

/** A field of an object of any kind, as far as it is a map. */
export function fieldOf(object: unknown, ...names: readonly string[]): unknown {
  let value: unknown = object;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

export function numberAt(object: unknown, ...names: readonly string[]): number | undefined {
  const value = fieldOf(object, ...names);
  return typeof value === 'number' ? value : undefined;
}

export function textAt(object: unknown, ...names: readonly string[]): string | undefined {
  const value = fieldOf(object, ...names);
  return typeof value === 'string' ? value : undefined;
}

export function listAt(object: unknown, ...names: readonly string[]): readonly unknown[] {
  const value = fieldOf(object, ...names);
  return Array.isArray(value) ? value : [];
}

const TEMPLATE_PATHS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};
const WORKLOAD_GROUPS = ['apps/', 'batch/', 'extensions/', 'v1'];

/** Where the pod template of a built-in workload is; undefined for other kinds, and for Pods, which are their own template. */
export function templatePath(object: KubeObject): readonly string[] | undefined {
  return WORKLOAD_GROUPS.some((group) => object.apiVersion.startsWith(group)) ? TEMPLATE_PATHS[object.kind] : undefined;
}

/** The pod template of a workload; a Pod's own metadata and spec. */
export function podTemplateOf(object: KubeObject): PodTemplateSpec | undefined {
  if (object.apiVersion === 'v1' && object.kind === 'Pod') return object as unknown as PodTemplateSpec;
  const path = templatePath(object);
  const template = path === undefined ? undefined : fieldOf(object, ...path);
  return typeof template === 'object' && template !== null ? template : undefined;
}

export function podSpecOf(object: KubeObject): PodSpec | undefined {
  const spec = podTemplateOf(object)?.spec;
  return typeof spec === 'object' && spec !== null ? spec : undefined;
}

/** How many pods the object asks for; undefined where that depends on nodes or on time. */
export function replicasOf(object: KubeObject): number | undefined {
  switch (object.kind) {
    case 'Pod':
      return 1;
    case 'Deployment':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
      return numberAt(object, 'spec', 'replicas') ?? 1;
    default:
      return undefined;
  }
}
