import { Environment } from '@marcbachmann/cel-js';
import type { Quantity } from '../../api/quantity.ts';
import { addQuantities, compareQuantities, parseQuantity, wholeUnits } from '../../api/quantity.ts';
import type { Device } from '../../api/types/resource-v1.ts';

/** What a CEL selector says of a device: whether it matches, or why that cannot be told. */
export type DeviceMatch = boolean | { readonly error: string };

/**
 * The CEL environment of device selectors (k8s.io/dynamic-resource-allocation/cel/compile.go, v1.36): `device.driver`,
 * `device.attributes` and `device.capacity` by domain and name, with quantities and versions.
 */
export function matchesDevice(expression: string, driver: string, device: Device): DeviceMatch {
  const compiled = compile(expression);
  if (typeof compiled === 'string') return { error: `CEL compilation error: ${compiled}` };
  try {
    const result: unknown = compiled({ device: variableOf(driver, device) });
    return typeof result === 'boolean' ? result : { error: `CEL expression gives no boolean: ${expression}` };
  } catch (error) {
    return { error: `CEL runtime error: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}` };
  }
}

/** A quantity as a value of CEL. */
class CelQuantity {
  readonly quantity: Quantity;
  constructor(quantity: Quantity) {
    this.quantity = quantity;
  }
}

/** A semantic version as a value of CEL. */
class CelVersion {
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly preRelease: readonly string[];
  constructor(numbers: readonly [bigint, bigint, bigint], preRelease: readonly string[]) {
    this.numbers = numbers;
    this.preRelease = preRelease;
  }
}

type Compiled = (context: Record<string, unknown>) => unknown;

const compiled = new Map<string, Compiled | string>();
const COMPILED_KEPT = 256;
let environment: Environment | undefined;

function compile(expression: string): Compiled | string {
  const known = compiled.get(expression);
  if (known !== undefined) return known;
  let result: Compiled | string;
  try {
    environment ??= makeEnvironment();
    result = environment.parse(expression);
  } catch (error) {
    result = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
  if (compiled.size >= COMPILED_KEPT) compiled.clear();
  compiled.set(expression, result);
  return result;
}

function makeEnvironment(): Environment {
  const compared = (a: CelQuantity, b: CelQuantity): number => compareQuantities(a.quantity, b.quantity);
  return new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false })
    .registerVariable('device', 'map')
    .registerType('Quantity', CelQuantity)
    .registerType('Semver', CelVersion)
    .registerFunction('quantity(string): Quantity', (text: string) => new CelQuantity(quantityOf(text)))
    .registerFunction('isQuantity(string): bool', (text: string) => parseQuantity(text) !== undefined)
    .registerFunction('Quantity.compareTo(Quantity): int', (a: CelQuantity, b: CelQuantity) => BigInt(compared(a, b)))
    .registerFunction('Quantity.isGreaterThan(Quantity): bool', (a: CelQuantity, b: CelQuantity) => compared(a, b) > 0)
    .registerFunction('Quantity.isLessThan(Quantity): bool', (a: CelQuantity, b: CelQuantity) => compared(a, b) < 0)
    .registerFunction('Quantity.isInteger(): bool', (a: CelQuantity) => a.quantity.nanos % 1_000_000_000n === 0n)
    .registerFunction('Quantity.asInteger(): int', (a: CelQuantity) => BigInt(wholeUnits(a.quantity)))
    .registerFunction('Quantity.asApproximateFloat(): double', (a: CelQuantity) => Number(a.quantity.nanos) / 1e9)
    .registerFunction('Quantity.sign(): int', (a: CelQuantity) => (a.quantity.nanos > 0n ? 1n : a.quantity.nanos < 0n ? -1n : 0n))
    .registerFunction('Quantity.add(Quantity): Quantity', (a: CelQuantity, b: CelQuantity) => new CelQuantity(addQuantities(a.quantity, b.quantity)))
    .registerFunction('Quantity.sub(Quantity): Quantity', (a: CelQuantity, b: CelQuantity) => new CelQuantity(addQuantities(a.quantity, { ...b.quantity, nanos: -b.quantity.nanos })))
    .registerFunction('semver(string): Semver', (text: string) => versionOf(text))
    .registerFunction('isSemver(string): bool', (text: string) => SEMVER.test(text))
    .registerFunction('Semver.compareTo(Semver): int', (a: CelVersion, b: CelVersion) => BigInt(compareVersions(a, b)))
    .registerFunction('Semver.isGreaterThan(Semver): bool', (a: CelVersion, b: CelVersion) => compareVersions(a, b) > 0)
    .registerFunction('Semver.isLessThan(Semver): bool', (a: CelVersion, b: CelVersion) => compareVersions(a, b) < 0)
    .registerFunction('Semver.major(): int', (a: CelVersion) => a.numbers[0])
    .registerFunction('Semver.minor(): int', (a: CelVersion) => a.numbers[1])
    .registerFunction('Semver.patch(): int', (a: CelVersion) => a.numbers[2]);
}

