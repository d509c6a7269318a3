import escapeHtml from 'escape-html';
import { printableLine } from '../printable.ts';

/** Text of others as HTML text or attribute value. */
export function text(value: string | number): string {
  return escapeHtml(printableLine(String(value)));
}

/** A field path, which may be broken before each of its steps rather than within a word. */
export function breakable(path: string): string {
  return text(path).replace(/(?<=.)[.[]/g, '<wbr>$&');
}

/** A number in an SVG attribute: at most one decimal, so that the page has the same bytes everywhere. */
export function units(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Text as the value of an `id`: letters, digits and hyphens, unique by its place in the page. */
export function identifier(prefix: string, index: number): string {
  return `${prefix}-${index + 1}`;
}

export function list(items: readonly string[], className = ''): string {
  if (items.length === 0) return '';
  return `<ul${className === '' ? '' : ` class="${className}"`}>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

/** What may be wider than the screen: it scrolls within itself, by keyboard too. `name` says what it is. */
export function scrolled(name: string, html: string): string {
  return `<div class="scroll" tabindex="0" role="region" aria-label="${text(name)}">${html}</div>`;
}

/** A table with a caption for those who do not see it, and headings for its columns. Cells are HTML. */
export function table(caption: string, headings: readonly string[], rows: readonly (readonly string[])[], className = ''): string {
  const head = headings.map((heading) => `<th scope="col">${heading}</th>`).join('');
  const body = rows.map(([first = '', ...rest]) => `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return scrolled(`${caption}, table`, `<table${className === '' ? '' : ` class="${className}"`}><caption class="unseen">${text(caption)}</caption><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`);
}
