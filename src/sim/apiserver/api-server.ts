import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import { equalJson } from '../../api/json.ts';
import { describeObject, type KubeObject } from '../../api/object.ts';
import type { PodSpec } from '../../api/types/core-v1.ts';
import type { Clock } from '../clock.ts';
import { kindKeyOf, type Pod } from '../objects.ts';
import type { DeleteOptions } from '../request.ts';
import type { Store } from '../store/store.ts';
import type { AdmissionChain } from './admission/chain.ts';
import { isRefusal, type AdmissionContext, type AdmissionPlugin, type AdmissionRequest } from './admission/plugin.ts';
import { beginDeletion, isDeletionComplete } from './deletion.ts';
import { generateName } from './generate-name.ts';
import { Indexes } from './indexes.ts';
import { defaultedPodSpec, withLabelKeysMerged } from './pod-defaults.ts';
import { prepareForCreate } from './registry.ts';
import { accepted, notFound, refused, type Refused, type WriteResult } from './result.ts';

export interface ApiServerOptions {
  readonly version: KubernetesVersion;
  readonly admission: AdmissionChain;
}

export interface WriteOptions {
  /** The object has been through src/schema/request.ts, which runs the shared plugins. */
  readonly validated?: boolean;
}

const PROTECTED_NAMESPACES = new Set(['default', 'kube-system', 'kube-public']);

/**
 * The request path of kube-apiserver for objects that are decoded, defaulted and valid (those of users have been through
 * src/schema before, those of controllers are made from such): admission in order, then the registry's rules, then the store.
 */
export class ApiServer {
  readonly store: Store;
  readonly clock: Clock;
  readonly indexes: Indexes;
  readonly version: KubernetesVersion;
  readonly #admission: AdmissionChain;
  readonly #admissionContext: AdmissionContext;
  readonly #generated = new Map<string, number>();

  constructor(store: Store, clock: Clock, options: ApiServerOptions) {
    this.store = store;
    this.clock = clock;
    this.indexes = new Indexes(store);
    this.version = options.version;
    this.#admission = options.admission;
    this.#admissionContext = { store, indexes: this.indexes, clock, version: options.version };
  }

  create<T extends KubeObject>(object: T, by: string, options?: WriteOptions): WriteResult<T>;
  create(object: KubeObject, by: string, options: WriteOptions = {}): WriteResult {
    const kind = kindKeyOf(object.apiVersion, object.kind);
    const named = this.#named(object, kind);
    const { namespace, name } = named.metadata;
    const missing = this.namespaceRefusal(named, namespace);
    if (missing !== undefined) return missing;
    if (this.store.get(kind, namespace, name ?? '') !== undefined) return refused(409, `${describeObject(named)} already exists`, [], 'AlreadyExists');
    const metadata = { ...named.metadata, uid: this.store.nextUid(), creationTimestamp: this.clock.timestamp };
    const whole = kind === 'Pod' ? { ...named, metadata, spec: this.#podSpec(named as Pod, options) } : { ...named, metadata };
    const admitted = this.#admit({ operation: 'create', kind, object: prepareForCreate(whole, kind), by }, options);
    return 'ok' in admitted ? admitted : accepted(this.store.put(admitted, by));
  }

  /** Replaces everything but the status. Refused with 409 when the object is not based on the stored state. */
  update<T extends KubeObject>(object: T, by: string, options?: WriteOptions): WriteResult<T>;
  update(object: KubeObject, by: string, options: WriteOptions = {}): WriteResult {
    const kind = kindKeyOf(object.apiVersion, object.kind);
    const stored = this.#current(object, kind);
    if ('ok' in stored) return stored;
    const next = withStatusOf({ ...object, metadata: keptMetadata(object, stored) }, stored);
    if (equalJson(next, stored)) return accepted(stored, false);
    const admitted = this.#admit({ operation: 'update', kind, object: withGeneration(next, stored), old: stored, by }, options);
    return 'ok' in admitted ? admitted : this.#store(admitted, by);
  }

  /** Replaces the status (and, as most registries allow, annotations and finalizers); the spec stays as stored. */
  updateStatus<T extends KubeObject>(object: T, by: string): WriteResult<T>;
  updateStatus(object: KubeObject, by: string): WriteResult {
    const kind = kindKeyOf(object.apiVersion, object.kind);
    const stored = this.#current(object, kind);
    if ('ok' in stored) return stored;
    const next = { ...object, metadata: keptMetadata(object, stored) } as KubeObject & { spec?: unknown };
    const spec = (stored as { readonly spec?: unknown }).spec;
    if (spec !== undefined) next.spec = spec;
    if (equalJson(next, stored)) return accepted(stored, false);
    return this.#store(next, by);
  }

  delete(kind: string, namespace: string | undefined, name: string, options: DeleteOptions, by: string): WriteResult {
    const stored = this.store.get(kind, namespace, name);
    if (stored === undefined) return notFound(kind, name);
    if (kind === 'Namespace' && PROTECTED_NAMESPACES.has(name)) return refused(403, `namespaces "${name}" is forbidden: this namespace may not be deleted`);
    const step = beginDeletion(stored, kind, options, this.clock.epochMs);
    if (step.remove) {
      this.store.remove(step.object, by);
      return accepted(step.object);
    }
    if (step.object === stored) return accepted(stored, false);
    return accepted(this.store.put(kind === 'Namespace' ? terminatingNamespace(step.object) : step.object, by));
  }

  /** Writes an object as it is, past admission: what a snapshot of a cluster says, or what a subresource has made of it. */
  put(object: KubeObject, by: string): KubeObject {
    const metadata = object.metadata.uid === undefined ? { ...object.metadata, uid: this.store.nextUid() } : object.metadata;
    return this.store.put({ ...object, metadata: { ...metadata, creationTimestamp: metadata.creationTimestamp ?? this.clock.timestamp } }, by);
  }

  /** As the registry of pods prepares it; what users send has been through that when it was validated. */
  #podSpec({ spec, metadata }: Pod, { validated }: WriteOptions): PodSpec {
    const defaulted = defaultedPodSpec(spec, this.version);
    return validated === true ? defaulted : withLabelKeysMerged(defaulted, metadata.labels ?? {}, this.version);
  }

