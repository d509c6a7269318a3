import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import { assert } from '../diag/assertion.ts';
import { packageFolder } from './package-folder.ts';
import { bitOf, parseMask } from './resources.ts';

/** How two lists or maps are merged by server-side apply (`x-kubernetes-list-type`, `-list-map-keys`, `-map-type`). */
export type MergeKind = 'atomic' | 'set' | 'map' | 'granular';

/** A field of a Go struct. */
export interface Field {
  /** The name of the struct that has it. */
  readonly owner: string;
  readonly name: string;
  readonly type: TypeNode;
  /** The field is written even when it is zero. */
  readonly required: boolean;
  readonly merge: MergeKind;
  /** For `merge: 'map'`: the fields that tell items apart. */
  readonly mapKeys: readonly string[];
  /** The strategic merge patch of kubectl: strategies (`merge`, `retainKeys`) and key, when there are any. */
  readonly patchStrategies: readonly string[];
  readonly patchMergeKey: string;
}

export interface StructType {
  /** The name of the Go type: `PodSpec`. */
  readonly name: string;
  /** The name of the definition: `core/v1.PodSpec`. */
  readonly definition: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly atomic: boolean;
}

export type ScalarKind =
  | 'string' | 'int32' | 'int64' | 'bool' | 'float64' | 'bytes' | 'quantity' | 'intOrString' | 'time' | 'microTime'
  | 'fields' | 'raw' | 'json' | 'schemaOrBool' | 'schemaOrArray' | 'schemaOrStringArray';

/** The Go type of a value. */
export type TypeNode =
  | { readonly kind: ScalarKind }
  | { readonly kind: 'list'; readonly item: TypeNode }
  | { readonly kind: 'map'; readonly item: TypeNode }
  | { readonly kind: 'struct'; readonly struct: StructType };

const SCALARS: Readonly<Record<string, TypeNode>> = {
  s: { kind: 'string' },
  i: { kind: 'int32' },
  l: { kind: 'int64' },
  b: { kind: 'bool' },
  d: { kind: 'float64' },
  y: { kind: 'bytes' },
  q: { kind: 'quantity' },
  x: { kind: 'intOrString' },
  t: { kind: 'time' },
  u: { kind: 'microTime' },
  f: { kind: 'fields' },
  r: { kind: 'raw' },
  j: { kind: 'json' },
  B: { kind: 'schemaOrBool' },
  A: { kind: 'schemaOrArray' },
  S: { kind: 'schemaOrStringArray' },
};

const MERGE: Readonly<Record<string, MergeKind>> = { a: 'atomic', s: 'set', m: 'map' };

let lines: Map<string, string> | undefined;
const structs = new Map<string, LazyStruct>();

/** The Go struct of a definition (`apps/v1.Deployment`) as one Kubernetes version has it. Fields are read on first use. */
export function structOf(definition: string, version: KubernetesVersion): StructType {
  const key = `${version} ${definition}`;
  let struct = structs.get(key);
  if (struct === undefined) {
    struct = new LazyStruct(definition, bitOf(version), version);
    structs.set(key, struct);
  }
  return struct;
}

/** Reads its line when its fields are first asked for, so that a run pays only for the types that it meets. */
class LazyStruct implements StructType {
  readonly name: string;
  readonly definition: string;
  readonly #bit: number;
  readonly #version: KubernetesVersion;
  #fields: ReadonlyMap<string, Field> | undefined;
  #atomic = false;

  constructor(definition: string, bit: number, version: KubernetesVersion) {
    this.name = definition.slice(definition.lastIndexOf('.') + 1);
    this.definition = definition;
    this.#bit = bit;
    this.#version = version;
  }

  get fields(): ReadonlyMap<string, Field> {
    return this.#fields ?? this.#read();
  }

  get atomic(): boolean {
    if (this.#fields === undefined) this.#read();
    return this.#atomic;
  }

  #read(): ReadonlyMap<string, Field> {
    const line = loadLines().get(this.definition);
    assert(line !== undefined, `no definition ${this.definition}`);
    const [head = '', , ...texts] = line.split(' ');
    this.#atomic = head.endsWith('@a');
    const prefix = this.definition.slice(0, this.definition.lastIndexOf('.') + 1);
    const fields = new Map<string, Field>();
    for (const text of texts) {
      const field = parseField(text, this.name, prefix, this.#bit, this.#version);
      if (field !== undefined) fields.set(field.name, field);
    }
    this.#fields = fields;
    return fields;
  }
}

/** `NAME[!]:TYPE[@MERGE][^STRATEGIES:KEY][%MASK]`; undefined when the version lacks the field. */
function parseField(text: string, owner: string, prefix: string, bit: number, version: KubernetesVersion): Field | undefined {
  const percent = text.lastIndexOf('%');
  if (percent !== -1 && (parseMask(text.slice(percent + 1)) & bit) === 0) return undefined;
  let rest = percent === -1 ? text : text.slice(0, percent);
  const caret = rest.indexOf('^');
  const patch = caret === -1 ? '' : rest.slice(caret + 1);
  if (caret !== -1) rest = rest.slice(0, caret);
  const at = rest.indexOf('@');
  const merge = at === -1 ? '' : rest.slice(at + 1);
  if (at !== -1) rest = rest.slice(0, at);
  const colon = rest.indexOf(':');
  const required = rest[colon - 1] === '!';
  const patchColon = patch.indexOf(':');
  return {
    owner,
    name: rest.slice(0, required ? colon - 1 : colon),
    type: parseType(rest.slice(colon + 1), prefix, version),
    required,
    merge: MERGE[merge[0] ?? ''] ?? 'granular',
    mapKeys: merge.startsWith('m:') ? merge.slice(2).split(',') : [],
    patchStrategies: patch === '' ? [] : patch.slice(0, patchColon).split(','),
    patchMergeKey: patch.slice(patchColon + 1),
  };
}

function parseType(text: string, prefix: string, version: KubernetesVersion): TypeNode {
  const first = text[0] ?? '';
  if (first === '[') return { kind: 'list', item: parseType(text.slice(1), prefix, version) };
  if (first === '{') return { kind: 'map', item: parseType(text.slice(1), prefix, version) };
  if (first === '<') return { kind: 'struct', struct: structOf(text.includes('/') ? text.slice(1) : prefix + text.slice(1), version) };
  const scalar = SCALARS[text];
  assert(scalar !== undefined, `no type for the code ${text}`);
  return scalar;
}

/** Lines of `DEFINITION[@a] MASK FIELD…`, by definition. */
function loadLines(): Map<string, string> {
  if (lines !== undefined) return lines;
  lines = new Map();
  for (const line of readFileSync(join(packageFolder(), 'schemas/kubernetes/definitions.txt'), 'latin1').split('\n')) {
    const space = line.indexOf(' ');
    if (space === -1) continue;
    const head = line.slice(0, space);
    lines.set(head.endsWith('@a') ? head.slice(0, -2) : head, line);
  }
  return lines;
}
