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

/** The findings of a run, and what their fingerprints are made with. */
export interface BaselineInput {
  readonly findings: readonly Finding[];
  readonly set: ManifestSet;
  /** Rules that nobody may look away from: a baseline neither takes nor hides what they find. */
  readonly locked: ReadonlySet<string>;
  /** What a baseline calls a file of the input: the same from wherever kubeplan is run. */
  readonly nameOf: (file: string) => string;
}

/**
 * The text of a baseline file that accepts the findings of now. One line a fingerprint, sorted, so that two versions of it can be
 * compared; the fingerprint names rule, file, object and field, and neither lines nor positions in lists of named things.
 */
export function writeBaseline({ findings, locked, ...input }: BaselineInput): string {
  const counts = new Map<string, number>();
  const taken = findings.filter(({ rule }) => !locked.has(rule));
  for (const fingerprint of fingerprintsOf(taken, input)) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
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

export interface BaselinedFindings {
  readonly fresh: readonly Finding[];
  readonly known: readonly Finding[];
  /** How many fingerprints of the files that were read met nothing any more. */
  readonly stale: number;
}

/** Tells the findings that a baseline knows from the others. */
export function applyBaseline(baseline: Baseline, { findings, locked, ...input }: BaselineInput): BaselinedFindings {
  const left = new Map(baseline);
  const fingerprints = fingerprintsOf(findings, input);
  const [fresh, known]: [Finding[], Finding[]] = [[], []];
  for (const [index, finding] of findings.entries()) {
    const fingerprint = fingerprints[index] ?? '';
    const count = left.get(fingerprint) ?? 0;
    const isKnown = count > 0 && !locked.has(finding.rule);
    if (isKnown) left.set(fingerprint, count - 1);
    (isKnown ? known : fresh).push(finding);
  }
  const read = new Set(input.set.files.map(input.nameOf));
  const stale = [...left].filter(([fingerprint, count]) => count > 0 && count === baseline.get(fingerprint) && read.has(fileOf(fingerprint))).length;
  return { fresh, known, stale };
}

const SEPARATOR = ' | ';

function fileOf(fingerprint: string): string {
  return fingerprint.split(SEPARATOR)[1] ?? '';
}

function fingerprintsOf(findings: readonly Finding[], { set, nameOf }: Pick<BaselineInput, 'set' | 'nameOf'>): string[] {
  const objects = new Map<string, JsonObject>();
  for (const document of set.documents) objects.set(placeKey(document.file, document.document, document.kind, document.name), document.object);
  return findings.map((finding) => {
    const { rule, file = '', document = 0, object, path = '' } = finding;
    const value = objects.get(placeKey(file, document, object?.kind ?? '', object?.name ?? ''));
    const who = object === undefined ? '' : `${object.apiVersion} ${object.kind} ${object.namespace ?? ''}/${object.name}`;
    return [rule, nameOf(file), who, value === undefined ? path : stablePath(value, path)].join(SEPARATOR);
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
