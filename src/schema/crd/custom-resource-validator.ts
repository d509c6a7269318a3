import { applySchemaDefaults } from '../../api/custom-resources/apply-defaults.ts';
import { validateListTypes } from '../../api/custom-resources/list-types.ts';
import { prune } from '../../api/custom-resources/prune.ts';
import type { Schema } from '../../api/custom-resources/schema.ts';
import { hasRules, validateRules } from '../../api/custom-resources/validate-rules.ts';
import { validateValue } from '../../api/custom-resources/validate-value.ts';
import { invalid, type FieldError } from '../../api/field-error.ts';
import { cloneJson, isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { subdomainName } from '../../api/object-name.ts';
import { validateObjectMetaUpdate } from '../../api/validation/metadata-update.ts';
import { validateObjectMeta } from '../../api/validation/metadata.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import type { CustomKind } from '../custom-kinds.ts';
import { decodeStruct, type StrictError } from '../decode.ts';
import { structOf } from '../definitions.ts';
import { prepareMetadataForCreate, prepareMetadataForUpdate } from '../object-metadata.ts';
import type { Rejected, RequestOutcome } from '../request.ts';
import { validateScale } from './scale.ts';

export interface CustomResourceRequest {
  /** The namespace of the URL; absent: that of the object, or `default`. */
  readonly namespace?: string;
  readonly duplicateKeys?: readonly FieldPath[];
  readonly fieldValidation?: 'Strict' | 'Ignore';
}

export interface CustomResourceValidator {
  /** What the API server answers to a POST of `value`. Pure. */
  create(value: JsonObject, request?: CustomResourceRequest): RequestOutcome;
  /** What it answers to a PUT of `value` over `stored`. */
  update(value: JsonObject, stored: KubeObject, request?: CustomResourceRequest): RequestOutcome;
}

const validators = new WeakMap<CustomKind, CustomResourceValidator>();
/** With these, the rest of an object is too wrong for rules to be evaluated (`hasBlockingErr`). */
const BLOCKING = new Set(['FieldValueNotSupported', 'FieldValueRequired', 'FieldValueTooLong', 'FieldValueTooMany', 'FieldValueTypeInvalid']);
const METADATA_STRUCT = 'core/v1.ConfigMap';
const NOTHING = { errors: [], strictErrors: [], problems: [], warnings: [] } as const;

/** Handles requests for one kind that a definition defines (apiextensions-apiserver/pkg/registry/customresource/strategy.go, v1.36). Made once for each kind. */
export function customResourceValidator(kind: CustomKind): CustomResourceValidator {
  let known = validators.get(kind);
  if (known === undefined) {
    known = makeValidator(kind);
    validators.set(kind, known);
  }
  return known;
}

function makeValidator(kind: CustomKind): CustomResourceValidator {
  const schema = (kind.schema ?? {}) as Schema;
  const ruled = hasRules(schema);
  const answer = (value: JsonObject, stored: KubeObject | undefined, request: CustomResourceRequest): RequestOutcome => {
    const read = readObject(value, schema, kind, request);
    if ('verdict' in read) return read;
    const { object } = read;
    if (stored === undefined) prepareMetadataForCreate(object.metadata);
    else prepareMetadataForUpdate(object.metadata, stored.metadata);
    if (kind.hasStatus === true) settleStatus(object, stored);
    const errors = validateObject(object, stored, schema, ruled, kind);
    if (errors.length > 0) return { verdict: 'rejected', code: 422, reason: 'Invalid', message: `${kind.kind} ${object.metadata.name ?? ''} is invalid`, ...NOTHING, errors, object };
    return { verdict: 'accepted', code: stored === undefined ? 201 : 200, object, warnings: [] };
  };
  return { create: (value, request = {}) => answer(value, undefined, request), update: (value, stored, request = {}) => answer(value, stored, request) };
}

/** Decodes metadata as of any object, and everything else by the schema: unknown fields go, defaults come. */
function readObject(value: JsonObject, schema: Schema, kind: CustomKind, request: CustomResourceRequest): { readonly object: KubeObject } | Rejected {
  const data = cloneJson(value);
  const metadata = data['metadata'] ?? {};
  if (!isJsonObject(metadata)) return badRequest('metadata must be an object', 'metadata');
  const decoded = decodeStruct({ metadata }, structOf(METADATA_STRUCT, '1.36'), '1.36');
  const object = data as unknown as KubeObject;
  object.metadata = (decoded.object as unknown as KubeObject).metadata ?? {};
  const { decodeError, problems } = decoded;
  if (decodeError !== undefined) return { ...badRequest(decodeError.message, decodeError.path), decodeError, problems, object };
  const strictErrors: StrictError[] = (request.duplicateKeys ?? []).map((path) => ({ kind: 'duplicate', path, serverPath: path }));
  strictErrors.push(...decoded.strictErrors);
  if (kind.schema !== undefined && !kind.preserveUnknownFields) strictErrors.push(...prune(data, schema, true).map((path): StrictError => ({ kind: 'unknown', path, serverPath: path })));
  if (strictErrors.length > 0 && request.fieldValidation !== 'Ignore') {
    return { ...badRequest(`strict decoding: ${strictErrors.map((error) => `${error.kind} field ${error.serverPath}`).join(', ')}`), strictErrors, object };
  }
  applySchemaDefaults(data, withoutMetadata(schema));
  const namespace = request.namespace ?? (object.metadata.namespace === undefined || object.metadata.namespace === '' ? 'default' : object.metadata.namespace);
  if (!kind.namespaced) delete object.metadata.namespace;
  else if ((object.metadata.namespace ?? namespace) !== namespace) return { ...badRequest(`the object names the namespace ${object.metadata.namespace ?? ''}, the request ${namespace}; use one of them`, 'metadata.namespace'), object };
  else object.metadata.namespace = namespace;
  return { object };
}

/** A status subresource takes the status out of the hands of those who write the object. */
function settleStatus(object: KubeObject, stored: KubeObject | undefined): void {
  const data = object as unknown as JsonObject;
  const status = stored === undefined ? undefined : (stored as unknown as JsonObject)['status'];
  if (status === undefined) delete data['status'];
  else data['status'] = cloneJson(status);
}

function validateObject(object: KubeObject, stored: KubeObject | undefined, schema: Schema, ruled: boolean, kind: CustomKind): FieldError[] {
  const data = object as unknown as Json;
  const errors = validateObjectMeta(object.metadata, kind.namespaced, subdomainName);
  if (stored !== undefined) errors.push(...validateObjectMetaUpdate(object.metadata, stored.metadata));
  if (kind.schema === undefined) return errors;
  errors.push(...validateValue(data, schema, ''), ...(kind.scale === undefined ? [] : validateScale(object as unknown as JsonObject, kind.scale)), ...validateListTypes(data, schema, ''));
  if (!ruled) return errors;
  if (errors.some(({ reason }) => BLOCKING.has(reason))) return [...errors, invalid('<nil>', null, 'rules were not evaluated because of the other mistakes; mend them and look again')];
  return [...errors, ...validateRules(data, schema, stored as unknown as Json | undefined)];
}

/** Metadata has no defaults, whatever a schema says. */
function withoutMetadata(schema: Schema): Schema {
  const { metadata: _metadata, ...properties } = schema.properties ?? {};
  return { ...schema, properties };
}

function badRequest(message: string, path?: FieldPath): Rejected {
  return { verdict: 'rejected', code: 400, reason: 'BadRequest', message, ...NOTHING, ...(path === undefined ? {} : { path }) };
}
