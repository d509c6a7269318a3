import { equalJson } from '../../api/json.ts';
import { isStartValue } from './observer.ts';
import type { Observation, TimelineCase } from './recording.ts';

/** A recorded time may be this much off, and `CHAIN_SECONDS` more for each step of the scenario before it. */
const TOLERANCE_SECONDS = 1;
const CHAIN_SECONDS = 0.2;
/** Changes closer together than this belong to one step. */
const STEP_GAP_SECONDS = 0.5;
/** Periods of loops: HPA and node monitor, pod garbage collector. */
const MONITOR_SECONDS = 5;
const POD_GC_SECONDS = 20;
/** Keys of values that are times. */
const TIME_KEYS = new Set(['lastTransition', 'lastUpdate']);
const TIME_FIELDS = new Set(['startTime', 'completionTime', 'lastScheduleTime', 'lastSuccessfulTime', 'lastScaleTime']);

/**
 * The first thing in which two timelines differ; undefined when they agree. Each field of each object is a function of time: where one
 * timeline holds a value for longer than twice the tolerance, the other has to have it too, but for the tolerance at both ends. Pods of one
 * owner are told apart by chance, so what happens to them is compared all together, change by change, by number and time.
 */
export function compareTimelines(recorded: TimelineCase, observed: readonly Observation[]): string | undefined {
  const expected = changes(recorded.observed.filter(({ object }) => !object.startsWith('Event '))).map(normalized);
  const found = changes(observed).map(normalized);
  const tolerance = toleranceOf(recorded, expected);
  const pooled = isOrderOfNodesOpen(recorded) ? ['Pod/', 'request', 'Node/'] : ['Pod/', 'request'];
  const isPooled = ({ object }: Observation): boolean => pooled.some((prefix) => object.startsWith(prefix));
  return (
    comparePools(expected.filter(isPooled), found.filter(isPooled), tolerance, recorded.until) ??
    compareFields(expected.filter((entry) => !isPooled(entry)), found.filter((entry) => !isPooled(entry)), tolerance, recorded.until)
  );
}

/** Answers that repeat the last one to the same request are no change. */
function changes(entries: readonly Observation[]): Observation[] {
  const last = new Map<string, unknown>();
  return entries.filter(({ object, what, value }) => {
    if (object !== 'request') return true;
    const { code } = value as { readonly code?: unknown };
    const repeats = last.get(what) === code;
    last.set(what, code);
    return !repeats;
  });
}

type Tolerance = (seconds: number) => number;

function toleranceOf({ script, id }: TimelineCase, expected: readonly Observation[]): Tolerance {
  const steps: number[] = [];
  for (const { t } of expected) if (t - (steps.at(-1) ?? Number.NEGATIVE_INFINITY) > STEP_GAP_SECONDS) steps.push(t);
  const isMonitored = script.some((step) => step.metrics !== undefined || step.stopNodes !== undefined || step.startNodes !== undefined || step.patch?.some(({ kind }) => kind === 'Node') === true);
  const isCollected = script.some((step) => step.delete?.some(({ kind }) => kind === 'Node') === true || JSON.stringify(step).includes('out-of-service'));
  const period = isCollected ? POD_GC_SECONDS : isMonitored ? MONITOR_SECONDS : 0;
  // Scenarios gc-*: only the order of disappearance counts, within what the retries of the collectors take.
  const collectors = id.startsWith('gc-') ? MONITOR_SECONDS : 0;
  return (seconds) => TOLERANCE_SECONDS + period + collectors + CHAIN_SECONDS * (1 + steps.filter((step) => step < seconds).length);
}

function isOrderOfNodesOpen({ note }: TimelineCase): boolean {
  return note?.includes('not fixed') === true;
}

/** Placement means nothing, messages are told in other words. */
function normalized(entry: Observation): Observation {
  if (entry.what === 'node') return { ...entry, value: entry.value !== null };
  // A Job that is reported before it is seen has another name in the recording.
  if (entry.what === 'active' && Array.isArray(entry.value)) return { ...entry, value: entry.value.length };
  if (entry.object === 'request') return { ...entry, what: entry.what.replace(/\/\d+$/, ''), value: (entry.value as { readonly code?: unknown }).code };
  if (typeof entry.value !== 'object' || entry.value === null || !('message' in entry.value)) return entry;
  const { message: _message, ...value } = entry.value;
  return { ...entry, value };
}

function equalValues(what: string, a: unknown, b: unknown, tolerance: number): boolean {
  if (TIME_FIELDS.has(what) && typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= tolerance;
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && !Array.isArray(a) && !Array.isArray(b)) {
    const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => {
      const [x, y] = [left[key], right[key]];
      return TIME_KEYS.has(key) && typeof x === 'number' && typeof y === 'number' ? Math.abs(x - y) <= tolerance : equalJson(x, y);
    });
  }
  return (isStartValue(a) && isStartValue(b)) || equalJson(a, b);
}

