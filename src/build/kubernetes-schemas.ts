import { KUBERNETES_VERSIONS } from '../api/kubernetes-version.ts';

/** A property as the OpenAPI description of Kubernetes writes it. */
export interface PublishedSchema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly items?: PublishedSchema;
  readonly additionalProperties?: PublishedSchema;
  readonly properties?: Readonly<Record<string, PublishedSchema>>;
  readonly required?: readonly string[];
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly { readonly group: string; readonly version: string; readonly kind: string }[];
}

export interface PublishedResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
}

/** One file of ../shared/schemas. */
export interface PublishedApi {
  readonly definitions: Readonly<Record<string, PublishedSchema>>;
  readonly resources: readonly PublishedResource[];
}

/** The contents of `schemas/kubernetes/`: see `src/schema/definitions.ts` and `src/schema/resources.ts` for the formats. */
export interface CompactSchemas {
  readonly definitions: string;
  readonly resources: string;
}

const PREFIX = '#/definitions/';
const ALL = 2 ** KUBERNETES_VERSIONS.length - 1;

/** Definitions with a JSON form of their own in Go (`UnmarshalJSON`), with their code. */
const SPECIAL: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'x',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 't',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'u',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'f',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'r',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'j',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': 'B',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': 'A',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': 'S',
};

const SCALARS: Readonly<Record<string, string>> = {
  'string ': 's',
  'string byte': 'y',
  'string date-time': 't',
  'integer int32': 'i',
  'integer int64': 'l',
  'boolean ': 'b',
  'number double': 'd',
};

/** Packs the descriptions of all versions, oldest first, into one text for types and one for resources. */
export function compactSchemas(versions: readonly PublishedApi[]): CompactSchemas {
  return { definitions: compactDefinitions(versions), resources: compactResources(versions) };
}

function compactDefinitions(versions: readonly PublishedApi[]): string {
  const names = new Set(versions.flatMap((api) => Object.keys(api.definitions).filter((name) => isWanted(name, api.definitions))));
  return [...names]
    .sort()
    .map((name) => definitionLine(name, versions) + '\n')
    .join('');
}

/** Lists are read as their items, and objects that only the server writes are not read. */
function isWanted(name: string, definitions: PublishedApi['definitions']): boolean {
  const short = name.split('.').at(-1) ?? '';
  if (SPECIAL[name] !== undefined || name.startsWith('io.k8s.apimachinery.pkg.version') || short === 'WatchEvent') return false;
  return !(short.endsWith('List') && definitions[name]?.properties?.['items'] !== undefined);
}

/** What a property must be and how lists merge is taken from the newest version: older descriptions only lack the statement. */
function definitionLine(name: string, versions: readonly PublishedApi[]): string {
  let mask = 0;
  let mapType = '';
  const marks = new Map<string, { required: string; merge: string }>();
  const fields = new Map<string, { key: string; type: string; mask: number }>();
  versions.forEach((api, index) => {
    const definition = api.definitions[name];
    if (definition === undefined) return;
    mask |= 1 << index;
    mapType = definition['x-kubernetes-map-type'] === 'atomic' ? '@a' : '';
    const required = new Set(definition.required ?? []);
    for (const [key, property] of Object.entries(definition.properties ?? {})) {
      marks.set(key, { required: required.has(key) ? '!' : '', merge: mergeText(property) });
      const type = typeText(property, name);
      const field = fields.get(`${key} ${type}`) ?? { key, type, mask: 0 };
      field.mask |= 1 << index;
      fields.set(`${key} ${type}`, field);
    }
  });
  const texts = [...fields.values()].map((field) => {
    const mark = marks.get(field.key);
    return `${field.key}${mark?.required ?? ''}:${field.type}${mark?.merge ?? ''}${field.mask === mask ? '' : `%${field.mask.toString(16)}`}`;
  });
  return [`${shortName(name)}${mapType}`, mask === ALL ? '*' : mask.toString(16), ...texts].join(' ');
}

function typeText(schema: PublishedSchema, owner: string): string {
  if (schema.$ref !== undefined) {
    const target = schema.$ref.slice(PREFIX.length);
    const special = SPECIAL[target];
    if (special !== undefined) return special;
    const from = shortName(owner).slice(0, shortName(owner).lastIndexOf('.') + 1);
    const to = shortName(target);
    return `<${to.startsWith(from) ? to.slice(from.length) : to}`;
  }
  if (schema.type === 'array') return `[${typeText(schema.items ?? {}, owner)}`;
  if (schema.type === 'object' && schema.additionalProperties !== undefined) return `{${typeText(schema.additionalProperties, owner)}`;
  const scalar = SCALARS[`${schema.type ?? ''} ${schema.format ?? ''}`];
  if (scalar === undefined) throw new Error(`${owner}: no code for ${JSON.stringify(schema)}`);
  return scalar;
}

/** `@a` atomic, `@s` set, `@m:key,key` map; `^strategy:key` the strategic merge patch. */
function mergeText(schema: PublishedSchema): string {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const kind = schema['x-kubernetes-list-type'] ?? schema['x-kubernetes-map-type'];
  const list = kind === undefined || kind === 'granular' ? '' : kind === 'map' ? `@m:${keys.join(',')}` : `@${kind[0] ?? ''}`;
  const strategy = schema['x-kubernetes-patch-strategy'];
  return `${list}${strategy === undefined ? '' : `^${strategy}:${schema['x-kubernetes-patch-merge-key'] ?? ''}`}`;
}

/** `core/v1.Pod` for `io.k8s.api.core.v1.Pod`. */
function shortName(name: string): string {
  const parts = name.split('.');
  return `${parts.at(-3) ?? ''}/${parts.at(-2) ?? ''}.${parts.at(-1) ?? ''}`;
}

function compactResources(versions: readonly PublishedApi[]): string {
  const lines = new Map<string, { head: string; mask: number; subresources: Map<string, number> }>();
  versions.forEach((api, index) => {
    const definitionOf = definitionsByKind(api);
    for (const resource of api.resources) {
      const definition = definitionOf.get(`${resource.group}/${resource.version}/${resource.kind}`);
      if (definition === undefined) throw new Error(`no definition of ${resource.kind}`);
      const head = [resource.group || '-', resource.version, resource.kind, resource.plural, resource.namespaced ? 'N' : 'C', resource.verbs.join(','), shortName(definition)].join(' ');
      const line = lines.get(head) ?? { head, mask: 0, subresources: new Map<string, number>() };
      line.mask |= 1 << index;
      for (const name of resource.subresources) line.subresources.set(name, (line.subresources.get(name) ?? 0) | (1 << index));
      lines.set(head, line);
    }
  });
  return [...lines.values()]
    .map(({ head, mask, subresources }) => {
      const parts = [...subresources].map(([name, present]) => (present === mask ? name : `${name}%${present.toString(16)}`));
      return `${head} ${mask === ALL ? '*' : mask.toString(16)} ${parts.join(',') || '-'}\n`;
    })
    .sort()
    .join('');
}

function definitionsByKind(api: PublishedApi): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const [name, definition] of Object.entries(api.definitions)) {
    const kinds = definition['x-kubernetes-group-version-kind'] ?? [];
    const [only] = kinds;
    if (kinds.length === 1 && only !== undefined) result.set(`${only.group}/${only.version}/${only.kind}`, name);
  }
  return result;
}
