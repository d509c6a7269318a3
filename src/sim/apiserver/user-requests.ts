import type { ApplyType } from '../../api/apply/apply-type.ts';
import { equalJson, type Json, type JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { customApplyType } from '../../schema/apply/custom-apply-type.ts';
import { admitCustomObject } from '../../schema/apply/custom-object.ts';
import { applyTypeOf } from '../../schema/apply/struct-apply-type.ts';
import { isRefusal } from '../../schema/apply/write-refusal.ts';
import type { CustomKind } from '../../schema/custom-kinds.ts';
import { structOf } from '../../schema/definitions.ts';
import { createRequest, updateRequest, type Rejected } from '../../schema/request.ts';
import { resourceOf } from '../../schema/resources.ts';
import { kindKeyOf } from '../objects.ts';
import type { ApplyOptions, ApplyOutcome } from '../request.ts';
import { classesOf } from './admission/shared-plugins.ts';
import type { ApiServer } from './api-server.ts';
import { customResourceOf } from './custom-resources.ts';
import { FieldOwnership } from './field-ownership.ts';
import type { WriteResult } from './result.ts';

const USER = 'user';

/** What users send: bodies that have to be decoded, defaulted and validated before the API server takes them. */
export class UserRequests {
  readonly #server: ApiServer;
  readonly #ownership = new FieldOwnership();
  readonly #customTypes = new WeakMap<JsonObject, ApplyType>();

  constructor(server: ApiServer) {
    this.#server = server;
  }

  /** Server-side apply, forced. */
  apply(object: KubeObject, options: ApplyOptions = {}): ApplyOutcome {
    const manager = options.fieldManager ?? 'kubeplan';
    const scope = scopeOf(this.#server, object);
    if (scope === undefined) return this.#unknownKind(object);
    const namespace = scope.namespaced ? object.metadata.namespace || options.namespace || 'default' : undefined;
    const kind = kindKeyOf(object.apiVersion, object.kind);
    const stored = this.#server.store.get(kind, namespace, object.metadata.name ?? '');
    const body = withNamespace(object as unknown as JsonObject, namespace);
    const merged = this.#ownership.merge(stored, body, manager, this.#typeOf(scope));
    const outcome = this.#write(stored === undefined ? object : merged.object, stored, namespace, scope.custom);
    if (outcome.accepted) this.#ownership.remember(outcome.object, merged.managers);
    return outcome;
  }

  #write(object: KubeObject, stored: KubeObject | undefined, namespace: string | undefined, custom: CustomKind | undefined): ApplyOutcome {
    if (custom !== undefined) return this.#writeCustom(object, stored, namespace, custom);
    return stored === undefined ? this.create(object, namespace) : this.update(object, stored);
  }

  #typeOf(scope: Scope): ApplyType {
    if (scope.definition !== undefined) return applyTypeOf(structOf(scope.definition, this.#server.version));
    const schema = scope.custom?.schema;
    if (schema === undefined) return customApplyType(undefined);
    let type = this.#customTypes.get(schema);
    if (type === undefined) {
      type = customApplyType(schema);
      this.#customTypes.set(schema, type);
    }
    return type;
  }

  create(object: KubeObject, namespace: string | undefined): ApplyOutcome {
    const server = this.#server;
    const missing = server.namespaceRefusal(object, namespace);
    if (missing !== undefined) return outcomeOf(missing, 'created');
    const outcome = createRequest(object as unknown as Json, { version: server.version, ...(namespace === undefined ? {} : { namespace }), cluster: classesOf(server.store, server.version) });
    if (outcome.verdict === 'rejected') return rejected(outcome);
    return outcomeOf(server.create(outcome.object, USER, { validated: true }), 'created');
  }

  update(object: KubeObject, stored: KubeObject): ApplyOutcome {
    const server = this.#server;
    const outcome = updateRequest(object as unknown as Json, stored, { version: server.version, cluster: classesOf(server.store, server.version) });
    if (outcome.verdict === 'rejected') return rejected(outcome);
    return outcomeOf(server.update(sharing(outcome.object, stored), USER, { validated: true }), 'updated');
  }

  /** Custom objects get the defaults of their schema and are checked against it. */
  #writeCustom(object: KubeObject, stored: KubeObject | undefined, namespace: string | undefined, kind: CustomKind): ApplyOutcome {
    const missing = this.#server.namespaceRefusal(object, namespace);
    if (missing !== undefined) return outcomeOf(missing, 'created');
    const body = withNamespace(object as unknown as JsonObject, namespace);
    const admitted = admitCustomObject(body, stored, kind, stored !== undefined);
    if (isRefusal(admitted)) return { accepted: false, code: admitted.code, reason: admitted.reason, message: admitted.message, causes: admitted.causes };
    return stored === undefined ? outcomeOf(this.#server.create(admitted, USER), 'created') : outcomeOf(this.#server.update(admitted, USER), 'updated');
  }

  #unknownKind(object: KubeObject): ApplyOutcome {
    const message = `no matches for kind "${object.kind}" in version "${object.apiVersion}": no built-in kind of Kubernetes ${this.#server.version} and no CustomResourceDefinition that was applied`;
    return { accepted: false, code: 404, reason: 'NotFound', message, causes: [] };
  }
}

interface Scope {
  readonly namespaced: boolean;
  /** For custom kinds: what their definition says. */
  readonly custom?: CustomKind;
  /** For built-in kinds: the name of their type. */
  readonly definition?: string;
}

/** Whether a kind is built in or custom, and namespaced; undefined when the server does not know it. */
export function scopeOf(server: ApiServer, object: { readonly apiVersion: string; readonly kind: string }): Scope | undefined {
  const resource = resourceOf(object.apiVersion, object.kind, server.version);
  if (resource !== undefined) return { namespaced: resource.namespaced, definition: resource.definition };
  const custom = customResourceOf(server.store, object.apiVersion, object.kind);
  return custom === undefined ? undefined : { namespaced: custom.namespaced, custom };
}

export function outcomeOf(result: WriteResult, verb: 'created' | 'updated' | 'deleted' | 'evicted'): ApplyOutcome {
  if (!result.ok) return { accepted: false, code: result.code, reason: result.reason, message: result.message, causes: result.causes };
  if (verb === 'updated' && !result.changed) return { accepted: true, verb: 'unchanged', object: result.object };
  return { accepted: true, verb, object: result.object };
}

function rejected(outcome: Rejected): ApplyOutcome {
  const causes = outcome.errors.map((error) => ({ path: error.path, reason: error.reason, message: error.message }));
  return { accepted: false, code: outcome.code, reason: outcome.reason, message: outcome.message, causes };
}

function withNamespace(body: JsonObject, namespace: string | undefined): JsonObject {
  if (namespace === undefined) return body;
  return { ...body, metadata: { ...(body['metadata'] as JsonObject), namespace } };
}

/** The object with those parts of its spec that did not change taken from the stored one, so that comparing them later costs nothing. */
function sharing(object: KubeObject, stored: KubeObject): KubeObject {
  const next = (object as { spec?: Record<string, unknown> }).spec;
  const old = (stored as { spec?: Record<string, unknown> }).spec;
  if (next === undefined || old === undefined) return object;
  const spec: Record<string, unknown> = { ...next };
  for (const key of Object.keys(spec)) if (equalJson(spec[key], old[key])) spec[key] = old[key];
  return { ...object, spec } as KubeObject;
}

