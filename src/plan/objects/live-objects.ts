import { equalJson, isJsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { keysOfAll } from './list-keys.ts';
import { fieldOf, listAt, textAt } from './workload.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * An object of a cluster as far as an apply of `after` can change it: what nobody applied before and `after` does not state stays as it is
 * (allocated addresses, fields that controllers and defaults filled in), so it is no difference. `whole` tells what was applied.
 */
export function withoutForeignFields(before: KubeObject, after: KubeObject, whole: KubeObject): KubeObject {
  return kept(before, after, lastApplied(whole)) as KubeObject;
}

/** What was applied before: by kubectl's annotation, else by the fields that managers applied. Undefined when nobody says. */
function lastApplied(whole: KubeObject): unknown {
  const annotation = textAt(whole, 'metadata', 'annotations', LAST_APPLIED);
  if (annotation !== undefined) return parsed(annotation);
  const managers = listAt(whole, 'metadata', 'managedFields').filter((entry) => textAt(entry, 'operation') === 'Apply' && textAt(entry, 'subresource') === undefined);
  return managers.map((entry) => appliedPart(whole, fieldOf(entry, 'fieldsV1'))).reduce<unknown>((all, part) => union(all, part), undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The part of a live value that a set of fields owns (`f:` fields, `k:` items by key, `v:` items by value). */
function appliedPart(live: unknown, fields: unknown): unknown {
  if (!isJsonObject(fields) || Object.keys(fields).length === 0) return live;
  if (Array.isArray(live)) {
    return Object.entries(fields).flatMap(([name, inner]) => {
      const key = name.startsWith('k:') || name.startsWith('v:') ? parsed(name.slice(2)) : undefined;
      const item: unknown = live.find((candidate) => (isJsonObject(key) ? Object.entries(key).every(([field, value]) => equalJson(fieldOf(candidate, field), value)) : equalJson(candidate, key)));
      const part = item === undefined ? undefined : appliedPart(item, inner);
      return item === undefined ? [] : [isJsonObject(key) && isJsonObject(part) ? { ...key, ...part } : part];
    });
  }
  const result: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(fields)) {
    const field = name.startsWith('f:') ? name.slice(2) : undefined;
    const value = field === undefined ? undefined : fieldOf(live, field);
    if (field !== undefined && value !== undefined) result[field] = appliedPart(value, inner);
  }
  return result;
}

function union(a: unknown, b: unknown): unknown {
  if (!isJsonObject(a) || !isJsonObject(b)) return b ?? a;
  const result: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) result[key] = union(result[key], value);
  return result;
}

function kept(before: unknown, after: unknown, applied: unknown): unknown {
  if (isJsonObject(before) && isJsonObject(after)) {
    const result: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(before)) {
      const [wanted, said] = [fieldOf(after, key), fieldOf(applied, key)];
      if (wanted !== undefined) result[key] = kept(value, wanted, said);
      else if (said !== undefined) result[key] = value;
    }
    return result;
  }
  if (!Array.isArray(before) || !Array.isArray(after)) return before;
  const saidItems: readonly unknown[] = Array.isArray(applied) ? applied : [];
  const keys = keysOfAll([before, after, saidItems]) ?? keysOfAll([before, after]);
  if (keys === undefined) return before;
  const [left = [], right = [], saidKeys = []] = keys;
  return before.flatMap((item: unknown, index) => {
    const key = left[index] ?? '';
    const [place, saidPlace] = [right.indexOf(key), saidKeys.indexOf(key)];
    if (place !== -1) return [kept(item, after[place], saidItems[saidPlace])];
    return saidPlace === -1 ? [] : [item];
  });
}
