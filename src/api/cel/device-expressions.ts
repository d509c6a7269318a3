import { parseSemanticVersion } from '../semantic-version.ts';
import type { Device } from '../types/resource-v1.ts';
import type { Checked } from './checker.ts';
import { compile, createEnvironment, structFrom, type Compiled } from './compile.ts';
import { estimateCost } from './cost.ts';
import type { Range } from './cost-range.ts';
import { evaluate } from './evaluator.ts';
import { readQuantity, versionValue } from './library/quantities.ts';
import { BOOL, DYN, describeType, isDyn, mapOf, opaque, STRING, type Type } from './types.ts';
import type { OpaqueValue} from './values.ts';
import { ComputedMap, EvaluationError, ListValue, MapValue, StructValue, type Value } from './values.ts';

const COST_LIMIT = 1_000_000;
const MAX_ENTRIES = 32;
const MAX_VALUE_LENGTH = 64;
const MAX_DOMAIN_LENGTH = 63;
const MAX_IDENTIFIER_LENGTH = 32;
const KEPT = 512;

export interface SelectorProblem {
  readonly message: string;
  /** It compiles, but could cost more than a selector may. */
  readonly tooCostly: boolean;
}

/** What a selector says of a device: whether it matches, or why that cannot be told. */
export type DeviceMatch = boolean | { readonly error: string };

const compiled = new Map<string, Compiled>();

/** What is wrong with a selector of devices; undefined when nothing is (k8s.io/dynamic-resource-allocation/cel/compile.go, v1.36). */
export function deviceSelectorProblem(text: string): SelectorProblem | undefined {
  const result = compileSelector(text);
  if ('problem' in result) return { message: result.problem, tooCostly: false };
  const { type } = result.checked;
  if (type.name !== 'bool' && !isDyn(type)) return { message: `must evaluate to bool, not ${describeType(type)}`, tooCostly: false };
  return estimateCost(result.checked, sizeOfDevicePart).max > COST_LIMIT ? { message: 'is too complex: evaluating it could exceed the cost limit', tooCostly: true } : undefined;
}

/** Evaluates a selector for a device of a driver. */
export function matchesDevice(text: string, driver: string, device: Device): DeviceMatch {
  const result = compileSelector(text);
  if ('problem' in result) return { error: `CEL compilation error: ${result.problem}` };
  return evaluateSelector(result.checked, text, driver, device);
}

function evaluateSelector(checked: Checked, text: string, driver: string, device: Device): DeviceMatch {
  try {
    const { value } = evaluate(checked, { device: new DeviceValue(driver, device) }, COST_LIMIT);
    return typeof value === 'boolean' ? value : { error: `CEL expression gives no boolean: ${text}` };
  } catch (error) {
    if (error instanceof EvaluationError) return { error: `CEL runtime error: ${error.message}` };
    throw error;
  }
}

function compileSelector(text: string): Compiled {
  let known = compiled.get(text);
  if (known === undefined) {
    known = compile(text, deviceEnvironment());
    if (compiled.size >= KEPT) compiled.clear();
    compiled.set(text, known);
  }
  return known;
}

let environment: ReturnType<typeof createEnvironment> | undefined;

function deviceEnvironment(): NonNullable<typeof environment> {
  environment ??= createEnvironment({ variables: { device: deviceType() } });
  return environment;
}

function deviceType(): Type {
  return structFrom('kubernetes.DRADevice', {
    driver: STRING,
    attributes: mapOf(STRING, mapOf(STRING, DYN)),
    capacity: mapOf(STRING, mapOf(STRING, opaque('kubernetes.Quantity'))),
    allowMultipleAllocations: BOOL,
  });
}

/** Sizes that the limits on devices allow. */
function sizeOfDevicePart(path: readonly string[]): Range | undefined {
  const upTo = (max: number): Range => ({ min: 0, max });
  const [root, field, domainStep, nameStep, ...rest] = path;
  if (root !== 'device' || rest.length > 0) return undefined;
  if (field === undefined) return undefined;
  if (field === 'driver') return domainStep === undefined ? upTo(MAX_DOMAIN_LENGTH) : undefined;
  if (field !== 'attributes' && field !== 'capacity') return undefined;
  if (domainStep === undefined) return upTo(MAX_ENTRIES);
  if (nameStep === undefined) return domainStep === '@keys' ? upTo(MAX_DOMAIN_LENGTH) : upTo(MAX_ENTRIES);
  if (nameStep === '@keys') return upTo(MAX_IDENTIFIER_LENGTH);
  return field === 'attributes' ? upTo(MAX_VALUE_LENGTH) : upTo(1);
}

class DeviceValue extends StructValue {
  readonly typeName = 'kubernetes.DRADevice';
  readonly #driver: string;
  readonly #device: Device;
  constructor(driver: string, device: Device) {
    super();
    this.#driver = driver;
    this.#device = device;
  }
  get(field: string): Value | undefined {
    const { attributes = {}, capacity = {}, allowMultipleAllocations = false } = this.#device;
    switch (field) {
      case 'driver':
        return this.#driver;
      case 'attributes':
        return new DomainMap(Object.entries(attributes).map(([name, attribute]) => [name, attributeValue(attribute)]), this.#driver);
      case 'capacity':
        return new DomainMap(Object.entries(capacity).map(([name, { value = '0' }]) => [name, quantityOf(String(value))]), this.#driver);
      default:
        return field === 'allowMultipleAllocations' ? allowMultipleAllocations : undefined;
    }
  }
  fields(): string[] {
    return ['driver', 'attributes', 'capacity', 'allowMultipleAllocations'];
  }
}

const EMPTY = new ComputedMap([]);

/** Values by domain and name, where every domain can be looked up, if only to be found empty. A name without a domain is the driver's. */
class DomainMap extends MapValue {
  readonly #domains: ReadonlyMap<string, MapValue>;
  constructor(entries: readonly (readonly [string, Value])[], driver: string) {
    super();
    const domains = new Map<string, (readonly [string, Value])[]>();
    for (const [qualified, value] of entries) {
      const slash = qualified.indexOf('/');
      const domain = slash === -1 ? driver : qualified.slice(0, slash);
      domains.set(domain, [...(domains.get(domain) ?? []), [qualified.slice(slash + 1), value]]);
    }
    this.#domains = new Map([...domains].map(([domain, names]) => [domain, new ComputedMap(names)]));
  }
  get size(): number {
    return this.#domains.size;
  }
  get(key: Value): Value | undefined {
    return typeof key === 'string' ? (this.#domains.get(key) ?? EMPTY) : undefined;
  }
  keys(): Value[] {
    return [...this.#domains.keys()];
  }
}

type Attribute = NonNullable<Device['attributes']>[string];

function attributeValue({ bool, int, string, version, bools, ints, strings, versions }: Attribute): Value {
  const list = bools ?? strings ?? ints?.map(BigInt) ?? versions?.map(versionOf);
  if (list !== undefined) return new ListValue(list);
  return bool ?? string ?? (int === undefined ? (version === undefined ? null : versionOf(version)) : BigInt(int));
}

function versionOf(text: string): OpaqueValue {
  return versionValue(parseSemanticVersion(text) ?? fail(`not a semantic version: ${text}`));
}

function quantityOf(text: string): OpaqueValue {
  return readQuantity(text) ?? fail(`not a quantity: ${text}`);
}

function fail(message: string): never {
  throw new EvaluationError(message);
}
