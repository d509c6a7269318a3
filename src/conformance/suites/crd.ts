import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '../../api/json.ts';
import { AssertionError } from '../../diag/assertion.ts';
import { splitDocuments } from '../../load/split-documents.ts';
import { customResourceValidator } from '../../schema/crd/custom-resource-validator.ts';
import { customKindsOf, type CustomKind } from '../../schema/custom-kinds.ts';
import { createRequest } from '../../schema/request.ts';
import type { RecordedVerdict } from '../api-recordings.ts';
import { compareVerdict } from '../compare-verdict.ts';
import { applyJsonPatch, type PatchOperation } from '../json-patch.ts';
import { parseBody } from '../parse-body.ts';
import { readJsonLines, readRecording } from '../recordings.ts';
import type { Suite } from '../suite.ts';
import { Tally } from '../tally.ts';

interface RecordedRule {
  readonly id: string;
  readonly validation: JsonObject;
  readonly definition: RecordedVerdict;
  readonly results?: readonly (RecordedVerdict & { readonly object: number })[];
}

interface RecordedResource {
  readonly id: string;
  /** The path of a file of the corpus, `#` and the index of the document. */
  readonly base: string;
  readonly ops: readonly PatchOperation[];
  readonly verdict: RecordedVerdict;
}

/** Rules in CEL, each in a definition of its own, and custom resources of the corpus with changes (which needs the corpus beside the recordings). */
export const crdSuite: Suite = {
  name: 'crd',
  run: (folder, filter) => {
    const tally = new Tally();
    const wanted = (id: string): boolean => filter.match === undefined || id.includes(filter.match);
    // Read as the server reads it: large integers are exact.
    const shared = parseBody(readRecording(folder, 'cel-schema-and-objects.json') ?? '{}', 'application/json');
    const { specSchema, objects } = (shared.problem === undefined ? shared.value : {}) as unknown as { specSchema: JsonObject; objects: JsonObject[] };
    for (const { id, validation, definition, results = [] } of readJsonLines<RecordedRule>(folder, 'cel.jsonl')) {
      if (!wanted(id) || (filter.kind !== undefined && filter.kind !== 'CEL')) continue;
      const crd = definitionWith(specSchema, validation);
      tally.add(`${id} ${String(validation['rule'])}`, 'CEL', 'definition', compareVerdict(createRequest(crd, { version: '1.36' }), definition));
      const kind = [...customKindsOf([crd]).values()][0];
      if (kind === undefined) continue;
      for (const { object, ...recorded } of results) {
        const value = { apiVersion: kind.apiVersion, kind: kind.kind, metadata: { name: 'case' }, spec: objects[object] ?? {} };
        tally.add(`${id} object ${object} ${String(validation['rule'])}`, 'CEL', 'object', compareVerdict(customResourceValidator(kind).create(value), recorded));
      }
    }
    runResources(folder, wanted, filter.kind, tally);
    return tally.result();
  },
};

function definitionWith(specSchema: JsonObject, validation: JsonObject): JsonObject {
  const spec = { ...specSchema, 'x-kubernetes-validations': [validation] };
  const openAPIV3Schema = { type: 'object', properties: { spec } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'cases.cel.example.org' },
    spec: { group: 'cel.example.org', scope: 'Namespaced', names: { plural: 'cases', singular: 'case', kind: 'Case', listKind: 'CaseList' }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }] },
  };
}

function runResources(folder: string, wanted: (id: string) => boolean, kindFilter: string | undefined, tally: Tally): void {
  // The copy in the repository has neither the corpus nor what was recorded of it: both lie in the shared folder beside it, if anywhere.
  const oracle = [join(folder, '..'), join(folder, '../../../../shared/oracle')].find((candidate) => existsSync(join(candidate, 'corpus/crds.jsonl.gz')) || existsSync(join(candidate, 'corpus/crds.jsonl')));
  if (oracle === undefined) return tally.leaveOut('of the corpus, which is not here');
  const corpus = join(oracle, 'corpus');
  const recordings = readJsonLines<RecordedResource>(join(oracle, 'crd'), 'resources.jsonl');
  const kinds = corpusKinds(corpus);
  const bases = new Map<string, JsonObject>();
  for (const { id, base, ops, verdict } of recordings) {
    if (!wanted(id)) continue;
    let object = bases.get(base);
    if (object === undefined) bases.set(base, (object = documentOf(corpus, base)));
    const kind = kinds.get(`${String(object['apiVersion'])} ${String(object['kind'])}`);
    if (kind === undefined) {
      tally.leaveOut('of kinds without a definition');
      continue;
    }
    if (kindFilter !== undefined && kindFilter !== kind.kind) continue;
    const changed = applied(object, ops);
    if (changed === undefined) tally.leaveOut('whose change leads nowhere');
    else tally.add(`${id} ${ops.map(({ op, path }) => `${op} ${path}`).join(', ')}`, kind.kind, 'resource', compareVerdict(customResourceValidator(kind).create(changed), verdict));
  }
}

/** Undefined when an operation names what is not there: the recorder went on without it. */
function applied(object: JsonObject, ops: readonly PatchOperation[]): JsonObject | undefined {
  try {
    return applyJsonPatch(object, ops) as JsonObject;
  } catch (error) {
    if (error instanceof AssertionError) return undefined;
    throw error;
  }
}

/** The kinds of the definitions in the corpus; of each name the first one counts. */
export function corpusKinds(corpus: string): ReadonlyMap<string, CustomKind> {
  const definitions = readJsonLines<{ name: string; installedFrom: string; inThisFolder: boolean }>(corpus, 'crds.jsonl');
  const objects = definitions.filter(({ inThisFolder }) => inThisFolder).map(({ installedFrom }) => documentOf(corpus, installedFrom));
  return new Map([...customKindsOf(objects).values()].map((kind) => [`${kind.apiVersion} ${kind.kind}`, kind]));
}

const files = new Map<string, readonly string[]>();

function documentOf(corpus: string, id: string): JsonObject {
  const hash = id.lastIndexOf('#');
  const path = join(corpus, 'files', id.slice(0, hash));
  let documents = files.get(path);
  if (documents === undefined) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    documents = splitDocuments(text).map(({ start, end }) => text.slice(start, end));
    files.set(path, documents);
  }
  const body = parseBody(documents[Number(id.slice(hash + 1))] ?? '', 'application/yaml');
  return body.problem === undefined && isJsonObject(body.value) ? body.value : {};
}
