import { at, child, type FieldPath } from '../../diag/field-path.ts';
import { itemsOf, somePart, type Schema } from '../custom-resources/schema.ts';
import { compareKubernetesVersions, type KubernetesVersion } from '../kubernetes-version.ts';
import type { ServerWarning, ValidationContext } from '../strategy.ts';
import type { CustomResourceDefinition } from '../types/apiextensions-v1.ts';

/** Formats of texts, without hyphens (apiextensions-apiserver/pkg/apiserver/validation/formats.go, v1.36). */
const TEXT_FORMATS = new Set([
  'bsonobjectid', 'uri', 'email', 'hostname', 'ipv4', 'ipv6', 'cidr', 'mac', 'uuid', 'uuid3', 'uuid4', 'uuid5', 'isbn', 'isbn10', 'isbn13', 'creditcard', 'ssn', 'hexcolor', 'rgbcolor', 'byte', 'password', 'date',
  'duration', 'datetime', 'quantity', 'k8sshortname', 'k8slongname',
]);
const NUMBER_FORMATS: Readonly<Record<string, readonly string[]>> = { integer: ['int32', 'int64'], number: ['float', 'double'] };

/** Before, the server did not say it. */
const SINCE: KubernetesVersion = '1.35';

/**
 * Formats that nothing checks: the schema asks for something that never happens. Each is named once, where it stands first, and those that
 * the stored definition has already are not named again (apiextensions-apiserver/pkg/registry/customresourcedefinition/strategy.go, v1.36).
 */
export function customResourceDefinitionWarnings(definition: CustomResourceDefinition, { version }: ValidationContext, old?: CustomResourceDefinition): ServerWarning[] {
  if (compareKubernetesVersions(version, SINCE) < 0) return [];
  const found = uncheckedFormats(definition);
  const before = found.size === 0 || old === undefined ? undefined : uncheckedFormats(old);
  return [...found].filter(([format]) => before?.has(format) !== true).map(([format, path]) => ({ path, message: `unrecognized format ${JSON.stringify(format)}: nothing checks it here` }));
}

/** Unrecognized formats with the first place of each. */
function uncheckedFormats({ spec }: CustomResourceDefinition): Map<string, FieldPath> {
  const found = new Map<string, FieldPath>();
  (spec?.versions ?? []).forEach(({ schema }, index) => {
    if (schema?.openAPIV3Schema !== undefined) collect(schema.openAPIV3Schema as Schema, () => child(at('spec.versions', index), 'schema.openAPIV3Schema'), found);
  });
  return found;
}

/** Paths are only written for what is found: definitions have tens of thousands of parts. */
function collect(schema: Schema, path: () => FieldPath, found: Map<string, FieldPath>): void {
  if (!holdsUnchecked(schema)) return;
  const { format = '' } = schema;
  if (isUnchecked(schema) && !found.has(format)) found.set(format, child(path(), 'format'));
  const items = itemsOf(schema);
  if (items !== undefined) collect(items, () => child(path(), 'items'), found);
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) schema[keyword]?.forEach((part, index) => collect(part, () => at(child(path(), keyword), index), found));
  if (schema.not !== undefined) collect(schema.not, () => child(path(), 'not'), found);
  if (schema.properties !== undefined) for (const name of Object.keys(schema.properties)) collect(schema.properties[name] as Schema, () => at(child(path(), 'properties'), name), found);
  if (typeof schema.additionalProperties === 'object') collect(schema.additionalProperties, () => child(path(), 'additionalProperties'), found);
}

const holders = new WeakMap<Schema, boolean>();

/** Whether there is something to find in a schema. The same parts come again and again, so what has parts is looked into once. */
function holdsUnchecked(schema: Schema): boolean {
  if (isUnchecked(schema)) return true;
  if (schema.properties === undefined) return somePart(schema, holdsUnchecked);
  let known = holders.get(schema);
  if (known === undefined) holders.set(schema, (known = somePart(schema, holdsUnchecked)));
  return known;
}

function isUnchecked({ format = '', type = '' }: Schema): boolean {
  return format !== '' && !isRecognized(format, type);
}

function isRecognized(format: string, type: string): boolean {
  if (type === '' || type === 'string') return TEXT_FORMATS.has(format.replaceAll('-', ''));
  return (Object.hasOwn(NUMBER_FORMATS, type) ? NUMBER_FORMATS[type] : undefined)?.includes(format) === true;
}
