/** JSON with sorted keys. */
export function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => stableText(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? 'null');
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stableText(item)}`).join(',')}}`;
}
