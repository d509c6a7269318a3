import { listAt, fieldOf, textAt } from '../objects/workload.ts';

/** A label selector in words: `app=web`, `tier in (a, b)`; `all` when it selects everything. */
export function selectorWords(selector: unknown, all: string): string {
  const labels = fieldOf(selector, 'matchLabels');
  const pairs = typeof labels === 'object' && labels !== null ? Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`) : [];
  const expressions = listAt(selector, 'matchExpressions').map((expression) => {
    const key = textAt(expression, 'key') ?? '';
    const values = listAt(expression, 'values').map(String).join(', ');
    switch (textAt(expression, 'operator')) {
      case 'In':
        return `${key} in (${values})`;
      case 'NotIn':
        return `${key} not in (${values})`;
      case 'Exists':
        return `with ${key}`;
      default:
        return `without ${key}`;
    }
  });
  const parts = [...pairs, ...expressions];
  return parts.length === 0 ? all : parts.join(', ');
}
