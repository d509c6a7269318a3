import type { RequestOutcome } from '../schema/request.ts';
import type { RecordedVerdict } from './api-recordings.ts';

/** How an answer compares with the recorded one. */
export interface Comparison {
  /** Both accept or both reject. */
  readonly sameVerdict: boolean;
  /** Also the same fields and reasons, as far as the server names them. */
  readonly same: boolean;
  /** The class of the recorded answer: accepted, strict, decode, invalid, forbidden or other. */
  readonly class: string;
  /** What differs, such as `missing spec.ports FieldValueRequired`; the empty list when nothing does. */
  readonly differences: readonly string[];
}

export function compareVerdict(outcome: RequestOutcome, recorded: RecordedVerdict): Comparison {
  const accepted = recorded.code < 300;
  const sameVerdict = accepted === (outcome.verdict === 'accepted');
  const kind = classOf(recorded);
  const differences = sameVerdict ? fieldDifferences(outcome, recorded, kind) : [verdictDifference(outcome, recorded)];
  return { sameVerdict, same: differences.length === 0, class: kind, differences };
}

function classOf(recorded: RecordedVerdict): string {
  if (recorded.code < 300) return 'accepted';
  if (recorded.code === 400) return recorded.message?.includes('strict decoding error') === true ? 'strict' : 'decode';
  return { 403: 'forbidden', 422: 'invalid' }[recorded.code] ?? 'other';
}

function verdictDifference(outcome: RequestOutcome, recorded: RecordedVerdict): string {
  if (outcome.verdict === 'accepted') return `accepted instead of ${recorded.code}: ${textOf(recorded)}`;
  const ours = outcome.errors.length > 0 ? outcome.errors.map((error) => `${error.path} ${error.reason}`) : [`${outcome.path ?? ''} ${outcome.message}`];
  return `refused instead of ${recorded.code}: ${ours.join(', ')}`;
}

function textOf(recorded: RecordedVerdict): string {
  return recorded.causes?.map((cause) => `${cause.field} ${cause.reason}`).join(', ') ?? recorded.message ?? '';
}

function fieldDifferences(outcome: RequestOutcome, recorded: RecordedVerdict, kind: string): string[] {
  if (outcome.verdict === 'accepted') return [];
  if (kind === 'strict') {
    const wanted = strictPaths(recorded.message ?? '');
    // Duplicate keys of YAML texts are told by line (`key "kind" already set in map`), not by path.
    if (wanted.length === 0) return outcome.strictErrors.length > 0 ? [] : [`strict error expected, got ${outcome.message}`];
    const named = recorded.message?.includes('already set in map') === true ? outcome.strictErrors.filter((error) => error.kind === 'unknown') : outcome.strictErrors;
    return multisetDifference(wanted, [...new Set(named.map((error) => error.serverPath))]);
  }
  if (kind === 'decode') {
    const path = /into Go struct field [^ .]*\.(\S+) of type/.exec(recorded.message ?? '')?.[1];
    const ours = outcome.decodeError?.serverPath ?? outcome.path;
    return path === undefined || path === ours ? [] : [`decode error at ${path} expected, got ${ours ?? 'none'}`];
  }
  if (recorded.causes === undefined) return [];
  return multisetDifference(
    recorded.causes.map((cause) => `${cause.field} ${cause.reason}`),
    outcome.errors.length > 0 ? outcome.errors.map((error) => `${error.path} ${error.reason}`) : [`${outcome.code} ${outcome.message}`],
  );
}

function strictPaths(message: string): string[] {
  return [...new Set([...message.matchAll(/(?:unknown|duplicate) field ("(?:[^"\\]|\\.)*")/g)].map((match) => JSON.parse(match[1] ?? '""') as string))];
}

function multisetDifference(wanted: readonly string[], got: readonly string[]): string[] {
  const rest = [...got];
  const missing: string[] = [];
  for (const item of wanted) {
    const index = rest.indexOf(item);
    if (index === -1) missing.push(`missing ${item}`);
    else rest.splice(index, 1);
  }
  return [...missing, ...rest.map((item) => `too much ${item}`)];
}
