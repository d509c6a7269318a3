import { cloneJson, equalJson, isJsonObject, setOwn, type Json } from '../json.ts';

/** An operation of a JSON Patch (RFC 6902). */
export interface JsonPatchOperation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: Json;
}

export type JsonPatchResult = { readonly value: Json; readonly problem?: undefined } | { readonly problem: string };

/**
 * A changed copy of `document`, or why the patch does not fit it. As the server's library has it (gopkg.in/evanphx/json-patch.v4),
 * `replace` also writes a key that is not there, and negative indices are refused.
 */
export function jsonPatch(document: Json, operations: readonly JsonPatchOperation[]): JsonPatchResult {
  const root = { document: cloneJson(document) };
  for (const [index, operation] of operations.entries()) {
    const problem = run(root, operation);
    if (problem !== undefined) return { problem: `operation ${index} of the patch (${operation.op} ${operation.path}): ${problem}` };
  }
  return { value: root.document };
}

interface Root {
  document: Json;
}

function run(root: Root, { op, path, from, value }: JsonPatchOperation): string | undefined {
  switch (op) {
    case 'add':
      return write(root, path, cloneJson(value ?? null), 'insert');
    case 'replace':
      return write(root, path, cloneJson(value ?? null), 'replace');
    case 'remove':
      return remove(root, path);
    case 'test': {
      const found = find(root, path);
      if (found === undefined) return 'there is nothing to compare with';
      return equalJson(found, value ?? null) ? undefined : 'the value there is another';
    }
    case 'move':
    case 'copy': {
      const found = find(root, from ?? '');
      if (found === undefined) return `there is nothing at ${from ?? ''}`;
      return (op === 'move' ? remove(root, from ?? '') : undefined) ?? write(root, path, cloneJson(found), 'insert');
    }
    default:
      return `there is no operation ${op}; use add, remove, replace, move, copy or test`;
  }
}

function stepsOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function child(value: Json, step: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function read(root: Root, pointer: string): Json | undefined {
  let value: Json | undefined = root.document;
  for (const step of stepsOf(pointer)) value = value === undefined ? undefined : child(value, step);
  return value;
}

/** As `read`, but a key that a map does not have counts as null, which is how the server's library sees it. */
function find(root: Root, pointer: string): Json | undefined {
  const found = read(root, pointer);
  return found === undefined && isJsonObject(read(root, pointer.slice(0, Math.max(0, pointer.lastIndexOf('/'))))) ? null : found;
}

function write(root: Root, pointer: string, value: Json, how: 'insert' | 'replace'): string | undefined {
  const steps = stepsOf(pointer);
  const last = steps.pop();
  if (last === undefined) {
    root.document = value;
    return undefined;
  }
  const parent = read(root, `/${steps.map(escapeStep).join('/')}`.replace(/^\/$/, ''));
  if (isJsonObject(parent)) {
    setOwn(parent, last, value);
    return undefined;
  }
  if (!Array.isArray(parent)) return `there is no map or list at /${steps.join('/')}`;
  const index = last === '-' && how === 'insert' ? parent.length : /^\d+$/.test(last) ? Number(last) : -1;
  if (index < 0 || index > parent.length - (how === 'insert' ? 0 : 1)) return `the list has no index ${last}`;
  parent.splice(index, how === 'insert' ? 0 : 1, value);
  return undefined;
}

function remove(root: Root, pointer: string): string | undefined {
  const steps = stepsOf(pointer);
  const last = steps.pop();
  if (last === undefined) return 'the whole object cannot be removed';
  const parent = read(root, `/${steps.map(escapeStep).join('/')}`.replace(/^\/$/, ''));
  if (parent === undefined || child(parent, last) === undefined) return 'there is nothing to remove';
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isJsonObject(parent)) delete parent[last];
  return undefined;
}

function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
