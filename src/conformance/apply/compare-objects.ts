import { isJsonObject } from '../../api/json.ts';

/** Stands for addresses and ports that the cluster gave out. */
const ALLOCATED = '<allocated>';

/** The JSON pointers at which a stored object differs from the recorded one; what was allocated may be missing. */
export function compareObjects(wanted: unknown, got: unknown, path = ''): string[] {
  if (wanted === ALLOCATED) return [];
  if (Array.isArray(wanted) && Array.isArray(got) && wanted.length === got.length) {
    return wanted.flatMap((value, index) => compareObjects(value, got[index], `${path}/${index}`));
  }
  if (isJsonObject(wanted) && isJsonObject(got)) {
    const keys = new Set([...Object.keys(wanted), ...Object.keys(got)]);
    return [...keys].flatMap((key) => compareObjects(wanted[key], got[key], `${path}/${key}`));
  }
  return Object.is(wanted, got) ? [] : [`${path}: ${show(wanted)} expected, got ${show(got)}`];
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
