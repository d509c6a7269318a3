import { decodeManagers, encodeManagers, type FieldManager } from '../../api/apply/field-managers.ts';
import { jsonPatch, type JsonPatchOperation } from '../../api/apply/json-patch.ts';
import { mergePatch } from '../../api/apply/merge-patch.ts';
import { serverSideApply, trackWrite, type FieldConflict, type FieldWriter } from '../../api/apply/server-side-apply.ts';
import { strategicMergePatch } from '../../api/apply/strategic-merge-patch.ts';
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ApplyKind } from './apply-kind.ts';
import { isRefusal, type WriteRefusal } from './write-refusal.ts';

/** A request that writes one object. */
export type WriteRequest =
  | { readonly verb: 'create'; readonly body: JsonObject; readonly writer: FieldWriter }
  | ChangeRequest
  | { readonly verb: 'apply'; readonly body: JsonObject; readonly writer: FieldWriter; readonly force: boolean };

/** A request that changes an object which is there. */
export type ChangeRequest =
  | { readonly verb: 'put' | 'strategic' | 'merge'; readonly body: JsonObject; readonly writer: FieldWriter }
  | { readonly verb: 'json'; readonly operations: readonly JsonPatchOperation[]; readonly writer: FieldWriter };

/** An object with its owners, which are not in its metadata here. */
export interface OwnedObject {
  readonly object: KubeObject;
  readonly managers: readonly FieldManager[];
}

export type WriteOutcome = ({ readonly accepted: true; readonly code: number } & OwnedObject) | ({ readonly accepted: false } & WriteRefusal);

type Refused = Extract<WriteOutcome, { accepted: false }>;

/**
 * What the API server does with a write of one object: what is stored then, and who owns which field; or why it is refused. `stored` is
 * undefined when there is no object of that name. Pure.
 */
export function writeObject(stored: OwnedObject | undefined, request: WriteRequest, kind: ApplyKind): WriteOutcome {
  if (request.verb === 'apply') return applyTo(stored, request.body, request.writer, request.force, kind);
  if (request.verb === 'create') {
    if (stored !== undefined) return refuse(409, 'AlreadyExists', `${stored.object.kind} ${stored.object.metadata.name ?? ''} already exists`);
    return store(request.body, undefined, request.writer, kind);
  }
  if (stored === undefined) return refuse(404, 'NotFound', 'there is no object of this name');
  const next = changed(stored.object, request, kind);
  return next.refused ?? store(next.body, stored, request.writer, kind);
}

/** An object as a client reads it, with its managed fields. */
export function withManagedFields({ object, managers }: OwnedObject): JsonObject {
  return { ...(object as unknown as JsonObject), metadata: { ...(object.metadata as JsonObject), managedFields: encodeManagers(managers) } };
}

/** The other way round. */
export function withoutManagedFields(object: KubeObject): OwnedObject {
  const { managedFields, ...metadata } = object.metadata as KubeObject['metadata'] & { managedFields?: unknown };
  return { object: { ...object, metadata }, managers: decodeManagers(managedFields as Json | undefined) };
}

function applyTo(stored: OwnedObject | undefined, body: JsonObject, writer: FieldWriter, force: boolean, kind: ApplyKind): WriteOutcome {
  const live = stored === undefined ? undefined : kind.written(stored.object);
  const result = serverSideApply(live, body, stored?.managers ?? [], writer, force, kind.context);
  if (result.conflicts !== undefined) return conflict(result.conflicts);
  const admitted = kind.admit(result.object, stored?.object, true);
  if (isRefusal(admitted)) return { accepted: false, ...admitted };
  return { accepted: true, code: stored === undefined ? 201 : 200, object: admitted, managers: result.managers };
}

function store(body: JsonObject, stored: OwnedObject | undefined, writer: FieldWriter, kind: ApplyKind): WriteOutcome {
  const decoded = kind.decode(body);
  if (isRefusal(decoded)) return { accepted: false, ...decoded };
  const before = stored === undefined ? undefined : kind.written(stored.object);
  const managers = trackWrite(before, kind.written(decoded), stored?.managers ?? [], writer, kind.context);
  const admitted = kind.admit(body, stored?.object, false);
  if (isRefusal(admitted)) return { accepted: false, ...admitted };
  return { accepted: true, code: stored === undefined ? 201 : 200, object: admitted, managers };
}

function changed(stored: KubeObject, request: ChangeRequest, kind: ApplyKind): { readonly body: JsonObject; readonly refused?: undefined } | { readonly refused: Refused } {
  const before = kind.written(stored);
  switch (request.verb) {
    case 'put':
      return { body: request.body };
    case 'merge':
      return { body: mergePatch(before, request.body) as JsonObject };
    case 'json': {
      const result = jsonPatch(before, request.operations);
      if (result.problem !== undefined) return { refused: refuse(422, 'Invalid', result.problem) };
      return isJsonObject(result.value) ? { body: result.value } : { refused: refuse(400, 'BadRequest', 'the patched document is no object') };
    }
    case 'strategic': {
      if (kind.patchSchema === undefined) return { refused: refuse(415, 'UnsupportedMediaType', 'custom kinds take no strategic merge patches; use a merge patch or server-side apply') };
      const { object, problems } = strategicMergePatch(before, request.body, kind.patchSchema);
      return problems[0] === undefined ? { body: object } : { refused: refuse(400, 'BadRequest', problems[0]) };
    }
  }
}

function conflict(conflicts: readonly FieldConflict[]): WriteOutcome {
  const causes = conflicts.map(({ field, owner }) => ({ path: field, reason: 'FieldManagerConflict' as const, message: `conflict with ${describeOwner(owner)}` }));
  const list = causes.map(({ path, message }) => `${message}: ${path}`).join('; ');
  const message = `Apply failed with ${conflicts.length} conflict${conflicts.length === 1 ? '' : 's'}: ${list}`;
  return { accepted: false, code: 409, reason: 'Conflict', message, causes };
}

/** As the server names an owner: appliers by name, others with the version that they wrote. */
function describeOwner({ manager, operation, apiVersion, subresource }: FieldManager): string {
  const name = JSON.stringify(manager);
  if (operation === 'Apply') return name;
  return `${name}${subresource === undefined ? '' : ` with subresource ${JSON.stringify(subresource)}`} using ${apiVersion}`;
}

function refuse(code: number, reason: string, message: string): Refused {
  return { accepted: false, code, reason, message, causes: [] };
}
