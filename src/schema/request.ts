import { namespaceLabels } from '../api/admission/namespace-labels.ts';
import { admissionWarnings, admit, validateAdmission, type AdmissionCluster, type AdmissionRefusal } from '../api/admission/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../api/json.ts';
import { invalid, type FieldError } from '../api/field-error.ts';
import { apiVersionOf, parseApiVersion } from '../api/gvk.ts';
import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import { pathSegmentName } from '../api/object-name.ts';
import { strategyOf } from '../api/strategies/index.ts';
import type { ServerWarning, Strategy, ValidationContext } from '../api/strategy.ts';
import { metadataRulesOf } from '../api/validation/metadata-rules.ts';
import { validateObjectMetaUpdate } from '../api/validation/metadata-update.ts';
import { validateObjectMeta, validateStandardFinalizers } from '../api/validation/metadata.ts';
import { validateNoPrivileged } from '../api/validation/privileged.ts';
import type { FieldPath } from '../diag/field-path.ts';
import { decodeStruct, type DecodeProblem, type StrictError } from './decode.ts';
import { structOf } from './definitions.ts';
import { prepareMetadataForCreate, prepareMetadataForUpdate } from './object-metadata.ts';
import { resourceOf, type Resource } from './resources.ts';

/** What a request depends on besides its body. */
export interface RequestContext {
  readonly version: KubernetesVersion;
  /** The apiVersion and kind of the URL; absent: those of the object. */
  readonly endpoint?: { readonly apiVersion: string; readonly kind: string };
  /** The namespace of the URL; absent: that of the object, or `default`. */
  readonly namespace?: string;
  /** Paths of keys that occurred more than once in the body. */
  readonly duplicateKeys?: readonly FieldPath[];
  /** What to do with unknown and duplicate fields: refuse them (the default, and what kubectl asks for), or drop them silently. */
  readonly fieldValidation?: 'Strict' | 'Ignore';
  /** What the admission plugins can look up; absent: nothing is known, and they only fill in what needs no look-up. */
  readonly cluster?: AdmissionCluster;
  /** The API server's flag `--allow-privileged`. Default: true. */
  readonly allowPrivileged?: boolean;
}

const UNKNOWN_CLUSTER: AdmissionCluster = { complete: false, priorityClasses: [], runtimeClasses: [], storageClasses: [], ingressClasses: [] };

export interface Accepted {
  readonly verdict: 'accepted';
  /** 201 for a create, 200 for an update. */
  readonly code: number;
  /** Decoded, defaulted and prepared: what the server would store, but for names, uids and times that it makes up. */
  readonly object: KubeObject;
  readonly warnings: readonly ServerWarning[];
}

export interface Rejected {
  readonly verdict: 'rejected';
  /** 400, 403, 404, 409 or 422. */
  readonly code: number;
  /** The reason of the server's Status: `BadRequest`, `Invalid`, `Forbidden`, … */
  readonly reason: string;
  readonly message: string;
  /** For 422: the causes. */
  readonly errors: readonly FieldError[];
  /** Unknown and duplicate fields; beside a value that could not be decoded, the server does not mention them. */
  readonly strictErrors: readonly StrictError[];
  readonly decodeError?: DecodeProblem;
  /** Every value that could not be decoded; the server names only `decodeError`. */
  readonly problems: readonly DecodeProblem[];
  /** Where a message without causes points to. */
  readonly path?: FieldPath;
  /** An admission policy of the user refuses the request, and not a built-in plugin. */
  readonly byPolicy?: true;
  /** The object as far as it could be read; absent when its kind is unknown. */
  readonly object?: KubeObject;
  readonly warnings: readonly ServerWarning[];
}

export type RequestOutcome = Accepted | Rejected;

