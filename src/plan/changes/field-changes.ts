import { equalJson, isJsonObject } from '../../api/json.ts';
import { at, child, type FieldPath } from '../../diag/field-path.ts';
import type { FieldChange, Place, PlanValue } from '../plan-model.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { withoutForeignFields } from '../objects/live-objects.ts';
import { semanticallyEqual } from '../objects/semantic-equality.ts';
import { keysOfLists } from '../objects/list-keys.ts';
import { flagBefore, isNamedSecretTree, isWhollySecret, planValue, secretAt, type SecretMasks } from './secrets.ts';
import { compactDiff } from './text-lines.ts';

export interface FieldChangeOptions {
  readonly masks: SecretMasks;
  /** Also report what differs only because the API server's defaults differ. */
  readonly showDefaults: boolean;
}

/** One place in both versions: paths by index for locating, by key for showing; what the manifests themselves say there. */
interface Spot {
  readonly path: FieldPath;
  readonly steps: readonly string[];
  /** The field that holds this value; absent for items of lists. */
  readonly field?: string;
  /** The field that holds the map that holds this value. */
  readonly parent?: string;
  readonly indexPath: FieldPath;
  readonly statedBefore: unknown;
  readonly statedAfter: unknown;
  /** The `name` beside a `value`, as in environment variables. */
  readonly siblingName?: string | undefined;
}

const LONG_TEXT_COLUMNS = 60;

/** The leaves that differ between two versions of one object, in the order of the later one. */
export function fieldChanges(before: PlannedObject, after: PlannedObject, options: FieldChangeOptions): FieldChange[] {
  const changes: FieldChange[] = [];
  const left = before.live ? withoutForeignFields(before.defaulted, after.defaulted, before.whole) : before.defaulted;
  compare(left, after.defaulted, { path: '', steps: [], indexPath: '', statedBefore: before.stated, statedAfter: after.stated });
  return changes;

  function compare(a: unknown, b: unknown, spot: Spot): void {
    if (equalJson(a, b) || semanticallyEqual(a, b, spot.field, spot.parent)) return;
    if (isFolded(after, spot)) {
      changes.push({ path: spot.path, folded: countLeaves(a, b), ...placed(spot) });
    } else if (isNamedSecretTree(spot.field, spot.siblingName, a) || isNamedSecretTree(spot.field, spot.siblingName, b)) {
      const whole = (value: unknown): PlanValue => options.masks.mask(JSON.stringify(value));
      changes.push({ path: spot.path, ...(a === undefined ? {} : { before: whole(a) }), ...(b === undefined ? {} : { after: whole(b) }), ...placed(spot) });
    } else if (isJsonObject(a) && isJsonObject(b)) {
      compareMaps(a, b, spot);
    } else if (Array.isArray(a) && Array.isArray(b)) {
      compareLists(a, b, spot);
    } else {
      record(a, b, spot);
    }
  }

  function compareMaps(a: Record<string, unknown>, b: Record<string, unknown>, spot: Spot): void {
    const siblingName = typeof b['name'] === 'string' ? b['name'] : undefined;
    for (const key of new Set([...Object.keys(b), ...Object.keys(a)])) {
      const path = isFieldName(key, spot) ? child(spot.path, key) : at(spot.path, key);
      const indexPath = isFieldName(key, spot) ? child(spot.indexPath, key) : at(spot.indexPath, key);
      compare(own(a, key), own(b, key), { path, indexPath, steps: [...spot.steps, key], field: key, ...(spot.field === undefined ? {} : { parent: spot.field }), statedBefore: own(spot.statedBefore, key), statedAfter: own(spot.statedAfter, key), siblingName });
    }
  }

  function compareLists(a: readonly unknown[], b: readonly unknown[], spot: Spot): void {
    if (a.every(isScalar) && b.every(isScalar)) return recordScalars(a, b, spot);
    const keys = keysOfLists(a, b);
    if (keys === undefined) return compareByPlace(a, b, spot);
    const [left, right] = keys;
    for (const [index, key] of right.entries()) {
      const old = left.indexOf(key);
      compare(old === -1 ? undefined : a[old], b[index], item(spot, key, old, index));
    }
    for (const [old, key] of left.entries()) if (!right.includes(key)) compare(a[old], undefined, item(spot, key, old, -1));
    const common = left.filter((key) => right.includes(key));
    if (orderMatters(spot) && !equalJson(common, right.filter((key) => left.includes(key)))) changes.push({ path: spot.path, reordered: true, ...placed(spot) });
  }

  /** Items that nothing tells apart are the same when they are equal; what remains is matched in order. */
  function compareByPlace(a: readonly unknown[], b: readonly unknown[], spot: Spot): void {
    const freeBefore = a.map((_, index) => index).filter((index) => !b.some((other) => equalJson(a[index], other)));
    const freeAfter = b.map((_, index) => index).filter((index) => !a.some((other) => equalJson(b[index], other)));
    for (let pair = 0; pair < Math.max(freeBefore.length, freeAfter.length); pair += 1) {
      const old = freeBefore[pair] ?? -1;
      const index = freeAfter[pair] ?? -1;
      compare(old === -1 ? undefined : a[old], index === -1 ? undefined : b[index], item(spot, String(index === -1 ? old : index), old, index));
    }
    if (freeBefore.length === 0 && freeAfter.length === 0) changes.push({ path: spot.path, reordered: true, ...placed(spot) });
  }

  function item(spot: Spot, key: string, old: number, index: number): Spot {
    const list = (value: unknown, place: number): unknown => (Array.isArray(value) && place >= 0 ? value[place] : undefined);
    return {
      path: at(spot.path, key),
      indexPath: index === -1 ? spot.indexPath : at(spot.indexPath, index),
      steps: [...spot.steps, key],
      statedBefore: list(spot.statedBefore, old),
      statedAfter: list(spot.statedAfter, index),
    };
  }

  function recordScalars(a: readonly unknown[], b: readonly unknown[], spot: Spot): void {
    const lines = (list: readonly unknown[]): string[] => list.map((value, index) => shown(value, [...spot.steps, String(index)], flagBefore(list, index)));
    const [left, right] = [lines(a), lines(b)];
    if (left.join(', ').length + right.join(', ').length <= LONG_TEXT_COLUMNS) return record(a, b, spot);
    changes.push({ path: spot.path, lines: compactDiff(left, right), ...placed(spot) });
  }

  function shown(value: unknown, steps: readonly string[], flag?: string): string {
    const secret = typeof value === 'string' ? secretAt(after.defaulted, steps, value, flag) : undefined;
    const masked = secret === undefined ? planValue(value, after.defaulted, steps, options.masks) : options.masks.mask(secret);
    return typeof masked === 'object' && masked !== null && 'secret' in masked ? `(secret ${String(masked['secret'])})` : String(value);
  }

  function record(a: unknown, b: unknown, spot: Spot): void {
    const beforeDefault = a !== undefined && spot.statedBefore === undefined;
    const afterDefault = b !== undefined && spot.statedAfter === undefined;
    if (!options.showDefaults && (a === undefined || beforeDefault) && (b === undefined || afterDefault)) return;
    if (isLongText(a, spot) && isLongText(b, spot)) {
      const lines = (text: unknown): string[] => String(text).split('\n').map((line) => shown(line, [...spot.steps, '']));
      changes.push({ path: spot.path, lines: compactDiff(lines(a), lines(b)), ...placed(spot) });
      return;
    }
    changes.push({
      path: spot.path,
      ...(a === undefined ? {} : { before: masked(beforeDefault ? a : (spot.statedBefore ?? a), spot) }),
      ...(b === undefined ? {} : { after: masked(afterDefault ? b : (spot.statedAfter ?? b), spot) }),
      ...(beforeDefault ? { beforeDefault } : {}),
      ...(afterDefault ? { afterDefault } : {}),
      ...placed(spot),
    });
  }

  function masked(value: unknown, spot: Spot): ReturnType<typeof planValue> {
    if (typeof value === 'string') {
      const secret = secretAt(after.defaulted, spot.steps, value, spot.siblingName);
      return secret === undefined ? value : options.masks.mask(secret);
    }
    return planValue(value, after.defaulted, spot.steps, options.masks);
  }

  function isLongText(value: unknown, spot: Spot): boolean {
    return typeof value === 'string' && value.includes('\n') && !isWhollySecret(after.defaulted, spot.steps, value, spot.siblingName);
  }

  function placed(spot: Spot): { place: Place } {
    const { line, column } = after.document.locate(spot.indexPath, spot.statedAfter === undefined ? 'key' : 'value');
    return { place: { file: after.document.file, line, column } };
  }
}

