import { parseApiVersion } from '../../api/gvk.ts';
import type { KubeObject } from '../../api/object.ts';
import type { PersistentVolumeClaim, Pod } from '../../api/types/core-v1.ts';
import type { ResourceClaimTemplate } from '../../api/types/resource-v1.ts';
import { podTemplateOf } from '../../api/workload.ts';
import { at, child, type FieldPath } from '../../diag/field-path.ts';
import { podOfTemplate } from '../template-pod.ts';

/** Objects that a controller makes of an object of the input. */
export interface Charge {
  readonly object: KubeObject;
  /** How many of them there are in the end. */
  readonly times: number;
  /** They come and go, or nobody knows how many there are: one of them must find room beside what stays. */
  readonly passing: boolean;
  /** They end by themselves and give back what they take. */
  readonly ends?: boolean;
  /** Where the object is described; the field that says how many of them there are. */
  readonly path: FieldPath;
  readonly timesPath?: FieldPath;
}

/** How many pods an autoscaler keeps at least, by `kind namespace/name` of what it scales. */
export type LeastReplicas = ReadonlyMap<string, number>;

/** The ResourceClaimTemplates of the input, by `namespace/name`. */
export type ClaimTemplates = ReadonlyMap<string, ResourceClaimTemplate>;

export interface ChargeInputs {
  readonly least: LeastReplicas;
  readonly claimTemplates: ClaimTemplates;
}

interface WorkloadSpec {
  readonly replicas?: number;
  readonly suspend?: boolean;
  readonly volumeClaimTemplates?: readonly PersistentVolumeClaim[];
}

/** What the controllers make of an object in the end, while nothing else happens: the pods of workloads, their claims, ReplicaSets. */
export function chargesOf(owner: KubeObject, { least, claimTemplates }: ChargeInputs): Charge[] {
  const located = podTemplateOf(owner);
  const spec = (owner as { readonly spec?: WorkloadSpec }).spec ?? {};
  if (located === undefined || owner.kind === 'PodTemplate' || spec.suspend === true) return [];
  const { path } = located;
  const claimsOf = (charge: Omit<Charge, 'object'>): Charge[] => claimsOfPods(located.template as Pod, owner.metadata.namespace ?? '', charge, claimTemplates);
  if (path === '') return claimsOf({ times: 1, passing: false, path });
  const object = podOfTemplate(owner, located.template as Pod) as KubeObject;
  // How many pods a DaemonSet has depends on the nodes; those of Jobs end.
  if (!REPLICATED.has(owner.kind)) {
    const charge = { times: 1, passing: true, ends: owner.kind !== 'DaemonSet', path };
    return [{ object, ...charge }, ...claimsOf(charge)];
  }
  const times = least.get(scaleKey(owner.kind, owner.metadata.namespace, owner.metadata.name)) ?? spec.replicas ?? 1;
  if (times === 0) return [];
  const charge = { times, passing: false, path, timesPath: 'spec.replicas' };
  const charges: Charge[] = [{ object, ...charge }];
  if (owner.kind === 'Deployment') charges.push({ object: { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: owner.metadata }, times: 1, passing: false, path: '' });
  (spec.volumeClaimTemplates ?? []).forEach((claim, index) => {
    charges.push({ ...charge, object: volumeClaim(claim, owner.metadata.namespace), path: at('spec.volumeClaimTemplates', index) });
  });
  return [...charges, ...claimsOf(charge)];
}

/** What each pod brings for itself: claims of its ephemeral volumes, and those of ResourceClaimTemplates of the input. */
function claimsOfPods({ spec = {} }: Pod, namespace: string, charge: Omit<Charge, 'object'>, claimTemplates: ClaimTemplates): Charge[] {
  const charges: Charge[] = [];
  const specPath = child(charge.path, 'spec');
  (spec.volumes ?? []).forEach(({ ephemeral }, index) => {
    const template = ephemeral?.volumeClaimTemplate;
    if (template !== undefined) charges.push({ ...charge, object: volumeClaim(template, namespace), path: child(at(child(specPath, 'volumes'), index), 'ephemeral.volumeClaimTemplate') });
  });
  (spec.resourceClaims ?? []).forEach(({ resourceClaimTemplateName }, index) => {
    const template = claimTemplates.get(`${namespace}/${resourceClaimTemplateName ?? ''}`);
    if (template === undefined) return;
    const object = { apiVersion: template.apiVersion, kind: 'ResourceClaim', metadata: { ...template.spec?.metadata, generateName: 'claim-', namespace }, spec: template.spec?.spec } as KubeObject;
    charges.push({ ...charge, object, path: child(at(child(specPath, 'resourceClaims'), index), 'resourceClaimTemplateName') });
  });
  return charges;
}

function volumeClaim(template: PersistentVolumeClaim, namespace: string | undefined): KubeObject {
  return { ...template, apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { generateName: 'claim-', ...template.metadata, namespace } } as KubeObject;
}

const REPLICATED = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

export function scaleKey(kind: string, namespace = '', name = ''): string {
  return `${kind} ${namespace}/${name}`;
}

/** What the autoscalers among the objects keep. */
export function leastReplicas(objects: Iterable<KubeObject>): LeastReplicas {
  const least = new Map<string, number>();
  for (const object of objects) {
    if (object.kind !== 'HorizontalPodAutoscaler') continue;
    const { scaleTargetRef, minReplicas } = (object as { readonly spec?: { readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string }; readonly minReplicas?: number } }).spec ?? {};
    least.set(scaleKey(scaleTargetRef?.kind ?? '', object.metadata.namespace, scaleTargetRef?.name), minReplicas ?? 1);
  }
  return least;
}

export function claimTemplatesIn(objects: Iterable<KubeObject>): ClaimTemplates {
  const templates = new Map<string, ResourceClaimTemplate>();
  for (const object of objects) {
    if (object.kind === 'ResourceClaimTemplate' && parseApiVersion(object.apiVersion).group === 'resource.k8s.io') templates.set(`${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`, object as ResourceClaimTemplate);
  }
  return templates;
}