function grouped(entries: readonly Observation[], keyOf: (entry: Observation) => string): Map<string, Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** `Pod/web#0/3` and `Pod/agent@node-1/2` without what tells pods of one owner apart. */
function poolOf(object: string): string {
  return object.startsWith('Node/') ? 'Node' : object.replace(/(?:@[^/]*)?\/\d+$/, '').replace(/~\d+$/, '~');
}

function comparePools(expected: readonly Observation[], found: readonly Observation[], tolerance: Tolerance, until: number): string | undefined {
  const keyOf = (entry: Observation): string => `${poolOf(entry.object)} ${entry.what} ${JSON.stringify(isStartValue(entry.value) ? null : withoutTimes(entry.value))}`;
  const [left, right] = [grouped(expected, keyOf), grouped(found, keyOf)];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const wanted = (left.get(key) ?? []).map(({ t }) => t).sort((a, b) => a - b);
    const got = (right.get(key) ?? []).map(({ t }) => t).sort((a, b) => a - b);
    for (let index = 0; index < Math.max(wanted.length, got.length); index += 1) {
      const [a, b] = [wanted[index], got[index]];
      const known = a ?? b ?? 0;
      if (a !== undefined && b !== undefined ? Math.abs(a - b) <= tolerance(known) : known > until - tolerance(known)) continue;
      return `${key}: times ${list(got)}, recorded ${list(wanted)}`;
    }
  }
  return undefined;
}

function withoutTimes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !TIME_KEYS.has(key)));
}

function list(times: readonly number[]): string {
  return times.length === 0 ? 'none' : times.map((time) => time.toFixed(1)).join(' ');
}

function compareFields(expected: readonly Observation[], found: readonly Observation[], tolerance: Tolerance, until: number): string | undefined {
  const keyOf = (entry: Observation): string => `${entry.object} ${entry.what}`;
  const [left, right] = [grouped(expected, keyOf), grouped(found, keyOf)];
  const [leftGone, rightGone] = [endsOf(expected), endsOf(found)];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [wanted, got] = [left.get(key) ?? [], right.get(key) ?? []];
    const object = (wanted[0] ?? got[0])?.object ?? '';
    const [wantedEnds, gotEnds] = [leftGone.get(object) ?? [], rightGone.get(object) ?? []];
    const gap = missing(wanted, got, wantedEnds, gotEnds, tolerance, until);
    if (gap !== undefined) return `${key}: at ${gap.t.toFixed(1)} not ${JSON.stringify(gap.value)} as recorded but ${JSON.stringify(valueAt(got, gap.t))}`;
    const surplus = missing(got, wanted, gotEnds, wantedEnds, tolerance, until);
    if (surplus !== undefined) return `${key}: at ${surplus.t.toFixed(1)} ${JSON.stringify(surplus.value)}, recorded ${JSON.stringify(valueAt(wanted, surplus.t))}`;
  }
  return undefined;
}

/** When objects went: from then on their fields say nothing. */
function endsOf(entries: readonly Observation[]): Map<string, number[]> {
  const ends = new Map<string, number[]>();
  for (const { object, what, t } of entries) if (what === 'gone') ends.set(object, [...(ends.get(object) ?? []), t]);
  return ends;
}

/** Whether some value within the tolerance of a moment is the wanted one. */
function hasNear(entries: readonly Observation[], moment: number, slack: number, isWanted: (value: unknown) => boolean): boolean {
  if (isWanted(valueAt(entries, moment - slack))) return true;
  return entries.some(({ t, value }) => Math.abs(t - moment) <= slack && isWanted(value));
}

/** The first value of `from` that lasts and that `other` does not have throughout; `ends` and `otherEnds` are the times at which the object went. */
function missing(
  from: readonly Observation[],
  other: readonly Observation[],
  ends: readonly number[],
  otherEnds: readonly number[],
  tolerance: Tolerance,
  until: number,
): { readonly t: number; readonly value: unknown } | undefined {
  for (const [index, { t, value, what }] of from.entries()) {
    const gone = what === 'gone' ? undefined : ends.find((time) => time >= t);
    const end = Math.min(from[index + 1]?.t ?? until, gone ?? until);
    const slack = tolerance(t);
    const [first, last] = [t + slack, end - slack];
    if (first > last) continue;
    const moments = [first, ...other.map((entry) => entry.t).filter((time) => time > first && time <= last)];
    for (const moment of moments) {
      if (what !== 'gone' && otherEnds.some((time) => time >= t - slack && time <= moment)) continue;
      if (!hasNear(other, moment, slack, (found) => equalValues(what, value, found, slack))) return { t: moment, value };
    }
  }
  return undefined;
}

function valueAt(entries: readonly Observation[], seconds: number): unknown {
  let value: unknown = null;
  for (const entry of entries) if (entry.t <= seconds) value = entry.value;
  return value;
}