/** Bodies that are long and generated: a count says enough. */
function isFolded(after: PlannedObject, spot: Spot): boolean {
  return after.reference.kind === 'CustomResourceDefinition' && (spot.field === 'openAPIV3Schema' || spot.path === 'spec.validation');
}

const ORDERED_LISTS = new Set(['initContainers', 'containers', 'env', 'rules', 'paths', 'http', 'matches', 'steps']);

/** The order of containers and of rules has a meaning; that of ports and volumes has none. */
function orderMatters(spot: Spot): boolean {
  return ORDERED_LISTS.has(spot.field ?? '');
}

/** Keys of maps with free keys stand in brackets, as in the API server's paths. */
const FREE_KEYS = new Set(['labels', 'annotations', 'data', 'stringData', 'binaryData', 'matchLabels', 'nodeSelector', 'requests', 'limits', 'hard', 'parameters', 'selector', 'capacity', 'allocatable', 'default', 'defaultRequest', 'max', 'min']);

function isFieldName(key: string, spot: Spot): boolean {
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return false;
  const parent = spot.field ?? '';
  if (parent === 'requests' || parent === 'limits' || parent === 'hard' || parent === 'capacity') return true;
  return !FREE_KEYS.has(parent) || key === 'matchLabels' || key === 'matchExpressions';
}


function own(value: unknown, key: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function countLeaves(a: unknown, b: unknown): number {
  if (equalJson(a, b)) return 0;
  if (isJsonObject(a) && isJsonObject(b)) return [...new Set([...Object.keys(a), ...Object.keys(b)])].reduce((sum, key) => sum + countLeaves(own(a, key), own(b, key)), 0);
  return 1;
}
