import { parseApiVersion } from '../../api/gvk.ts';
import { cloneJson, isJsonObject, type Json, type JsonObject, NumberLiteral, setOwn } from '../../api/json.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { KubeObject } from '../../api/object.ts';
import { strategyOf } from '../../api/strategies/index.ts';
import type { ObjectReference } from '../../diag/finding.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import { structOf } from '../../schema/definitions.ts';
import { decodeStruct } from '../../schema/decode.ts';
import { resourceOf } from '../../schema/resources.ts';
import { withoutServerNoise } from './server-noise.ts';
import type { ScopeOf } from './scope.ts';
import { textAt } from './workload.ts';

/** One object of one of the two states that a plan compares. */
export interface PlannedObject {
  /** Group, kind, namespace and name: what makes two objects the same one. */
  readonly key: string;
  readonly reference: ObjectReference;
  /** As the manifest says it, in its effective namespace, without nulls and without what only the server writes. */
  readonly stated: KubeObject;
  /** The same with the API server's defaults. */
  readonly defaulted: KubeObject;
  /** As it is applied: the manifest with its status, for nodes and other parts of a snapshot. */
  readonly whole: KubeObject;
  readonly document: ManifestDocument;
  /** Why the API server cannot even read it; such an object has no effect on anything. */
  readonly malformed?: string;
  /** Read from a cluster, not written by a person. */
  readonly live: boolean;
}

export interface PlannedObjectContext {
  readonly version: KubernetesVersion;
  /** For namespaced objects that name none. */
  readonly defaultNamespace: string;
  readonly scopeOf: ScopeOf;
}

/** The object of a document; undefined when the document has no kind or no name, which is said elsewhere. */
export function plannedObject(document: ManifestDocument, context: PlannedObjectContext): PlannedObject | undefined {
  const { apiVersion, kind, name } = document;
  const generateName = textAt(document.object, 'metadata', 'generateName');
  if (apiVersion === '' || kind === '' || (name === '' && generateName === undefined)) return undefined;
  const { object: whole, malformed } = decoded(document, context.version);
  const namespaced = (context.scopeOf(apiVersion, kind) ?? (document.namespace === '' ? 'Cluster' : 'Namespaced')) === 'Namespaced';
  const namespace = namespaced ? document.namespace || context.defaultNamespace : undefined;
  const { namespace: _written, ...metadata } = isJsonObject(whole.metadata) ? (whole.metadata as KubeObject['metadata']) : {};
  whole.metadata = namespace === undefined ? metadata : { ...metadata, namespace };
  const stated = withEncodedSecrets(withoutServerNoise(whole));
  const shownName = name === '' ? `${generateName ?? ''}*` : name;
  return {
    key: [parseApiVersion(apiVersion).group, kind, namespace ?? '', shownName].join(' '),
    reference: { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name: shownName },
    stated,
    defaulted: malformed === undefined ? withDefaults(stated, context.version) : stated,
    whole,
    document,
    ...(malformed === undefined ? {} : { malformed }),
    live: textAt(whole, 'metadata', 'uid') !== undefined && textAt(whole, 'metadata', 'resourceVersion') !== undefined,
  };
}

/** Built-in kinds as the API server reads them: amounts and times in their canonical form. Others without their nulls. */
function decoded(document: ManifestDocument, version: KubernetesVersion): { readonly object: KubeObject; readonly malformed?: string } {
  const resource = resourceOf(document.apiVersion, document.kind, version);
  if (resource === undefined) return { object: withoutNulls(document.object) as unknown as KubeObject };
  const { object, decodeError } = decodeStruct(document.object, structOf(resource.definition, version), version);
  if (decodeError !== undefined) return { object: withoutNulls(document.object) as unknown as KubeObject, malformed: decodeError.message };
  return { object: object as unknown as KubeObject };
}

function withDefaults(stated: KubeObject, version: KubernetesVersion): KubeObject {
  const strategy = strategyOf(stated.apiVersion, stated.kind);
  if (strategy?.applyDefaults === undefined) return stated;
  const copy = cloneJson(stated);
  strategy.applyDefaults(copy, { version });
  return copy;
}

/** `stringData` ends up in `data`, so both ways to write the same Secret are equal. */
function withEncodedSecrets(object: KubeObject): KubeObject {
  const { stringData, ...rest } = object as KubeObject & { stringData?: unknown; data?: unknown };
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1' || !isJsonObject(stringData)) return object;
  const data: Record<string, unknown> = isJsonObject(rest.data) ? { ...rest.data } : {};
  for (const [key, value] of Object.entries(stringData)) setOwn(data, key, typeof value === 'string' ? encodeBase64(value) : value);
  return { ...rest, data } as KubeObject;
}

function encodeBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

/** A copy without the keys whose value is null: the API server reads them as absent. Numbers become plain ones. */
function withoutNulls(value: JsonObject): JsonObject {
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(value)) if (item !== null && item !== undefined) setOwn(copy, key, cleaned(item));
  return copy;
}

function cleaned(value: Json): Json {
  if (Array.isArray(value)) return value.map(cleaned);
  if (value instanceof NumberLiteral) return Number(value.text);
  return isJsonObject(value) ? withoutNulls(value) : value;
}
