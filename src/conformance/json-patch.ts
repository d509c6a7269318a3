import { assert } from '../diag/assertion.ts';
import { cloneJson, isJsonObject, setOwn, type Json } from '../api/json.ts';

/** An operation of a JSON Patch (RFC 6902) as the recordings use it. */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  readonly path: string;
  readonly from?: string;
  readonly value?: Json;
}

/** A changed copy of `document`. */
export function applyJsonPatch(document: Json, operations: readonly PatchOperation[]): Json {
  const root: Json[] = [cloneJson(document)];
  for (const operation of operations) {
    const path = pointerSteps(operation.path);
    if (operation.op === 'add') insert(root, path, cloneJson(operation.value ?? null));
    else if (operation.op === 'replace') replace(root, path, cloneJson(operation.value ?? null));
    else if (operation.op === 'remove') remove(root, path);
    else if (operation.op === 'move') insert(root, path, remove(root, pointerSteps(operation.from ?? '')));
    else assert(false, `no JSON Patch operation ${operation.op}`);
  }
  return root[0] ?? null;
}

/** The steps of a JSON pointer below the list that holds the document. */
function pointerSteps(pointer: string): string[] {
  return ['0', ...pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))];
}

function parentOf(root: Json[], steps: readonly string[]): Json {
  let current: Json = root;
  for (const step of steps.slice(0, -1)) current = childOf(current, step);
  return current;
}

function childOf(value: Json, step: string): Json {
  const found = Array.isArray(value) ? value[Number(step)] : isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  assert(found !== undefined, `the patch leads to ${step}, which does not exist`);
  return found;
}

function insert(root: Json[], steps: readonly string[], value: Json): void {
  const parent = parentOf(root, steps);
  const last = steps.at(-1) ?? '';
  if (steps.length === 1) root[0] = value;
  else if (Array.isArray(parent)) parent.splice(last === '-' ? parent.length : Number(last), 0, value);
  else if (isJsonObject(parent)) setOwn(parent, last, value);
  else assert(false, `the patch adds ${last} to a scalar`);
}

/** Keeps the place of the key in its map: the order of keys decides which error comes first. */
function replace(root: Json[], steps: readonly string[], value: Json): void {
  const parent = parentOf(root, steps);
  const last = steps.at(-1) ?? '';
  if (Array.isArray(parent)) parent[Number(last)] = value;
  else if (isJsonObject(parent)) setOwn(parent, last, value);
}

function remove(root: Json[], steps: readonly string[]): Json {
  const parent = parentOf(root, steps);
  const last = steps.at(-1) ?? '';
  const value = childOf(parent, last);
  if (Array.isArray(parent)) {
    if (steps.length > 1) parent.splice(Number(last), 1);
  } else if (isJsonObject(parent)) delete parent[last];
  return value;
}
