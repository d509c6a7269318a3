import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldErrorReason } from '../api/field-error.ts';
import type { JsonObject } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { PatchOperation } from './json-patch.ts';
import { readJsonLines, readRecording } from './recordings.ts';

/** What the recorded API server answered. */
export interface RecordedVerdict {
  readonly code: number;
  readonly reason?: string;
  readonly causes?: readonly { readonly field: string; readonly reason: FieldErrorReason; readonly message: string }[];
  readonly message?: string;
  readonly warnings?: readonly string[];
}

/** A line of `cases.jsonl`: a create. */
export interface RecordedCreate {
  readonly id: string;
  readonly base: string;
  readonly ops?: readonly PatchOperation[];
  readonly tag: string;
  readonly verdict: RecordedVerdict;
  readonly body?: string;
  readonly contentType?: string;
  readonly defaulted?: JsonObject;
  readonly varies?: readonly string[];
  readonly unstable?: string;
}

/** A line of `updates.jsonl`. */
export interface RecordedUpdate {
  readonly id: string;
  readonly base: string;
  readonly stored: string;
  readonly ops: readonly PatchOperation[];
  readonly tag: string;
  readonly verdict: RecordedVerdict;
  readonly unstable?: string;
}

/** A manifest that the cases change, and where it was posted to. */
export interface RecordedBase {
  readonly base: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly path: string;
  readonly object: JsonObject;
}

export function readBases(folder: string): Map<string, RecordedBase> {
  const objects = new Map(readObjects(folder));
  const entries = JSON.parse(readRecording(folder, 'bases.json') ?? '[]') as Omit<RecordedBase, 'object'>[];
  return new Map(entries.map((entry) => [entry.base, { ...entry, object: objects.get(entry.base) ?? {} }]));
}

/** The bases as the recordings hold them, one file each, or packed into one. */
function readObjects(folder: string): [string, JsonObject][] {
  const files = join(folder, 'bases');
  if (existsSync(files)) return readdirSync(files).map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(join(files, name), 'utf8')) as JsonObject]);
  return readJsonLines<{ base: string; object: JsonObject }>(folder, 'bases.jsonl').map(({ base, object }) => [base, object]);
}

/** The objects that the update cases start from. */
export function readStored(folder: string): Map<string, KubeObject> {
  return new Map(readJsonLines<{ stored: string; object: KubeObject }>(folder, 'stored.jsonl').map(({ stored, object }) => [stored, object]));
}

/** The namespace in the path of a request; the empty string when it has none. */
export function namespaceOfPath(path: string): string {
  return /\/namespaces\/([^/]+)\/[^/]+$/.exec(path)?.[1] ?? '';
}

/** The faults of the server and the cases that it did not answer the same way twice decide nothing. */
export function isDecided(recorded: { readonly verdict: RecordedVerdict; readonly unstable?: string }): boolean {
  return recorded.unstable === undefined && recorded.verdict.code !== 0 && recorded.verdict.code < 500;
}

