import { strategicMergePatch } from '../../api/apply/strategic-merge-patch.ts';
import { threeWayMergePatch, threeWayStrategicPatches } from '../../api/apply/three-way-patch.ts';
import { mergePatch } from '../../api/apply/merge-patch.ts';
import type { PatchSchema } from '../../api/apply/patch-schema.ts';
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import type { ApplyKind } from './apply-kind.ts';
import { withManagedFields, writeObject, type OwnedObject, type WriteOutcome } from './write-object.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const MANAGER = 'kubectl-client-side-apply';

/** What `kubectl apply` did; `unchanged` sends nothing to the server. */
export type ClientApplyOutcome =
  | { readonly did: 'created' | 'configured' | 'unchanged'; readonly stored: OwnedObject }
  | { readonly did: 'refused'; readonly refusal: Extract<WriteOutcome, { accepted: false }> };

/**
 * `kubectl apply` without `--server-side` (staging/src/k8s.io/kubectl/pkg/cmd/apply, v1.32): notes in an annotation what was applied, and
 * patches the stored object by three states: what the annotation says, what the manifest says, what is stored. `body` names the namespace.
 */
export function kubectlApply(stored: OwnedObject | undefined, body: JsonObject, kind: ApplyKind): ClientApplyOutcome {
  const modified = withLastApplied(body);
  const writer = { manager: MANAGER, apiVersion: String(body['apiVersion']) };
  if (stored === undefined) return outcomeOf(writeObject(undefined, { verb: 'create', body: modified, writer }, kind), 'created');
  const current = withManagedFields({ ...stored, object: kind.written(stored.object) as unknown as OwnedObject['object'] });
  const next = patchedByKubectl(lastAppliedOf(current) ?? {}, modified, current, kind.patchSchema);
  return next === undefined ? { did: 'unchanged', stored } : outcomeOf(writeObject(stored, { verb: 'put', body: next, writer }, kind), 'configured');
}

/**
 * What an object becomes by kubectl's patch: without what was applied before (`original`) and is not any more, with what `modified` says. Kinds
 * without a patch schema are custom ones. Undefined when there is nothing to send.
 */
export function patchedByKubectl(original: JsonObject, modified: JsonObject, current: JsonObject, patchSchema: PatchSchema | undefined): JsonObject | undefined {
  if (patchSchema === undefined) {
    const patch = threeWayMergePatch(original, modified, current);
    return isEmpty(patch) ? undefined : (mergePatch(current, patch) as JsonObject);
  }
  const [deletions, changes] = threeWayStrategicPatches(original, modified, current, patchSchema);
  if (isEmpty(deletions) && isEmpty(changes)) return undefined;
  return strategicMergePatch(strategicMergePatch(current, deletions, patchSchema).object, changes, patchSchema).object;
}

function outcomeOf(outcome: WriteOutcome, did: 'created' | 'configured'): ClientApplyOutcome {
  return outcome.accepted ? { did, stored: { object: outcome.object, managers: outcome.managers } } : { did: 'refused', refusal: outcome };
}

/** The manifest with the annotation that holds it. */
function withLastApplied(body: JsonObject): JsonObject {
  const metadata = isJsonObject(body['metadata']) ? body['metadata'] : {};
  const { [LAST_APPLIED]: _earlier, ...annotations } = isJsonObject(metadata['annotations']) ? metadata['annotations'] : {};
  const plain: JsonObject = { ...body, metadata: { ...metadata, annotations } };
  return { ...plain, metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: `${goJson(plain)}\n` } } };
}

/** What the annotation says was applied last; undefined without one. */
export function lastAppliedOf(object: JsonObject): JsonObject | undefined {
  const metadata = object['metadata'];
  const annotations = isJsonObject(metadata) ? metadata['annotations'] : undefined;
  const text = isJsonObject(annotations) ? annotations[LAST_APPLIED] : undefined;
  if (typeof text !== 'string') return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON as Go writes it: keys sorted, and what could be markup escaped. */
function goJson(value: Json): string {
  return JSON.stringify(sorted(value)).replace(/[<>&\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key] ?? null)]));
}

function isEmpty(patch: JsonObject): boolean {
  return Object.keys(patch).length === 0;
}
