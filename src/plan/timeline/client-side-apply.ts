import { equalJson, isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { KubeObject } from '../../api/object.ts';
import { lastAppliedOf, patchedByKubectl } from '../../schema/apply/kubectl-apply.ts';
import { patchSchemaOf } from '../../schema/apply/struct-apply-type.ts';
import { structOf } from '../../schema/definitions.ts';
import { updateRequest } from '../../schema/request.ts';
import { resourceOf } from '../../schema/resources.ts';

/** One `kubectl apply` without `--server-side`. */
export interface ClientSideApply {
  readonly version: KubernetesVersion;
  /** What was applied before; when that is not known, what the annotation of the stored object says. */
  readonly original: KubeObject | undefined;
  readonly modified: KubeObject;
  readonly stored: KubeObject;
}

/** What the stored object becomes; undefined when nothing is sent, or when the manifest is of another version of the API, which kubectl reads anew. */
export function appliedClientSide({ version, original, modified, stored }: ClientSideApply): JsonObject | undefined {
  const { apiVersion, kind } = modified;
  if (stored.apiVersion !== apiVersion) return undefined;
  const resource = resourceOf(apiVersion, kind, version);
  const schema = resource === undefined ? undefined : patchSchemaOf(structOf(resource.definition, version));
  const current = asValue(stored);
  return patchedByKubectl(original === undefined ? (lastAppliedOf(current) ?? {}) : asValue(original), asValue(modified), current, schema);
}

/** Whether the API server would take an object of a built-in kind that kubectl has patched. */
export function isAcceptedClientSide(apply: ClientSideApply): boolean {
  const next = appliedClientSide(apply);
  const { apiVersion, kind } = apply.modified;
  return next !== undefined && resourceOf(apiVersion, kind, apply.version) !== undefined && updateRequest(next, apply.stored, { version: apply.version }).verdict === 'accepted';
}

/** The merge patch (RFC 7386) that leads from one object to another. */
export function mergePatchTo(from: JsonObject, to: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch[key] = null;
  for (const [key, value] of Object.entries(to)) {
    const old: Json | undefined = from[key];
    if (isJsonObject(old) && isJsonObject(value)) {
      const inner = mergePatchTo(old, value);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (!equalJson(old, value)) {
      patch[key] = value;
    }
  }
  return patch;
}

function asValue(object: KubeObject): JsonObject {
  return object as unknown as JsonObject;
}
