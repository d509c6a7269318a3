import { isJsonObject } from '../../api/json.ts';
import type { Json } from '../../api/json.ts';

/** A value on one line: `true`, `'no'`, `[ALL]`, `{ a: 1 }`; in JSON style where the text around it is JSON. */
export function inlineText(value: Json, json: boolean): string {
  if (json) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => inlineText(item, false)).join(', ')}]`;
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, entry]) => `${scalarText(key)}: ${inlineText(entry ?? null, false)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' ? scalarText(value) : String(value);
}

/** A key with its value as lines of block style, maps nested by two more blanks each. */
export function nestedLines(key: string, value: Json, indent: string): string[] {
  if (!isJsonObject(value) || Object.keys(value).length === 0) return [`${indent}${scalarText(key)}: ${inlineText(value, false)}`];
  return [`${indent}${scalarText(key)}:`, ...Object.entries(value).flatMap(([inner, entry]) => nestedLines(inner, entry ?? null, `${indent}  `))];
}

/** Texts that YAML 1.1 reads as something else are put in quotes. */
function scalarText(text: string): string {
  const plain = /^[A-Za-z_./][\w./-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null|~|\.inf|\.nan)$/i.test(text);
  return plain ? text : `'${text.replaceAll("'", "''")}'`;
}
