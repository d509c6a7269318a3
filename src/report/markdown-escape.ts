import { printableLine } from './printable.ts';

/** Text of others inside Markdown: no markup, no HTML, no mentions of people or issues. */
export function markdownText(text: string): string {
  return printableLine(text)
    .replace(/[\\`*_[\]|~{}]/g, '\\$&')
    .replace(/[&<>@#]/g, (char) => ENTITIES[char] ?? char)
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\bwww\./gi, 'www&#46;');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '&#64;', '#': '&#35;' };

/** Text as code, also inside tables, whatever backticks it holds. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`;
}

/** Lines in a fence that is longer than any run of backticks inside them. */
export function markdownFence(language: string, lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines.map(printableLine), fence];
}