  #named(object: KubeObject, kind: string): KubeObject {
    const { name, generateName: prefix } = object.metadata;
    if ((name ?? '') !== '' || prefix === undefined || prefix === '') return object;
    for (;;) {
      const countKey = `${kind} ${object.metadata.namespace ?? ''}/${prefix}`;
      const count = this.#generated.get(countKey) ?? 0;
      this.#generated.set(countKey, count + 1);
      const generated = generateName(prefix, count);
      if (this.store.get(kind, object.metadata.namespace, generated) === undefined) return { ...object, metadata: { ...object.metadata, name: generated } };
    }
  }

  /** A namespaced object needs a namespace that is there and, to be created, not being deleted (NamespaceLifecycle). */
  namespaceRefusal(object: KubeObject, namespace: string | undefined): Refused | undefined {
    if (namespace === undefined || namespace === '') return undefined;
    const found = this.store.get('Namespace', undefined, namespace);
    if (found === undefined) return refused(404, `namespaces "${namespace}" not found`);
    if (found.metadata.deletionTimestamp === undefined) return undefined;
    return refused(403, `${describeObject(object)} is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`);
  }

  #admit(request: AdmissionRequest, options: WriteOptions): KubeObject | Refused {
    const { mutating, shared, validating } = this.#admission;
    const plugins = options.validated === true ? [...mutating, ...validating] : [...mutating, ...shared, ...validating];
    return this.#run(plugins, request);
  }

  #run(plugins: readonly AdmissionPlugin[], request: AdmissionRequest): KubeObject | Refused {
    let object = request.object;
    for (const plugin of plugins) {
      if (plugin.kinds !== undefined && !plugin.kinds.has(request.kind)) continue;
      const verdict = plugin.admit(object === request.object ? request : { ...request, object }, this.#admissionContext);
      if (isRefusal(verdict)) return verdict;
      object = verdict;
    }
    return object;
  }

  #current(object: KubeObject, kind: string): KubeObject | Refused {
    const { namespace, name, resourceVersion } = object.metadata;
    const stored = this.store.get(kind, namespace, name ?? '');
    if (stored === undefined) return notFound(kind, name ?? '');
    if (resourceVersion !== undefined && resourceVersion !== stored.metadata.resourceVersion) {
      return refused(409, `${describeObject(object)} has changed since it was read; read it again and repeat the change`);
    }
    return stored;
  }

  #store(object: KubeObject, by: string): WriteResult {
    if (!isDeletionComplete(object)) return accepted(this.store.put(object, by));
    this.store.remove(object, by);
    return accepted(object);
  }
}

/** What no update changes: identity, creation, deletion. */
function keptMetadata(object: KubeObject, stored: KubeObject): KubeObject['metadata'] {
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation, resourceVersion } = stored.metadata;
  const metadata = { ...object.metadata, uid, creationTimestamp, resourceVersion };
  if (generation !== undefined) metadata.generation = generation;
  if (deletionTimestamp !== undefined) {
    metadata.deletionTimestamp = deletionTimestamp;
    metadata.deletionGracePeriodSeconds = deletionGracePeriodSeconds;
  }
  return metadata;
}

function withStatusOf(object: KubeObject, stored: KubeObject): KubeObject {
  const { status: _dropped, ...rest } = object as KubeObject & { status?: unknown };
  const status = (stored as { readonly status?: unknown }).status;
  return status === undefined ? rest : ({ ...rest, status } as KubeObject);
}

/** The generation counts changes of the spec. */
function withGeneration(object: KubeObject, stored: KubeObject): KubeObject {
  const generation = stored.metadata.generation;
  if (generation === undefined || equalJson((object as { readonly spec?: unknown }).spec, (stored as { readonly spec?: unknown }).spec)) return object;
  return { ...object, metadata: { ...object.metadata, generation: generation + 1 } };
}

function terminatingNamespace(object: KubeObject): KubeObject {
  return { ...object, status: { ...(object as { readonly status?: object }).status, phase: 'Terminating' } } as KubeObject;
}