function variableOf(driver: string, device: Device): Map<string, unknown> {
  const attributes = domains();
  for (const [name, { bool, int, string, version, bools, ints, strings, versions }] of Object.entries(device.attributes ?? {})) {
    const value = bool ?? string ?? bools ?? strings ?? (int === undefined ? undefined : BigInt(int)) ?? ints?.map(BigInt);
    setIn(attributes, name, driver, value ?? (version === undefined ? versions?.map(versionOf) : versionOf(version)));
  }
  const capacity = domains();
  for (const [name, { value = 0 }] of Object.entries(device.capacity ?? {})) setIn(capacity, name, driver, new CelQuantity(quantityOf(String(value))));
  return new Map<string, unknown>([
    ['driver', driver],
    ['attributes', attributes],
    ['capacity', capacity],
    ['allowMultipleAllocations', device.allowMultipleAllocations ?? false],
  ]);
}

type Domains = Map<string, Map<string, unknown>>;

/** An empty map of domains, where every domain can be looked up, if only to be found empty. The evaluator knows maps by their class: no subclass will do. */
function domains(): Domains {
  const map: Domains = new Map();
  const none = new Map<string, unknown>();
  map.get = (domain) => Map.prototype.get.call(map, domain) as Map<string, unknown> | undefined ?? none;
  return map;
}

/** A name without a domain is the driver's. */
function setIn(map: Domains, qualified: string, driver: string, value: unknown): void {
  const slash = qualified.indexOf('/');
  const domain = slash === -1 ? driver : qualified.slice(0, slash);
  let names = Map.prototype.get.call(map, domain) as Map<string, unknown> | undefined;
  if (names === undefined) map.set(domain, (names = new Map()));
  names.set(qualified.slice(slash + 1), value);
}

function quantityOf(text: string): Quantity {
  const quantity = parseQuantity(text);
  if (quantity === undefined) throw new Error(`not a quantity: ${text}`);
  return quantity;
}

const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

function versionOf(text: string): CelVersion {
  const match = SEMVER.exec(text);
  if (match === null) throw new Error(`not a semantic version: ${text}`);
  const [, major = '0', minor = '0', patch = '0', preRelease] = match;
  return new CelVersion([BigInt(major), BigInt(minor), BigInt(patch)], preRelease?.split('.') ?? []);
}

function compareVersions(a: CelVersion, b: CelVersion): number {
  for (const place of [0, 1, 2] as const) if (a.numbers[place] !== b.numbers[place]) return a.numbers[place] < b.numbers[place] ? -1 : 1;
  if (a.preRelease.length === 0 || b.preRelease.length === 0) return b.preRelease.length - a.preRelease.length;
  for (let place = 0; place < Math.max(a.preRelease.length, b.preRelease.length); place += 1) {
    const order = compareIdentifiers(a.preRelease[place], b.preRelease[place]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers by value and before words; a version with fewer identifiers comes first. */
function compareIdentifiers(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumberA && isNumberB) return BigInt(a) < BigInt(b) ? -1 : 1;
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return a < b ? -1 : 1;
}
