/** One part of an ignore annotation: the rules, why, and until when. */
export interface IgnoreText {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly until?: string;
}

const RULE_LIST = /^[a-z0-9*][a-z0-9*/-]*(?:\s*,\s*[a-z0-9*][a-z0-9*/-]*)*$/;
const UNTIL = /^(.*?)[\s(,;]*\buntil\s+(\d{4}-\d{2}-\d{2})\)?\s*$/s;

/**
 * Reads `RULE[, RULE][ until YYYY-MM-DD][: reason[ until YYYY-MM-DD]]`; several such parts are separated by semicolons or line breaks.
 * A part that does not begin with rule ids belongs to the reason before it, so reasons may hold semicolons.
 */
export function parseIgnoreText(text: string): IgnoreText[] {
  const parts: IgnoreText[] = [];
  for (const piece of text.split(/[;\n]/)) {
    const trimmed = piece.trim();
    if (trimmed === '') continue;
    const parsed = parsePart(trimmed);
    const previous = parts.at(-1);
    if (parsed !== undefined) parts.push(parsed);
    else if (previous !== undefined) parts[parts.length - 1] = withReason(previous, `${previous.reason}; ${trimmed}`);
  }
  return parts;
}

function parsePart(text: string): IgnoreText | undefined {
  const colon = text.indexOf(':');
  const head = splitUntil(colon === -1 ? text : text.slice(0, colon));
  if (!RULE_LIST.test(head.text)) return undefined;
  const rules = head.text.split(',').map((rule) => rule.trim());
  const part: IgnoreText = { rules, reason: '', ...(head.until === undefined ? {} : { until: head.until }) };
  return colon === -1 ? part : withReason(part, text.slice(colon + 1).trim());
}

function withReason(part: IgnoreText, reason: string): IgnoreText {
  const { text, until } = splitUntil(reason);
  return { ...part, reason: text, ...(until === undefined ? {} : { until }) };
}

function splitUntil(text: string): { readonly text: string; readonly until?: string } {
  const match = UNTIL.exec(text);
  return match === null ? { text: text.trim() } : { text: (match[1] ?? '').trim(), until: match[2] ?? '' };
}
