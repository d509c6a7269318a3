import type { JsonObject } from '../../api/json.ts';
import type { Labels } from '../../api/label-selector.ts';
import { child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { mapAt, numberAt, stringsAt, valueAt } from '../fields.ts';
import { containersOf } from './container-view.ts';
import type { ContainerView } from './container-view.ts';

/** A pod, or the template that a workload makes pods from. */
export interface PodView {
  /** The kind that holds it: `Deployment`, `argoproj.io/…`. */
  readonly ownerKind: string;
  readonly ownerName: string;
  readonly namespace: string;
  readonly spec: JsonObject;
  /** Where the pod spec is in the object: `spec.template.spec`. */
  readonly path: FieldPath;
  /** Where the metadata of the pods is: `spec.template.metadata`. */
  readonly metadataPath: FieldPath;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Init containers, sidecars, regular and ephemeral containers, in this order. */
  readonly containers: readonly ContainerView[];
  /** Whether its pods run until they are replaced, rather than to completion. */
  readonly longRunning: boolean;
  /** How many pods the workload asks for, 1 when it leaves that open; undefined for kinds without a count. */
  readonly replicas?: number;
}

/** Kinds whose template may be left out altogether, so that there is no pod to look at. */
const OPTIONAL_TEMPLATE: ReadonlySet<string> = new Set(['ReplicationController', 'DeploymentConfig']);

/** Where a custom kind keeps its pod template: `{ kind: 'example.com/Database', path: ['spec', 'podTemplate'] }`. */
export interface PodTemplateMapping {
  /** `group/Kind`. */
  readonly kind: string;
  readonly path: readonly string[];
}

const TEMPLATE: readonly string[] = ['spec', 'template'];

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  PodTemplate: ['template'],
  ReplicationController: TEMPLATE,
  Deployment: TEMPLATE,
  ReplicaSet: TEMPLATE,
  DaemonSet: TEMPLATE,
  StatefulSet: TEMPLATE,
  Job: TEMPLATE,
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  DeploymentConfig: TEMPLATE,
  Rollout: TEMPLATE,
  'serving.knative.dev/Service': TEMPLATE,
  'serving.knative.dev/Configuration': TEMPLATE,
};

const RUN_TO_COMPLETION: ReadonlySet<string> = new Set(['Job', 'CronJob']);
const COUNTED: ReadonlySet<string> = new Set(['ReplicationController', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DeploymentConfig', 'Rollout']);

interface Owner {
  readonly value: JsonObject;
  readonly kindKey: string;
  readonly name: string;
  readonly namespace: string;
}

/** The pod of an object, or undefined when its kind has none. A pod spec that is missing or not a map is seen as an empty one. */
export function podViewOf(owner: Owner, mappings: readonly PodTemplateMapping[]): PodView | undefined {
  const steps = templateOf(owner, mappings);
  if (steps === undefined) return undefined;
  const template = mapAt(owner.value, ...steps);
  if (template === undefined && OPTIONAL_TEMPLATE.has(owner.kindKey)) return undefined;
  const spec = mapAt(template, 'spec') ?? {};
  const templatePath = steps.join('.');
  const path = child(templatePath, 'spec');
  const longRunning = !RUN_TO_COMPLETION.has(owner.kindKey);
  return {
    ownerKind: owner.kindKey,
    ownerName: owner.name,
    namespace: owner.namespace,
    spec,
    path,
    metadataPath: child(templatePath, 'metadata'),
    labels: stringsAt(template, 'metadata', 'labels'),
    annotations: stringsAt(template, 'metadata', 'annotations'),
    containers: containersOf(spec, path),
    longRunning,
    ...(COUNTED.has(owner.kindKey) ? { replicas: numberAt(owner.value, 'spec', 'replicas') ?? 1 } : {}),
  };
}

/** Custom kinds that look like a workload (a list of containers where a Deployment has them) are taken for one without being told. */
function templateOf(owner: Owner, mappings: readonly PodTemplateMapping[]): readonly string[] | undefined {
  if (Object.hasOwn(TEMPLATES, owner.kindKey)) return TEMPLATES[owner.kindKey];
  const mapped = mappings.find((mapping) => mapping.kind === owner.kindKey);
  if (mapped !== undefined) return mapped.path;
  return Array.isArray(valueAt(owner.value, ...TEMPLATE, 'spec', 'containers')) ? TEMPLATE : undefined;
}
