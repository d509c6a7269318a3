import { isJsonObject } from '../api/json.ts';
import { structOf, type TypeNode } from '../schema/definitions.ts';
import { resourceOf } from '../schema/resources.ts';

/**
 * Values that the server knows and an offline check does not: the recordings leave the generation out, and hold the time of the
 * request, who asked, and the first address of the range, which every dry run assigns.
 */
const UNKNOWABLE: readonly RegExp[] = [/^\/metadata\/generation$/, /^\/status\/lastPhaseTransitionTime$/, /^\/spec\/(?:username|uid|groups|extra)$/];
const DRY_RUN_ADDRESS = '10.96.0.0';

/**
 * The paths (JSON pointers) at which a defaulted object differs from the recorded one. What Go writes without being asked is no
 * difference: zero values of required fields, empty structs; nor are zero values that Go leaves out.
 * `varies` are pointers whose values differ from request to request.
 */
export function compareDefaulted(wanted: unknown, got: unknown, apiVersion: string, kind: string, varies: readonly string[]): string[] {
  const resource = resourceOf(apiVersion, kind, '1.36');
  if (resource === undefined) return [`no kind ${kind}`];
  const differences: string[] = [];
  compare(wanted, got, { kind: 'struct', struct: structOf(resource.definition, '1.36') }, '', new Set(varies), differences);
  return differences;
}

function compare(wanted: unknown, got: unknown, type: TypeNode | undefined, path: string, varies: ReadonlySet<string>, differences: string[]): void {
  if (varies.has(path) || UNKNOWABLE.some((pattern) => pattern.test(path))) return;
  if (got === undefined && [wanted].flat()[0] === DRY_RUN_ADDRESS) return;
  if (wanted === null && isZero(got)) return;
  if (Array.isArray(wanted) && Array.isArray(got) && wanted.length === got.length) {
    const item = type?.kind === 'list' ? type.item : undefined;
    wanted.forEach((value, index) => compare(value, got[index], item, `${path}/${index}`, varies, differences));
    return;
  }
  if (isJsonObject(wanted) && isJsonObject(got)) {
    for (const key of new Set([...Object.keys(wanted), ...Object.keys(got)])) {
      const field = type?.kind === 'struct' ? type.struct.fields.get(key) : undefined;
      const inner = field?.type ?? (type?.kind === 'map' ? type.item : undefined);
      const left = Object.hasOwn(wanted, key) ? wanted[key] : undefined;
      const right = Object.hasOwn(got, key) ? got[key] : undefined;
      const at = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (left === undefined && field !== undefined && isZero(right)) continue;
      if (right === undefined && isWrittenAnyway(left, field?.required === true)) continue;
      compare(left, right, inner, at, varies, differences);
    }
    return;
  }
  if (!Object.is(wanted, got)) differences.push(`${path}: ${show(wanted)} expected, got ${show(got)}`);
}

function isZero(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 0 || value === false || (Array.isArray(value) && value.length === 0) || isEmptyStruct(value);
}

function isWrittenAnyway(value: unknown, required: boolean): boolean {
  return value === null || isEmptyStruct(value) || (required && isZero(value));
}

/** `{}`, or structs and zero values all the way down: `{"loadBalancer": {}}`. */
function isEmptyStruct(value: unknown): boolean {
  return isJsonObject(value) && Object.values(value).every((item) => item === null || item === '' || item === 0 || isEmptyStruct(item));
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
