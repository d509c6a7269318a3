import { addQuantities, compareQuantities, parseQuantity, type Quantity } from '../../quantity.ts';
import { compareSemanticVersions, parseSemanticVersion, parseTolerantSemanticVersion, type SemanticVersion } from '../../semantic-version.ts';
import type { Declarations } from '../functions.ts';
import { EvaluationError, OpaqueValue } from '../values.ts';
import { addScaled, parseScaledAmount, wholeNumberOf, type ScaledAmount } from './scaled-amount.ts';

const UNIT = 1_000_000_000n;

/** A quantity, and how Go keeps it: only that tells whether it is an integer. */
interface CelQuantity extends Quantity {
  readonly scaled: ScaledAmount | undefined;
}

/** Quantities and versions (k8s.io/apiserver/pkg/cel/library/quantity.go and semverlib.go, v1.36). */
export const quantities = (): Declarations => ({
  'string_to_quantity: quantity(string) -> kubernetes.Quantity': (text: string) => readQuantity(text) ?? fail("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"),
  'is_quantity_string: isQuantity(string) -> bool': (text: string) => parseQuantity(text) !== undefined,
  // Other than its like, `sign` is no method: so it was released.
  'quantity_sign: sign(kubernetes.Quantity) -> int': (value: OpaqueValue) => BigInt(Math.sign(Number(quantityOf(value).nanos))),
  'quantity_is_integer: kubernetes.Quantity~isInteger() -> bool': (value: OpaqueValue) => wholeNumberOf(quantityOf(value).scaled) !== undefined,
  'quantity_as_integer: kubernetes.Quantity~asInteger() -> int': (value: OpaqueValue) => wholeNumberOf(quantityOf(value).scaled) ?? fail('cannot convert value to integer'),
  'quantity_as_float: kubernetes.Quantity~asApproximateFloat() -> double': (value: OpaqueValue) => Number(quantityOf(value).nanos) / Number(UNIT),
  ...comparisons('kubernetes.Quantity', 'quantity', (a, b) => compareQuantities(quantityOf(a), quantityOf(b))),
  'quantity_add: kubernetes.Quantity~add(kubernetes.Quantity) -> kubernetes.Quantity': (a: OpaqueValue, b: OpaqueValue) => sum(a, quantityOf(b), 1n),
  'quantity_add_int: kubernetes.Quantity~add(int) -> kubernetes.Quantity': (a: OpaqueValue, b: bigint) => sum(a, wholeQuantity(b), 1n),
  'quantity_sub: kubernetes.Quantity~sub(kubernetes.Quantity) -> kubernetes.Quantity': (a: OpaqueValue, b: OpaqueValue) => sum(a, quantityOf(b), -1n),
  'quantity_sub_int: kubernetes.Quantity~sub(int) -> kubernetes.Quantity': (a: OpaqueValue, b: bigint) => sum(a, wholeQuantity(b), -1n),
  'string_to_semver: semver(string) -> kubernetes.Semver': (text: string) => versionValue(parseSemanticVersion(text) ?? fail('No Major.Minor.Patch elements found')),
  'string_bool_to_semver: semver(string, bool) -> kubernetes.Semver': (text: string, tolerant: boolean) => versionValue(readVersion(text, tolerant) ?? fail('No Major.Minor.Patch elements found')),
  'is_semver_string: isSemver(string) -> bool': (text: string) => readVersion(text, false) !== undefined,
  'is_semver_string_bool: isSemver(string, bool) -> bool': (text: string, tolerant: boolean) => readVersion(text, tolerant) !== undefined,
  'semver_major: kubernetes.Semver~major() -> int': (value: OpaqueValue) => versionOf(value).numbers[0],
  'semver_minor: kubernetes.Semver~minor() -> int': (value: OpaqueValue) => versionOf(value).numbers[1],
  'semver_patch: kubernetes.Semver~patch() -> int': (value: OpaqueValue) => versionOf(value).numbers[2],
  ...comparisons('kubernetes.Semver', 'semver', (a, b) => compareSemanticVersions(versionOf(a), versionOf(b))),
});

function comparisons(type: string, id: string, compare: (a: OpaqueValue, b: OpaqueValue) => number): Declarations {
  return {
    [`${id}_compare_to: ${type}~compareTo(${type}) -> int`]: (a: OpaqueValue, b: OpaqueValue) => BigInt(Math.sign(compare(a, b))),
    [`${id}_is_greater_than: ${type}~isGreaterThan(${type}) -> bool`]: (a: OpaqueValue, b: OpaqueValue) => compare(a, b) > 0,
    [`${id}_is_less_than: ${type}~isLessThan(${type}) -> bool`]: (a: OpaqueValue, b: OpaqueValue) => compare(a, b) < 0,
  };
}

/** Undefined for a text that is no quantity. */
export function readQuantity(text: string): OpaqueValue | undefined {
  const quantity = parseQuantity(text);
  return quantity === undefined ? undefined : quantityValue({ ...quantity, scaled: parseScaledAmount(text) });
}

function quantityValue(quantity: CelQuantity): OpaqueValue {
  return new OpaqueValue('kubernetes.Quantity', quantity, String(quantity.nanos));
}

export function versionValue(version: SemanticVersion): OpaqueValue {
  return new OpaqueValue('kubernetes.Semver', version, `${version.numbers.join('.')}-${version.preRelease.join('.')}`);
}

function quantityOf({ data }: OpaqueValue): CelQuantity {
  return data as CelQuantity;
}

function versionOf({ data }: OpaqueValue): SemanticVersion {
  return data as SemanticVersion;
}

function readVersion(text: string, tolerant: boolean): SemanticVersion | undefined {
  return tolerant ? parseTolerantSemanticVersion(text) : parseSemanticVersion(text);
}

function wholeQuantity(units: bigint): CelQuantity {
  return { nanos: units * UNIT, format: 'DecimalExponent', scaled: { value: units, scale: 0 } };
}

function sum(value: OpaqueValue, other: CelQuantity, sign: bigint): OpaqueValue {
  const first = quantityOf(value);
  const scaled = other.scaled === undefined ? undefined : addScaled(first.scaled, { ...other.scaled, value: sign * other.scaled.value });
  return quantityValue({ ...addQuantities(first, { ...other, nanos: sign * other.nanos }), scaled });
}

function fail(message: string): never {
  throw new EvaluationError(message);
}
