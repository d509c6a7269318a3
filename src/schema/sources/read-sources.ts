import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseApiVersion } from '../../api/gvk.ts';
import { isJsonObject, type JsonObject } from '../../api/json.ts';
import { UsageError } from '../../diag/usage-error.ts';
import { discover } from '../../load/discover.ts';
import { diskTree, type FileTree } from '../../load/file-tree.ts';
import { loadFrom } from '../../load/load.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import type { Finding } from '../../diag/finding.ts';
import { openKind, type KindDescription, type KindSource } from './kind-source.ts';
import { isOpenApi, openApiSource } from './open-api.ts';
import { parsePathTemplate, templateValues } from './path-template.ts';
import { plainSchemaCheck } from './plain-schema.ts';

export interface Sources {
  /** Documents of manifests: CustomResourceDefinitions, and whatever else lies beside them. */
  readonly documents: readonly ManifestDocument[];
  readonly findings: readonly Finding[];
  readonly sources: readonly KindSource[];
}

/**
 * Reads what `--crds` names: files, folders and globs with CustomResourceDefinitions, OpenAPI descriptions of a cluster and JSON Schemas, and
 * templates of paths as kubeconform's `-schema-location` has them. Throws a UsageError, also for addresses: nothing is downloaded.
 */
export async function readSources(locations: readonly string[]): Promise<Sources> {
  const documents: ManifestDocument[] = [];
  const findings: Finding[] = [];
  const sources: KindSource[] = [];
  for (const location of locations) {
    if (location === 'default') continue; // kubeconform's name for the schemas of Kubernetes itself, which are built in
    refuseAddress(location);
    if (location.includes('{{')) sources.push(templateSource(location));
    else {
      const read = await readLocation(location);
      documents.push(...read.documents);
      findings.push(...read.findings);
      sources.push(...read.sources);
    }
  }
  return { documents, findings, sources };
}

function refuseAddress(location: string): void {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(location)) return;
  const example = location.includes('{{') ? 'download the files once (a clone of their repository will do) and give the same template with a local path' : `download it once, such as with: curl -fsSLo crds.yaml ${location}`;
  throw new UsageError(`--crds ${location}: kubeplan works offline and fetches nothing; ${example}`);
}

async function readLocation(location: string): Promise<Sources> {
  const tree = diskTree();
  const { items } = await discover([location], tree);
  const sources: KindSource[] = [];
  const taken = new Set<string>();
  for (const item of items) {
    if (item.kind !== 'file' || !item.path.endsWith('.json')) continue;
    const source = sourceIn(item.path, tree);
    if (source === undefined) continue;
    sources.push(source);
    taken.add(item.path);
  }
  if (taken.size > 0 && taken.size === items.length) return { documents: [], findings: [], sources };
  const set = await loadFrom(without(taken, tree), [location], {});
  return { documents: set.documents, findings: set.findings, sources };
}

/** The tree without files that have been read otherwise. */
function without(taken: ReadonlySet<string>, tree: FileTree): FileTree {
  if (taken.size === 0) return tree;
  return {
    ...tree,
    entries: (folder, root) => tree.entries(folder, root).filter(({ name }) => !taken.has(folder === '.' ? name : posix.join(folder, name))),
    glob: async (pattern) => (await tree.glob(pattern)).filter((path) => !taken.has(path)),
  };
}

/** What a JSON file describes, when it is no manifest. */
function sourceIn(path: string, tree: FileTree): KindSource | undefined {
  const bytes = tree.read(path);
  const document = Buffer.isBuffer(bytes) ? parseJson(bytes.toString('utf8')) : undefined;
  if (document === undefined || (typeof document['apiVersion'] === 'string' && typeof document['kind'] === 'string')) return undefined;
  if (isOpenApi(document)) return openApiSource(document);
  const isSchema = typeof document['$schema'] === 'string' || isJsonObject(document['properties']) || typeof document['$ref'] === 'string';
  return isSchema ? namedSchemaSource(path, document) : undefined;
}

function parseJson(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A JSON Schema that is found by its file name: `GROUP/KIND_VERSION.json`, `KIND-GROUP-VERSION.json`, in lower case. */
function namedSchemaSource(path: string, schema: JsonObject): KindSource {
  const lower = `/${path.toLowerCase()}`;
  const describe = describer(path, schema);
  return {
    describe: (apiVersion, kind) => (schemaNames(apiVersion, kind).some((name) => lower.endsWith(`/${name}`)) ? describe(apiVersion, kind) : undefined),
  };
}

function schemaNames(apiVersion: string, kind: string): string[] {
  const { group, version } = parseApiVersion(apiVersion.toLowerCase());
  const [firstLabel = ''] = group.split('.');
  const name = kind.toLowerCase();
  return [`${group}/${name}_${version}.json`, `${name}-${group}-${version}.json`, `${name}-${firstLabel}-${version}.json`, `${group}_${name}_${version}.json`];
}

/** Compiles the schema when a first object asks. */
function describer(path: string, schema: JsonObject): (apiVersion: string, kind: string) => KindDescription {
  let check: ReturnType<typeof plainSchemaCheck> | undefined;
  return (apiVersion, kind) => {
    check ??= plainSchemaCheck(schema, (other) => readSchema(posix.join(posix.dirname(path), other.split('#')[0] ?? '')));
    if (typeof check === 'string') throw new UsageError(`--crds ${path}: this schema cannot be used: ${check}`);
    return { kind: openKind(apiVersion, kind), check };
  };
}

function templateSource(template: string): KindSource {
  const pathOf = parsePathTemplate(template.endsWith('.json') ? template : `${template}/{{ .NormalizedKubernetesVersion }}-standalone{{ .StrictSuffix }}/{{ .ResourceKind }}{{ .KindSuffix }}.json`);
  const known = new Map<string, ((apiVersion: string, kind: string) => KindDescription) | null>();
  return {
    describe(apiVersion, kind, version) {
      // What manifests say is no path.
      if (!/^[\w.-]+(?:\/[\w.-]+)?$/.test(apiVersion) || apiVersion.includes('..') || !/^\w+$/.test(kind)) return undefined;
      const path = pathOf(templateValues(apiVersion, kind, version));
      let describe = known.get(path);
      if (describe === undefined) {
        const schema = readSchema(path);
        describe = schema === undefined ? null : describer(path, schema);
        known.set(path, describe);
      }
      return describe?.(apiVersion, kind);
    },
  };
}

/** Undefined when there is no such file. */
function readSchema(path: string): JsonObject | undefined {
  if (!existsSync(path)) return undefined;
  const schema = parseJson(readFileSync(path, 'utf8'));
  if (schema === undefined) throw new UsageError(`--crds ${path}: this file is no JSON Schema`);
  return schema;
}
