import { isJsonObject, type JsonObject } from '../../api/json.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { KubeObject } from '../../api/object.ts';
import { type FieldPath, stepsOf } from '../../diag/field-path.ts';
import { createRequest, updateRequest } from '../../schema/request.ts';
import { resourceOf } from '../../schema/resources.ts';
import type { ImmutableField } from '../plan-model.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { withoutForeignFields } from '../objects/live-objects.ts';

/** What every stored object has; the request names the version that it changes. */
const STORED = { uid: '00000000-0000-0000-0000-000000000000', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };

/** The fields that the API server lets nobody change: what it refuses of the update though it would take the new object as it is. */
export function immutableFields(before: PlannedObject, after: PlannedObject, version: KubernetesVersion): ImmutableField[] {
  const { apiVersion, kind } = after.reference;
  if (apiVersion !== before.reference.apiVersion || resourceOf(apiVersion, kind, version) === undefined) return [];
  const old = createRequest(asValue(before.live ? withoutForeignFields(before.stated, after.stated, before.whole) : before.stated), { version });
  if (old.verdict === 'rejected') return [];
  const stored = { ...old.object, metadata: { ...old.object.metadata, ...STORED } };
  const update = updateRequest(asValue({ ...after.stated, metadata: { ...after.stated.metadata, ...STORED } }), stored, { version });
  if (update.verdict === 'accepted') return [];
  const create = createRequest(asValue(after.stated), { version });
  const faults = create.verdict === 'rejected' ? create.errors : [];
  return update.errors
    .filter((error) => !faults.some(({ path, reason, message }) => path === error.path && reason === error.reason && message === error.message))
    .map(({ path, message }) => ({ path, message }));
}

/**
 * Tells which changes are the ones that the API server refuses, where its answer names no more than `spec`: those of a field at the top
 * of `spec` (or of the object) that is refused when it changes alone.
 */
export function forcingFields(before: PlannedObject, after: PlannedObject, version: KubernetesVersion): (path: FieldPath) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    const [first = '', second] = stepsOf(path);
    const top = first === 'spec' && second !== undefined ? `spec ${second}` : first;
    const answer = known.get(top) ?? immutableFields(before, { ...after, stated: withOneChange(before.stated, after.stated, first, second) }, version).length > 0;
    known.set(top, answer);
    return answer;
  };
}

/** The old object with one field of the new one. */
function withOneChange(before: KubeObject, after: KubeObject, first: string, second: string | undefined): KubeObject {
  const [old, now] = [before, after].map((object) => (object as unknown as JsonObject)[first]);
  if (first !== 'spec' || second === undefined || !isJsonObject(old) || !isJsonObject(now)) return { ...before, [first]: now };
  return { ...before, [first]: { ...old, [second]: now[second] } } as KubeObject;
}

function asValue(object: KubeObject): JsonObject {
  return object as unknown as JsonObject;
}
