import type { MergeContext } from '../../api/apply/server-side-apply.ts';
import type { PatchSchema } from '../../api/apply/patch-schema.ts';
import type { JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { CustomKind } from '../custom-kinds.ts';
import { structOf } from '../definitions.ts';
import { createRequest, decodedBody, updateRequest, type RequestContext, type RequestOutcome } from '../request.ts';
import type { Resource } from '../resources.ts';
import { customApplyType } from './custom-apply-type.ts';
import { admitCustomObject, decodeCustomObject } from './custom-object.ts';
import { applyTypeOf, patchSchemaOf } from './struct-apply-type.ts';
import type { WriteRefusal } from './write-refusal.ts';
import { writtenForm } from './written-form.ts';

/** What writing to objects of one kind needs to know. */
export interface ApplyKind {
  readonly context: MergeContext;
  /** Absent for custom kinds, which take no strategic merge patches. */
  readonly patchSchema?: PatchSchema;
  /** An object as the server writes it. */
  readonly written: (object: KubeObject) => JsonObject;
  /** What the server makes of a body before it looks at owners. */
  readonly decode: (body: JsonObject) => KubeObject | WriteRefusal;
  /** Validates and prepares a body; `stored` is what it replaces. `applied` is true for the result of server-side apply. */
  readonly admit: (body: JsonObject, stored: KubeObject | undefined, applied: boolean) => KubeObject | WriteRefusal;
}

const STATUS_ONLY: ReadonlySet<string> = new Set(['f:status']);
const NONE: ReadonlySet<string> = new Set();

export function builtInKind(resource: Resource, request: RequestContext): ApplyKind {
  const struct = structOf(resource.definition, request.version);
  const { apiVersion, kind } = resource;
  const lenient: RequestContext = { ...request, fieldValidation: 'Ignore' };
  return {
    context: {
      type: applyTypeOf(struct),
      empty: writtenForm({ apiVersion, kind }, struct),
      ignored: resource.subresources.includes('status') ? STATUS_ONLY : NONE,
    },
    patchSchema: patchSchemaOf(struct),
    written: (object) => writtenForm(object as unknown as JsonObject, struct),
    decode: (body) => {
      const decoded = decodedBody(body, lenient);
      return 'verdict' in decoded ? refusalOf(decoded) : decoded;
    },
    admit: (body, stored) => {
      const outcome = stored === undefined ? createRequest(body, lenient) : updateRequest(body, stored, lenient);
      return outcome.verdict === 'accepted' ? outcome.object : refusalOf(outcome);
    },
  };
}

export function customApplyKind(kind: CustomKind, hasStatus: boolean): ApplyKind {
  return {
    context: { type: customApplyType(kind.schema), empty: { apiVersion: kind.apiVersion, kind: kind.kind }, ignored: hasStatus ? STATUS_ONLY : NONE },
    written: (object) => object as unknown as JsonObject,
    decode: (body) => decodeCustomObject(body, kind),
    admit: (body, stored, applied) => admitCustomObject(body, stored, kind, applied),
  };
}

function refusalOf(outcome: Extract<RequestOutcome, { verdict: 'rejected' }>): WriteRefusal {
  return { code: outcome.code, reason: outcome.reason, message: outcome.message, causes: outcome.errors };
}

