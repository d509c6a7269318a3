import escapeHtml from 'escape-html';
import { printableLine } from './printable.ts';

/** Text of others inside Markdown: no markup, no HTML, no links, no mentions of people or issues. */
export function markdownText(text: string): string {
  return withoutReferences(escaped(text));
}

/** Text inside an HTML element that stands on a line of its own: Markdown is not read there. */
export function markdownHtml(text: string): string {
  return withoutReferences(escapeHtml(printableLine(text)));
}

/** Text as code, also inside tables, whatever backticks it holds. Mentions are not read in code. */
export function markdownCode(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

/** Lines in a fence that is longer than any run of backticks inside them. */
export function markdownFence(language: string, lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines.map(printableLine), fence];
}

/**
 * A link to a line of a file below the place where the report is read, or below `sourceUrl`. Files elsewhere (absolute paths, paths
 * that lead out, standard input) are named without a link.
 */
export function markdownPlace(file: string, line: number, sourceUrl: string | undefined): string {
  const name = markdownCode(`${file}:${line}`);
  const segments = printableLine(file.replaceAll('\\', '/')).split('/').filter((segment) => segment !== '.');
  if (file === '-' || segments.some((segment) => segment === '' || segment === '..') || /^[<(]|^[a-z]:/i.test(file)) return name;
  const path = segments.map(urlSegment).join('/');
  return `[${name}](${sourceUrl === undefined ? '' : `${sourceUrl.replace(/\/+$/, '')}/`}${path}#L${line})`;
}

function escaped(text: string): string {
  return printableLine(text)
    .replace(/[\\`*_[\]|~{}]/g, '\\$&')
    .replace(/[&<>@#]/g, (char) => ENTITIES[char] ?? char)
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\bwww\./gi, 'www&#46;');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '&#64;', '#': '&#35;' };
const ZERO_WIDTH_SPACE = '&#8203;';

/** GitHub and GitLab look for `@name`, `#1`, `!1`, `GH-1` and the like in the rendered text, so entities do not help: a space without width does. */
function withoutReferences(text: string): string {
  return text.replace(/&#64;(?=\w)|@(?=\w)|&#35;(?=\w)|(?<!&)#(?=\w)|[!$%](?=\d)|\\?~(?=\w)|\bGH-(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`);
}

/** `(`, `)` and `'` are left alone by encodeURIComponent and would end a link. */
function urlSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[()'!*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