/** What the API server answers to a POST of `value`. Pure: `value` is not changed. */
export function createRequest(value: Json, context: RequestContext): RequestOutcome {
  const read = readBody(value, context);
  if ('verdict' in read) return read;
  const { object, resource, strategy } = read;
  const mismatch = settleNamespace(object, resource, context);
  if (mismatch !== undefined) return mismatch;
  const cluster = context.cluster ?? UNKNOWN_CLUSTER;
  const validation = validationContext(object, cluster, context.version);
  strategy?.applyDefaults?.(object, validation);
  prepareMetadataForCreate(object.metadata);
  const refusal = admit(object, undefined, cluster);
  if (refusal !== undefined) return forbidden(refusal, object);
  const unassignable = strategy?.allocate?.(object, validation) ?? [];
  if (unassignable.length > 0) return invalidObject(unassignable, object, []);
  const early = strategy?.warningsOfPreparing?.(object, validation) ?? [];
  strategy?.prepareForCreate?.(object, validation);
  const errors = [...validateCreate(object, resource, strategy, validation), ...(context.allowPrivileged === false ? validateNoPrivileged(object) : [])];
  const warnings = [...early, ...(strategy?.warnings?.(object, validation) ?? [])];
  if (errors.length > 0) return invalidObject(errors, object, warnings);
  const late = validateAdmission(object, undefined, cluster, context.version);
  if (late !== undefined) return forbidden(late, object);
  return { verdict: 'accepted', code: 201, object, warnings: [...warnings, ...admissionWarnings(object, undefined, cluster, context.version)] };
}

/** What the API server answers to a PUT of `value` over `stored`, an object as it stores it (decoded and defaulted). */
export function updateRequest(value: Json, stored: KubeObject, context: RequestContext): RequestOutcome {
  const read = readBody(value, context);
  if ('verdict' in read) return read;
  const { object, resource, strategy } = read;
  const mismatch = settleNamespace(object, resource, { ...context, namespace: stored.metadata.namespace ?? '' });
  if (mismatch !== undefined) return mismatch;
  const conflict = settleIdentity(object, stored);
  if (conflict !== undefined) return conflict;
  const cluster = context.cluster ?? UNKNOWN_CLUSTER;
  const validation = validationContext(object, cluster, context.version);
  strategy?.applyDefaults?.(object, validation);
  prepareMetadataForUpdate(object.metadata, stored.metadata);
  const refusal = admit(object, stored, cluster);
  if (refusal !== undefined) return forbidden(refusal, object);
  const unassignable = strategy?.allocate?.(object, validation, stored) ?? [];
  if (unassignable.length > 0) return invalidObject(unassignable, object, []);
  strategy?.prepareForUpdate?.(object, stored, validation);
  const errors = validateChange(object, stored, resource, strategy, validation);
  const warnings = strategy?.warnings?.(object, validation, stored) ?? [];
  if (errors.length > 0) return invalidObject(errors, object, warnings);
  const late = validateAdmission(object, stored, cluster, context.version);
  if (late !== undefined) return forbidden(late, object);
  return { verdict: 'accepted', code: 200, object, warnings: [...warnings, ...admissionWarnings(object, stored, cluster, context.version)] };
}

function validationContext(object: KubeObject, cluster: AdmissionCluster, version: KubernetesVersion): ValidationContext {
  const labels = namespaceLabels(object, cluster);
  return labels === undefined ? { version } : { version, namespaceLabels: labels };
}

/** The body of a request decoded and defaulted, as field ownership looks at it: before anything is prepared or allocated. */
export function decodedBody(value: Json, context: RequestContext): KubeObject | Rejected {
  const read = readBody(value, context);
  if ('verdict' in read) return read;
  read.strategy?.applyDefaults?.(read.object, { version: context.version });
  return read.object;
}

interface Body {
  readonly object: KubeObject;
  readonly resource: Resource;
  readonly strategy: Strategy | undefined;
}

