import type { Declarations } from '../functions.ts';
import { findPattern, findPatterns, matchesPattern } from '../regular-expression.ts';
import { EvaluationError, ListValue, type Value } from '../values.ts';
import { formatText } from './format-text.ts';

/** Texts: cel-go's standard functions, ext/strings.go in version 2, and Kubernetes' `find` and `findAll` (library/regex.go). Positions count characters. */
export const texts = (): Declarations => ({
  'contains_string: string~contains(string) -> bool': (text: string, part: string) => text.includes(part),
  'starts_with_string: string~startsWith(string) -> bool': (text: string, prefix: string) => text.startsWith(prefix),
  'ends_with_string: string~endsWith(string) -> bool': (text: string, suffix: string) => text.endsWith(suffix),
  'matches: matches(string, string) -> bool': matches,
  'matches_string: string~matches(string) -> bool': matches,
  'string_char_at_int: string~charAt(int) -> string': (text: string, index: bigint) => charAt([...text], index),
  'string_index_of_string: string~indexOf(string) -> int': (text: string, part: string) => indexOf([...text], [...part], 0),
  'string_index_of_string_int: string~indexOf(string, int) -> int': (text: string, part: string, from: bigint) => indexOf([...text], [...part], Number(from)),
  'string_last_index_of_string: string~lastIndexOf(string) -> int': (text: string, part: string) => lastIndexOf([...text], [...part], undefined),
  'string_last_index_of_string_int: string~lastIndexOf(string, int) -> int': (text: string, part: string, from: bigint) => lastIndexOf([...text], [...part], Number(from)),
  'string_lower_ascii: string~lowerAscii() -> string': (text: string) => text.replace(/[A-Z]+/g, (run) => run.toLowerCase()),
  'string_upper_ascii: string~upperAscii() -> string': (text: string) => text.replace(/[a-z]+/g, (run) => run.toUpperCase()),
  'string_replace_string_string: string~replace(string, string) -> string': (text: string, from: string, to: string) => replace(text, from, to, -1),
  'string_replace_string_string_int: string~replace(string, string, int) -> string': (text: string, from: string, to: string, count: bigint) => replace(text, from, to, Number(count)),
  'string_split_string: string~split(string) -> list(string)': (text: string, separator: string) => new ListValue(split(text, separator, -1)),
  'string_split_string_int: string~split(string, int) -> list(string)': (text: string, separator: string, limit: bigint) => new ListValue(split(text, separator, Number(limit))),
  'string_substring_int: string~substring(int) -> string': (text: string, start: bigint) => substring([...text], Number(start), undefined),
  'string_substring_int_int: string~substring(int, int) -> string': (text: string, start: bigint, end: bigint) => substring([...text], Number(start), Number(end)),
  'string_trim: string~trim() -> string': (text: string) => text.replace(/^[\s\u0085]+|[\s\u0085]+$/gu, ''),
  'list_join: list(string)~join() -> string': (list: ListValue) => join(list, ''),
  'list_join_string: list(string)~join(string) -> string': (list: ListValue, separator: string) => join(list, separator),
  'string_format: string~format(list(dyn)) -> string': (format: string, list: ListValue) => formatText(format, list.items),
  'strings_quote: strings.quote(string) -> string': quote,
  'string_find_string: string~find(string) -> string': (text: string, pattern: string) => findPattern(pattern, text) ?? '',
  'string_find_all_string: string~findAll(string) -> list(string)': (text: string, pattern: string) => new ListValue(findPatterns(pattern, text, -1)),
  'string_find_all_string_int: string~findAll(string, int) -> list(string)': (text: string, pattern: string, limit: bigint) => new ListValue(findPatterns(pattern, text, Number(limit))),
});

function matches(text: string, pattern: string): boolean {
  return matchesPattern(pattern, text);
}

function charAt(points: readonly string[], index: bigint): string {
  if (index < 0n || index > BigInt(points.length)) throw new EvaluationError(`index out of range: ${index}`);
  return points[Number(index)] ?? '';
}

function indexOf(points: readonly string[], part: readonly string[], from: number): bigint {
  if (from < 0 || from > points.length) throw new EvaluationError(`index out of range: ${from}`);
  for (let start = from; start <= points.length - part.length; start += 1) if (part.every((point, offset) => points[start + offset] === point)) return BigInt(start);
  return -1n;
}

function lastIndexOf(points: readonly string[], part: readonly string[], from: number | undefined): bigint {
  if (from !== undefined && (from < 0 || from > points.length)) throw new EvaluationError(`index out of range: ${from}`);
  for (let start = Math.min(from ?? points.length, points.length - part.length); start >= 0; start -= 1) if (part.every((point, offset) => points[start + offset] === point)) return BigInt(start);
  return -1n;
}

function replace(text: string, from: string, to: string, count: number): string {
  if (count === 0) return text;
  const parts = from === '' ? ['', ...text, ''] : text.split(from);
  if (from === '' && text === '') return to;
  const limit = count < 0 ? parts.length - 1 : Math.min(count, parts.length - 1);
  let result = parts[0] ?? '';
  for (let index = 1; index < parts.length; index += 1) result += (index <= limit ? to : from) + (parts[index] ?? '');
  return result;
}

function split(text: string, separator: string, limit: number): string[] {
  if (limit === 0) return [];
  const parts = separator === '' ? [...text] : text.split(separator);
  if (limit < 0 || parts.length <= limit) return parts;
  return [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)];
}

function substring(points: readonly string[], start: number, end: number | undefined): string {
  if (start < 0 || start > points.length) throw new EvaluationError(`index out of range: ${start}`);
  if (end !== undefined && start > end) throw new EvaluationError(`invalid substring range. start: ${start}, end: ${end}`);
  if (end !== undefined && (end < 0 || end > points.length)) throw new EvaluationError(`index out of range: ${end}`);
  return points.slice(start, end).join('');
}

function join({ items }: ListValue, separator: string): string {
  if (!items.every((item): item is string => typeof item === 'string')) throw new EvaluationError('join: invalid input: not all items are strings');
  return items.join(separator);
}

const QUOTED: Readonly<Record<string, string>> = { '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\\': '\\\\', '"': '\\"' };

function quote(text: string): Value {
  return `"${[...text].map((point) => QUOTED[point] ?? point).join('')}"`;
}
