import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { decodeFields, difference, encodeFields, type FieldSet } from './field-set.ts';

/** Who wrote which fields, and how: an entry of `metadata.managedFields`. */
export interface FieldManager {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource?: string;
  readonly fields: FieldSet;
}

/** Whether two entries are one manager: appliers are one in all versions (`BuildManagerIdentifier`). */
export function isSameManager(a: Omit<FieldManager, 'fields'>, b: Omit<FieldManager, 'fields'>): boolean {
  return a.manager === b.manager && a.operation === b.operation && a.subresource === b.subresource && (a.operation === 'Apply' || a.apiVersion === b.apiVersion);
}

/** The entries in the server's order, but for those of different times, which are older first: appliers, then by name, version and subresource. */
export function encodeManagers(managers: readonly FieldManager[]): JsonObject[] {
  return [...managers].sort((a, b) => compareTexts(sortKey(a), sortKey(b))).map(({ manager, operation, apiVersion, subresource, fields }) => ({
    manager,
    operation,
    apiVersion,
    fieldsType: 'FieldsV1',
    fieldsV1: encodeFields(fields),
    ...(subresource === undefined ? {} : { subresource }),
  }));
}

/** The entries of an object's `metadata.managedFields`; what is no entry is left out. */
export function decodeManagers(entries: Json | undefined): FieldManager[] {
  if (!Array.isArray(entries)) return [];
  return entries.filter(isJsonObject).flatMap((entry): FieldManager[] => {
    const { manager, operation, apiVersion, subresource, fieldsV1 } = entry;
    if ((operation !== 'Apply' && operation !== 'Update') || typeof apiVersion !== 'string') return [];
    return [{ manager: typeof manager === 'string' ? manager : '', operation, apiVersion, fields: decodeFields(fieldsV1), ...(typeof subresource === 'string' && subresource !== '' ? { subresource } : {}) }];
  });
}

/** Fields that have no owner: identity, and what only the server writes (managedfields/internal/stripmeta.go). */
export function withoutUnowned(fields: FieldSet): FieldSet {
  return difference(fields, UNOWNED);
}

const UNOWNED = decodeFields({
  'f:apiVersion': {},
  'f:kind': {},
  'f:metadata': {
    '.': {},
    'f:name': {},
    'f:namespace': {},
    'f:creationTimestamp': {},
    'f:selfLink': {},
    'f:uid': {},
    'f:clusterName': {},
    'f:generation': {},
    'f:managedFields': {},
    'f:resourceVersion': {},
  },
});

function sortKey({ operation, manager, apiVersion, subresource }: FieldManager): readonly string[] {
  return [operation, manager, apiVersion, subresource ?? ''];
}

function compareTexts(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const other = b[index] ?? '';
    if (text !== other) return text < other ? -1 : 1;
  }
  return 0;
}