/** Finds the type that the body is of and decodes it (apimachinery/pkg/runtime/serializer/json/json.go, apiserver/pkg/endpoints/handlers/create.go). */
function readBody(value: Json, context: RequestContext): Body | Rejected {
  if (value !== null && !isJsonObject(value)) return badRequest('the document is not an object, so it has no apiVersion and kind');
  const body: JsonObject = value ?? {};
  const { endpoint } = context;
  for (const key of ['apiVersion', 'kind']) {
    const text = body[key] ?? '';
    if (typeof text !== 'string') return badRequest(`${key} must be a string`, key);
  }
  const written = { apiVersion: String(body['apiVersion'] ?? ''), kind: String(body['kind'] ?? '') };
  const kind = written.kind === '' ? (endpoint?.kind ?? '') : written.kind;
  const apiVersion = effectiveApiVersion(written.apiVersion, endpoint?.apiVersion);
  if (apiVersion === undefined) return badRequest(`${written.apiVersion} is not an apiVersion, which is a version such as v1 or a group and a version such as apps/v1`, 'apiVersion');
  if (kind === '') return badRequest('the object has no kind', 'kind');
  if (apiVersion === '') return badRequest('the object has no apiVersion', 'apiVersion');
  const resource = resourceOf(apiVersion, kind, context.version);
  if (resource === undefined) return badRequest(`there is no kind ${kind} in ${apiVersion} of Kubernetes ${context.version}`, 'kind');
  const decoded = decodeStruct(body, structOf(resource.definition, context.version), context.version, context.duplicateKeys);
  const object = decoded.object as unknown as KubeObject;
  object.apiVersion = apiVersion;
  object.kind = kind;
  object.metadata ??= {};
  const { decodeError, strictErrors, problems } = decoded;
  if (decodeError !== undefined) return { ...badRequest(decodeError.message, decodeError.path), decodeError, problems, strictErrors, object };
  const strategy = strategyOf(apiVersion, kind);
  const unconvertible = strategy?.conversionProblem?.(object);
  if (unconvertible !== undefined) return { ...badRequest(unconvertible.message, unconvertible.path), strictErrors, object };
  if (strictErrors.length > 0 && context.fieldValidation !== 'Ignore') {
    const names = strictErrors.map((error) => `${error.kind} field ${error.serverPath}`).join(', ');
    return { ...badRequest(`strict decoding: ${names}`), strictErrors, object };
  }
  if (endpoint !== undefined && (apiVersion !== endpoint.apiVersion || kind !== endpoint.kind)) {
    return badRequest(`a ${kind} of ${apiVersion} was sent where a ${endpoint.kind} of ${endpoint.apiVersion} belongs`, 'kind');
  }
  return { object, resource, strategy };
}

/** The apiVersion after the defaults of the URL; undefined when the text is none. */
function effectiveApiVersion(text: string, fallback: string | undefined): string | undefined {
  if (text.split('/').length > 2) return undefined;
  if (fallback === undefined) return text;
  const { group, version } = parseApiVersion(text === '/' ? '' : text);
  const fallbackParts = parseApiVersion(fallback);
  if (version === '' && (group === '' || group === fallbackParts.group)) return fallback;
  return apiVersionOf({ group, version, kind: '' });
}

/** An object without a namespace gets that of the request; one that contradicts it is refused (apiserver/pkg/registry/rest/meta.go). */
function settleNamespace(object: KubeObject, resource: Resource, context: RequestContext): Rejected | undefined {
  const written = object.metadata.namespace ?? '';
  if (!resource.namespaced) {
    delete object.metadata.namespace;
    return undefined;
  }
  const wanted = context.namespace ?? (written === '' ? 'default' : written);
  if (written !== '' && written !== wanted) {
    return { ...badRequest(`the object names the namespace ${written}, the request ${wanted}; use one of them`, 'metadata.namespace'), object };
  }
  object.metadata.namespace = wanted;
  return undefined;
}

