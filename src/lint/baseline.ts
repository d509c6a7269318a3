import { isJsonObject } from '../api/json.ts';
import type { Json, JsonObject } from '../api/json.ts';
import { stepsOf } from '../diag/field-path.ts';
import type { FieldPath } from '../diag/field-path.ts';
import type { Finding } from '../diag/finding.ts';
import { UsageError } from '../diag/usage-error.ts';
import type { ManifestSet } from '../load/manifest-set.ts';

/** Known findings: how often each fingerprint was there when the baseline was written. */
export type Baseline = ReadonlyMap<string, number>;

const FORMAT = 1;

/**
 * The text of a baseline file that accepts all the findings of now. One line a fingerprint, sorted, so that two versions of it can be
 * compared; the fingerprint names rule, file, object and field, and neither lines nor positions in lists of named things.
 */
export function writeBaseline(findings: readonly Finding[], set: ManifestSet): string {
  const counts = new Map<string, number>();
  for (const fingerprint of fingerprintsOf(findings, set)) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  const known = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ formatVersion: FORMAT, findings: known }, undefined, 2)}\n`;
}

/** Reads a baseline file. Throws a UsageError when it is none. */
export function readBaseline(text: string, file: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not a baseline: it is not JSON`);
  }
  if (!isJsonObject(value) || value['formatVersion'] !== FORMAT || !isJsonObject(value['findings'])) throw new UsageError(`${file} is not a baseline of format ${FORMAT}; write it anew with --write-baseline`);
  return new Map(Object.entries(value['findings']).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

/** What is left when the known findings are taken away, and how many fingerprints of the baseline met nothing any more. */
export function applyBaseline(findings: readonly Finding[], set: ManifestSet, baseline: Baseline, locked: ReadonlySet<string>): { readonly findings: readonly Finding[]; readonly hidden: number; readonly stale: number } {
  const left = new Map(baseline);
  const fingerprints = fingerprintsOf(findings, set);
  const kept = findings.filter((finding, index) => {
    const fingerprint = fingerprints[index] ?? '';
    const count = left.get(fingerprint) ?? 0;
    if (count === 0 || locked.has(finding.rule)) return true;
    left.set(fingerprint, count - 1);
    return false;
  });
  const stale = [...left].filter(([fingerprint, count]) => count > 0 && count === baseline.get(fingerprint)).length;
  return { findings: kept, hidden: findings.length - kept.length, stale };
}

function fingerprintsOf(findings: readonly Finding[], set: ManifestSet): string[] {
  const objects = new Map<string, JsonObject>();
  for (const document of set.documents) objects.set(placeKey(document.file, document.document, document.kind, document.name), document.object);
  return findings.map((finding) => {
    const { rule, file = '', document = 0, object, path = '' } = finding;
    const value = objects.get(placeKey(file, document, object?.kind ?? '', object?.name ?? ''));
    const who = object === undefined ? '' : `${object.apiVersion} ${object.kind} ${object.namespace ?? ''}/${object.name}`;
    return [rule, file, who, value === undefined ? path : stablePath(value, path)].join(' | ');
  });
}

function placeKey(file: string, document: number, kind: string, name: string): string {
  return `${file}\n${document}\n${kind}\n${name}`;
}

/** A path in which items of lists are called by their names, so that it stays the same when others are put before them. */
function stablePath(root: JsonObject, path: FieldPath): string {
  let current: Json | undefined = root;
  return stepsOf(path)
    .map((step) => {
      const inList = Array.isArray(current);
      current = Array.isArray(current) ? current[Number(step)] : isJsonObject(current) && Object.hasOwn(current, step) ? current[step] : undefined;
      if (!inList) return step;
      const name = isJsonObject(current) ? current['name'] : undefined;
      return typeof name === 'string' ? `[${name}]` : `[${step}]`;
    })
    .join('.');
}
