import type { Json } from '../json.ts';

/** The schema of a custom resource, as it stands in its definition (apiextensions.k8s.io/v1 JSONSchemaProps). */
export interface Schema {
  readonly id?: string;
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly nullable?: boolean;
  readonly maximum?: number;
  readonly exclusiveMaximum?: boolean;
  readonly minimum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly multipleOf?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly maxProperties?: number;
  readonly minProperties?: number;
  readonly required?: readonly string[];
  readonly enum?: readonly Json[];
  readonly items?: Schema | readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalItems?: Schema | boolean;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly dependencies?: Readonly<Record<string, Schema | readonly string[]>>;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

export interface ValidationRule {
  readonly rule?: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** The schema of a list's items, when there is one for all. */
export function itemsOf({ items }: Schema): Schema | undefined {
  return items === undefined || Array.isArray(items) ? undefined : (items as Schema);
}

/** The schema of values of keys that `properties` does not name. */
export function additionalOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

export function propertyOf({ properties }: Schema, name: string): Schema | undefined {
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** Keywords whose value is a schema, and those whose value is a map or a list of them. */
const HOLDING_ONE = new Set(['items', 'additionalProperties', 'additionalItems', 'not']);
const HOLDING_MANY = new Set(['properties', 'items', 'allOf', 'oneOf', 'anyOf', 'patternProperties', 'definitions', 'dependencies']);

/** Whether one of the schemas that a schema is directly made of passes a test. */
export function somePart(schema: Schema, test: (part: Schema) => boolean): boolean {
  for (const keyword of Object.keys(schema)) {
    const held: unknown = schema[keyword as keyof Schema];
    if (!isObject(held)) continue;
    if (HOLDING_ONE.has(keyword) && !Array.isArray(held)) {
      if (test(held)) return true;
    } else if (HOLDING_MANY.has(keyword)) {
      for (const part of Object.values(held)) if (isObject(part) && !Array.isArray(part) && test(part)) return true;
    }
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const NAME: Schema = { type: 'string' };
const OBJECT_META: Schema = { type: 'object', properties: { name: NAME, generateName: NAME } };

/** At the root of objects, rules can always name the kind and the name (`WithTypeAndObjectMeta`). */
export function withTypeAndMetadata(schema: Schema): Schema {
  const metadata = propertyOf(schema, 'metadata');
  const own = Object.fromEntries(['name', 'generateName'].map((field) => [field, (metadata === undefined ? undefined : propertyOf(metadata, field)) ?? OBJECT_META.properties?.[field] ?? NAME]));
  return { ...schema, properties: { ...schema.properties, apiVersion: propertyOf(schema, 'apiVersion') ?? NAME, kind: propertyOf(schema, 'kind') ?? NAME, metadata: { type: 'object', properties: own } } };
}