/** An update must name the object that it changes, and start from its present version. */
function settleIdentity(object: KubeObject, stored: KubeObject): Rejected | undefined {
  const { name = '', uid = '', resourceVersion = '' } = object.metadata;
  if (name === '') return { ...badRequest(`the update has no name, it should be ${stored.metadata.name ?? ''}`, 'metadata.name'), object };
  if (name !== stored.metadata.name) return { ...badRequest(`the update is named ${name}, the object ${stored.metadata.name ?? ''}`, 'metadata.name'), object };
  if (uid !== '' && stored.metadata.uid !== undefined && uid !== stored.metadata.uid) return conflict('the object with this name has another uid: it was deleted and created again', 'metadata.uid', object);
  if (resourceVersion !== '' && stored.metadata.resourceVersion !== undefined && resourceVersion !== stored.metadata.resourceVersion) {
    return conflict('the object has changed since this version was read', 'metadata.resourceVersion', object);
  }
  return undefined;
}

function validateCreate(object: KubeObject, resource: Resource, strategy: Strategy | undefined, context: ValidationContext): FieldError[] {
  const rules = metadataRulesOf(resource.group, resource.kind);
  const { metadata } = object;
  const own = strategy?.validate(object, context) ?? [];
  if (!rules.onCreate || strategy === undefined) return own.length > 0 ? own : validateObjectMeta(metadata, resource.namespaced, pathSegmentName);
  const errors = [...own, ...validateObjectMeta(metadata, resource.namespaced, strategy.nameProblems)];
  if (rules.standardFinalizers) errors.push(...validateStandardFinalizers(metadata));
  // What comes after a kind's own checks repeats those of metadata with a laxer rule for names, so only that rule can say something new.
  return errors.length > 0 ? errors : pathSegmentName(metadata.name ?? '', false).map((problem) => invalid('metadata.name', metadata.name, problem));
}

/** The checks that every kind gets, and those that the kind repeats: the server reports each time (apiserver/pkg/registry/rest/update.go). */
function validateChange(object: KubeObject, stored: KubeObject, resource: Resource, strategy: Strategy | undefined, context: ValidationContext): FieldError[] {
  const rules = metadataRulesOf(resource.group, resource.kind);
  const { metadata } = object;
  const errors = [...validateObjectMeta(metadata, resource.namespaced, pathSegmentName), ...validateObjectMetaUpdate(metadata, stored.metadata)];
  if (strategy === undefined) return errors;
  for (let time = 0; time < rules.repeatsOnUpdate; time += 1) {
    errors.push(...validateObjectMeta(metadata, resource.namespaced, strategy.nameProblems));
    if (rules.standardFinalizers) errors.push(...validateStandardFinalizers(metadata));
  }
  for (let time = 0; time < rules.repeatsChangeOnUpdate; time += 1) {
    errors.push(...validateObjectMetaUpdate(metadata, stored.metadata));
    if (rules.standardFinalizers) errors.push(...validateStandardFinalizers(metadata));
  }
  errors.push(...(strategy.validateUpdate?.(object, stored, context) ?? strategy.validate(object, context)));
  return errors;
}

const NOTHING = { errors: [], strictErrors: [], problems: [], warnings: [] } as const;

function badRequest(message: string, path?: FieldPath): Rejected {
  return { verdict: 'rejected', code: 400, reason: 'BadRequest', message, ...NOTHING, ...(path === undefined ? {} : { path }) };
}

function conflict(message: string, path: FieldPath, object: KubeObject): Rejected {
  return { verdict: 'rejected', code: 409, reason: 'Conflict', message, ...NOTHING, path, object };
}

function forbidden(refusal: AdmissionRefusal, object: KubeObject): Rejected {
  return { verdict: 'rejected', ...NOTHING, ...refusal, object };
}

function invalidObject(errors: readonly FieldError[], object: KubeObject, warnings: readonly ServerWarning[]): Rejected {
  return { verdict: 'rejected', code: 422, reason: 'Invalid', message: `${object.kind} ${object.metadata.name ?? ''} is invalid`, ...NOTHING, errors, object, warnings };
}
