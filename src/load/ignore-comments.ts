import type { IgnoreComment } from './manifest-set.ts';
import type { LineIndex, Span } from './positions.ts';

const IGNORE_MARK = 'kubeplan-ignore';
const TRIVY_MARK = 'trivy:ignore:';
const SPACE = 32;
const LAST_ASCII = 127;

/** Cheap test whether a text can hold an ignore comment at all: it goes from one `#` to the next, which are few. */
export function mayHoldIgnores(text: string): boolean {
  for (let hash = text.indexOf('#'); hash !== -1; hash = text.indexOf('#', hash + 1)) {
    let position = hash + 1;
    while (text.charCodeAt(position) <= SPACE) position += 1;
    // What else counts as blank is left to the thorough reading.
    if (text.charCodeAt(position) > LAST_ASCII || text.startsWith(IGNORE_MARK, position) || text.startsWith(TRIVY_MARK, position)) return true;
  }
  return false;
}

/** An ignore comment, or what is wrong with it, and where. */
export type IgnoreReading = { readonly comment: IgnoreComment } | { readonly problem: string; readonly span: Span };

const SYNTAX = /^kubeplan-ignore\s+([^\s,:]+(?:\s*,\s*[^\s,:]+)*)(?:\s+until\s+(\S+?))?\s*(?::(.*))?$/;
const RULE_ID = /^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/;

/**
 * Reads the comments of one document. `# kubeplan-ignore RULE[, RULE] [until YYYY-MM-DD]: reason` behind something is about that
 * line, on a line of its own about the next line with content, and above the object about all of it.
 */
export function readIgnoreComments(text: string, comments: readonly Span[], rootStart: number, lines: LineIndex): IgnoreReading[] {
  const readings: IgnoreReading[] = [];
  for (const span of comments) {
    const words = text.slice(span.start + 1, span.end).trim();
    if (words.startsWith(TRIVY_MARK)) readings.push(...readTrivyComment(words).map((comment) => ({ comment: { ...comment, ...placeOf(text, span, rootStart, lines) } })));
    if (!words.startsWith(IGNORE_MARK)) continue;
    const match = SYNTAX.exec(words);
    const rules = (match?.[1] ?? '').split(',').map((rule) => rule.trim());
    const until = match?.[2];
    const strange = rules.find((rule) => !RULE_ID.test(rule));
    if (match === null || strange !== undefined) {
      readings.push({ problem: strange === undefined || strange === '' ? 'the comment names no rule' : `'${strange}' is no name of a rule`, span });
    } else if (until !== undefined && !isDate(until)) {
      readings.push({ problem: `'${until}' is no date, write it as YYYY-MM-DD`, span });
    } else {
      readings.push({ comment: { rules, reason: (match[3] ?? '').trim(), ...(until === undefined ? {} : { until }), ...placeOf(text, span, rootStart, lines) } });
    }
  }
  return readings;
}

/**
 * `trivy:ignore:CHECK[:exp:YYYY-MM-DD]`, several of them with spaces between. Trivy also knows conditions in brackets (`CHECK[name=x]`); what
 * they ask for is not known here, so these are not honoured.
 */
function readTrivyComment(words: string): Pick<IgnoreComment, 'rules' | 'reason' | 'until' | 'tool'>[] {
  return words.split(/\s+/).flatMap((word) => {
    const [, check, until] = /^trivy:ignore:([\w*-]+)(?::exp:(\d{4}-\d{2}-\d{2}))?$/.exec(word) ?? [];
    return check === undefined ? [] : [{ rules: [check], reason: '', tool: 'trivy' as const, ...(until === undefined ? {} : { until }) }];
  });
}

function placeOf(text: string, span: Span, rootStart: number, lines: LineIndex): Pick<IgnoreComment, 'range' | 'line'> {
  const line = lineOf(text, span, rootStart, lines);
  return { range: lines.range(span), ...(line === undefined ? {} : { line }) };
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

/** The line that a comment is about; undefined above the object. */
function lineOf(text: string, { start, end }: Span, rootStart: number, lines: LineIndex): number | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') return lines.line(start);
  if (end <= rootStart) return undefined;
  const next = /\n[^\S\n]*(?=[^\s#])/g;
  next.lastIndex = end;
  const found = next.exec(text);
  return found === null ? lines.line(start) : lines.line(found.index + 1);
}
