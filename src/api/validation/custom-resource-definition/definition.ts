import { at, child, type FieldPath } from '../../../diag/field-path.ts';
import { somePart, type Schema } from '../../custom-resources/schema.ts';
import { schemaAtPath } from '../../custom-resources/field-path.ts';
import { duplicate, forbidden, invalid, notSupported, required, tooMany, type FieldError } from '../../field-error.ts';
import { equalJson } from '../../json.ts';
import { dns1035LabelProblems, dns1123SubdomainProblems } from '../../names.ts';
import type {
  CustomResourceColumnDefinition, CustomResourceConversion, CustomResourceDefinition, CustomResourceDefinitionSpec, CustomResourceDefinitionVersion, CustomResourceSubresources, SelectableField,
} from '../../types/apiextensions-v1.ts';
import { validateReviewVersions } from '../admission-registration/webhook-configuration.ts';
import { validateWebhookClientConfig } from '../admission-registration/webhook-client.ts';
import { validateImmutable } from '../immutable.ts';
import { findSoundSchemas } from './find-sound-schemas.ts';
import { validateNames } from './names.ts';
import { validateSchema } from './schema-checks.ts';
import { validateDefaults } from './schema-defaults.ts';
import { validateStructural } from './structural.ts';

const SCOPES: readonly string[] = ['Cluster', 'Namespaced'];
const STRATEGIES: readonly string[] = ['None', 'Webhook'];
const COLUMN_TYPES: readonly string[] = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS: readonly string[] = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
const SELECTABLE_TYPES: readonly string[] = ['string', 'boolean', 'integer'];
const MAX_SELECTABLE_FIELDS = 8;
const MAX_WARNING_LENGTH = 256;
/** Keywords that the root of a schema may have beside a status subresource. */
const ROOT_KEYWORDS = new Set([
  'description', 'type', 'format', 'title', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems', 'multipleOf',
  'required', 'items', 'properties', 'externalDocs', 'example', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-validations',
]);

/** Texts that count as given even when they are empty. */
const POINTERS = new Set(['$ref', 'x-kubernetes-list-type', 'x-kubernetes-map-type']);

/** The rules for a CustomResourceDefinition (apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go, v1.36). */
export function validateCustomResourceDefinition(definition: CustomResourceDefinition): FieldError[] {
  const { metadata = {}, spec = {}, status = {} } = definition;
  const name = metadata.name ?? '';
  const wanted = `${spec.names?.plural ?? ''}.${spec.group ?? ''}`;
  const errors = name === '' || name === wanted ? [] : [invalid('metadata.name', name, `must be the plural and the group: ${wanted}`)];
  errors.push(...validateSpec(spec, 'spec'), ...validateNames(status.acceptedNames ?? {}, 'status.acceptedNames'), ...validateStoredVersions(status.storedVersions ?? [], spec));
  errors.push(...validateApproval(definition));
  if (spec.preserveUnknownFields === true) errors.push(invalid('spec.preserveUnknownFields', true, 'cannot be true, set x-kubernetes-preserve-unknown-fields in the schemas instead'));
  return errors;
}

export function validateCustomResourceDefinitionUpdate(definition: CustomResourceDefinition, old: CustomResourceDefinition): FieldError[] {
  const { spec = {}, status = {} } = definition;
  const before = old.spec ?? {};
  const errors = validateSpec(spec, 'spec');
  const established = (old.status?.conditions ?? []).some(({ type, status: value }) => type === 'Established' && value === 'True');
  if (established) errors.push(...validateImmutable(spec.scope, before.scope, 'spec.scope'), ...validateImmutable(spec.names?.kind, before.names?.kind, 'spec.names.kind'));
  errors.push(...validateImmutable(spec.group, before.group, 'spec.group'), ...validateImmutable(spec.names?.plural, before.names?.plural, 'spec.names.plural'));
  errors.push(...validateNames(status.acceptedNames ?? {}, 'status.acceptedNames'), ...validateStoredVersions(status.storedVersions ?? [], spec));
  if (spec.preserveUnknownFields === true && before.preserveUnknownFields !== true) errors.push(invalid('spec.preserveUnknownFields', true, 'cannot be true, set x-kubernetes-preserve-unknown-fields in the schemas instead'));
  return errors;
}

function validateSpec(spec: CustomResourceDefinitionSpec, path: FieldPath): FieldError[] {
  const { group = '', scope = '', names = {}, versions = [], conversion } = spec;
  const errors = [...validateGroup(group, child(path, 'group')), ...validateEnum(scope, SCOPES, child(path, 'scope'))];
  const top = sharedFields(versions);
  versions.forEach((version, index) => {
    const versionPath = at(child(path, 'versions'), index);
    const problems = dns1035LabelProblems(version.name ?? '');
    if (problems.length > 0) errors.push(invalid(child(versionPath, 'name'), version.name, problems.join(' and ')));
    if (version.schema?.openAPIV3Schema === undefined) errors.push(required(child(versionPath, 'schema.openAPIV3Schema'), 'every version needs a schema'));
    errors.push(...validateVersion(version, top, versionPath));
  });
  if (new Set(versions.map((version) => version.name)).size < versions.length) errors.push(invalid(child(path, 'versions'), versions.map(({ name }) => name), 'names of versions must differ'));
  if (versions.filter(({ storage }) => storage === true).length !== 1) errors.push(invalid(child(path, 'versions'), versions.map(({ name }) => name), 'exactly one version must have storage: true'));
  const first = versions[0]?.name ?? '';
  const firstProblems = first === '' ? [] : dns1035LabelProblems(first);
  if (firstProblems.length > 0) errors.push(invalid(child(path, 'version'), first, firstProblems.join(' and ')));
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) if ((names[field] ?? '') === '') errors.push(required(child(child(path, 'names'), field), 'must be given'));
  errors.push(...validateNames(names, child(path, 'names')), ...validateTop(versions, top, path));
  if (spec.preserveUnknownFields === true && versions.some(({ schema }) => hasDefaults(schema?.openAPIV3Schema as Schema | undefined))) {
    errors.push(invalid(child(path, 'preserveUnknownFields'), true, 'must be false for schemas with defaults'));
  }
  if (spec.preserveUnknownFields === true && conversion !== undefined && conversion.strategy !== 'None') errors.push(invalid(child(path, 'conversion.strategy'), conversion.strategy, 'must be None with preserveUnknownFields: true'));
  return [...errors, ...(conversion === undefined ? [] : validateConversion(conversion, child(path, 'conversion')))];
}

/** Fields that are the same in all versions: the server looks at them once, and reports them as those of `spec`. */
interface SharedFields {
  readonly schema: boolean;
  readonly subresources: boolean;
  readonly columns: boolean;
  readonly selectableFields: boolean;
}

function sharedFields(versions: readonly CustomResourceDefinitionVersion[]): SharedFields {
  const same = (field: keyof CustomResourceDefinitionVersion): boolean => versions.every((version) => equalJson(version[field] ?? null, versions[0]?.[field] ?? null));
  return { schema: same('schema'), subresources: same('subresources'), columns: same('additionalPrinterColumns'), selectableFields: same('selectableFields') };
}

function validateVersion(version: CustomResourceDefinitionVersion, top: SharedFields, path: FieldPath): FieldError[] {
  const { schema, subresources, additionalPrinterColumns = [], selectableFields = [] } = version;
  const errors = validateWarning(version, child(path, 'deprecationWarning'));
  const openApi = top.schema ? undefined : (schema?.openAPIV3Schema as Schema | undefined);
  if (openApi !== undefined) errors.push(...validateOpenApi(openApi, subresources?.status !== undefined, child(path, 'schema')));
  if (!top.subresources && subresources !== undefined) errors.push(...validateSubresources(subresources, child(path, 'subresources')));
  if (!top.columns) additionalPrinterColumns.forEach((column, index) => errors.push(...validateColumn(column, at(child(path, 'additionalPrinterColumns'), index))));
  if (!top.selectableFields && selectableFields.length > 0) errors.push(...validateSelectableFields(selectableFields, openApi, child(path, 'selectableFields')));
  return errors;
}

function validateTop(versions: readonly CustomResourceDefinitionVersion[], top: SharedFields, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const [first = {}] = versions;
  const openApi = top.schema ? (first.schema?.openAPIV3Schema as Schema | undefined) : undefined;
  if (openApi !== undefined) errors.push(...validateOpenApi(openApi, versions.some(({ subresources }) => subresources?.status !== undefined), child(path, 'validation')));
  if (top.subresources && first.subresources !== undefined) errors.push(...validateSubresources(first.subresources, child(path, 'subresources')));
  if (top.columns) (first.additionalPrinterColumns ?? []).forEach((column, index) => errors.push(...validateColumn(column, at(child(path, 'additionalPrinterColumns'), index))));
  if (top.selectableFields && (first.selectableFields ?? []).length > 0) errors.push(...validateSelectableFields(first.selectableFields ?? [], openApi, child(path, 'selectableFields')));
  return errors;
}

function validateOpenApi(schema: Schema, hasStatus: boolean, path: FieldPath): FieldError[] {
  const schemaPath = child(path, 'openAPIV3Schema');
  const errors: FieldError[] = [];
  if (hasStatus) {
    if ((schema.type ?? '') !== '' && schema.type !== 'object') errors.push(invalid(child(schemaPath, 'type'), schema.type, 'must be object beside a status subresource'));
    const extra = Object.entries(schema).find(([keyword, value]) => !ROOT_KEYWORDS.has(keyword) && (isSet(value) || (value === '' && POINTERS.has(keyword))));
    if (extra !== undefined) errors.push(invalid(schemaPath, extra[0], 'cannot be used at the root beside a status subresource'));
  }
  if (schema.nullable === true) errors.push(forbidden(child(schemaPath, 'nullable'), 'cannot be true at the root'));
  findSoundSchemas(schema);
  const structural = validateStructural(schema, schemaPath);
  const defaults = structural.length > 0 ? [] : validateDefaults(schema, true, schemaPath);
  return [...errors, ...structural, ...defaults, ...validateSchema(schema, structural.length + defaults.length === 0, schemaPath)];
}

function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function hasDefaults(schema: Schema | undefined): boolean {
  return schema !== undefined && (schema.default !== undefined || somePart(schema, hasDefaults));
}

function validateGroup(group: string, path: FieldPath): FieldError[] {
  if (group === '') return [required(path, 'must be a domain such as example.org')];
  const problems = dns1123SubdomainProblems(group);
  if (problems.length > 0) return [invalid(path, group, problems.join(' and '))];
  return group.includes('.') ? [] : [invalid(path, group, 'must be a domain with at least one dot')];
}

function validateEnum(value: string, allowed: readonly string[], path: FieldPath): FieldError[] {
  if (value === '') return [required(path, `must be one of ${allowed.join(', ')}`)];
  return allowed.includes(value) ? [] : [notSupported(path, value, allowed)];
}

function validateWarning({ deprecated, deprecationWarning: warning }: CustomResourceDefinitionVersion, path: FieldPath): FieldError[] {
  if (warning === undefined) return [];
  if (deprecated !== true) return [invalid(path, warning, 'belongs to deprecated versions only')];
  const errors: FieldError[] = [];
  if (warning.length > MAX_WARNING_LENGTH) errors.push(invalid(path, warning, `may not be longer than ${MAX_WARNING_LENGTH} characters`));
  if (warning === '') errors.push(invalid(path, warning, 'must not be empty'));
  if (/[\p{C}\p{Zl}\p{Zp}]|[^\S ]/u.test(warning)) errors.push(invalid(path, warning, 'must be printable'));
  return errors;
}

function validateSubresources({ scale }: CustomResourceSubresources, path: FieldPath): FieldError[] {
  if (scale === undefined) return [];
  const { specReplicasPath = '', statusReplicasPath = '', labelSelectorPath = '' } = scale;
  const below = (value: string, roots: readonly string[], field: string): FieldError[] => {
    const place = child(path, `scale.${field}`);
    if (!value.startsWith('.')) return [invalid(place, value, 'must be a path of fields that starts with a dot')];
    return roots.some((root) => value.startsWith(root)) ? [] : [invalid(place, value, `must be a path below ${roots.join(' or ')}`)];
  };
  return [
    ...(specReplicasPath === '' ? [required(child(path, 'scale.specReplicasPath'), 'must be a path such as .spec.replicas')] : below(specReplicasPath, ['.spec.'], 'specReplicasPath')),
    ...(statusReplicasPath === '' ? [required(child(path, 'scale.statusReplicasPath'), 'must be a path such as .status.replicas')] : below(statusReplicasPath, ['.status.'], 'statusReplicasPath')),
    ...(labelSelectorPath === '' ? [] : below(labelSelectorPath, ['.spec.', '.status.'], 'labelSelectorPath')),
  ];
}

function validateColumn({ name = '', type = '', format = '', jsonPath = '' }: CustomResourceColumnDefinition, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const typePath = child(path, 'type');
  if (name === '') errors.push(required(child(path, 'name'), 'every column needs a name'));
  if (type === '') errors.push(required(typePath, `must be one of ${COLUMN_TYPES.join(', ')}`));
  else if (!COLUMN_TYPES.includes(type)) errors.push(invalid(typePath, type, `must be one of ${COLUMN_TYPES.join(', ')}`));
  if (format !== '' && !COLUMN_FORMATS.includes(format)) errors.push(invalid(child(path, 'format'), format, `must be one of ${COLUMN_FORMATS.join(', ')}`));
  const jsonPathPath = child(path, 'JSONPath');
  if (jsonPath === '') errors.push(required(jsonPathPath, 'must be a path such as .spec.replicas'));
  else if (!jsonPath.startsWith('.')) errors.push(invalid(jsonPathPath, jsonPath, 'must be a path of fields that starts with a dot'));
  return errors;
}

function validateSelectableFields(fields: readonly SelectableField[], schema: Schema | undefined, path: FieldPath): FieldError[] {
  if (schema === undefined) return [invalid(path, fields, 'need a schema of their version')];
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  fields.forEach(({ jsonPath = '' }, index) => {
    const place = child(at(path, index), 'jsonPath');
    if (jsonPath === '') {
      errors.push(required(place, 'must be a path such as .spec.colour'));
      return;
    }
    const found = schemaAtPath(jsonPath, schema, false);
    if (found === undefined) {
      errors.push(invalid(place, jsonPath, 'leads to no field of the schema'));
      return;
    }
    if (found.names[0] === 'metadata') errors.push(invalid(place, jsonPath, 'must not lead into metadata'));
    if (!SELECTABLE_TYPES.includes(found.schema.type ?? '')) errors.push(invalid(place, jsonPath, `must lead to a field of type ${SELECTABLE_TYPES.join(', ')}`));
    if (seen.has(found.path)) errors.push(duplicate(place, jsonPath));
    seen.add(found.path);
  });
  if (seen.size > MAX_SELECTABLE_FIELDS) errors.push(tooMany(path, seen.size, MAX_SELECTABLE_FIELDS));
  return errors;
}

function validateConversion({ strategy = '', webhook }: CustomResourceConversion, path: FieldPath): FieldError[] {
  const errors = validateEnum(strategy, STRATEGIES, child(path, 'strategy'));
  const { clientConfig, conversionReviewVersions = [] } = webhook ?? {};
  const clientPath = child(path, 'webhookClientConfig');
  const versionsPath = child(path, 'conversionReviewVersions');
  if (strategy === 'Webhook') {
    if (clientConfig === undefined) errors.push(required(clientPath, 'must be given with strategy Webhook'));
    else errors.push(...validateWebhookClientConfig(clientConfig, clientPath));
    return [...errors, ...validateReviewVersions(conversionReviewVersions, false, versionsPath)];
  }
  if (clientConfig !== undefined) errors.push(forbidden(clientPath, 'belongs to strategy Webhook'));
  if (conversionReviewVersions.length > 0) errors.push(forbidden(versionsPath, 'belongs to strategy Webhook'));
  return errors;
}

function validateStoredVersions(stored: readonly string[], { versions = [] }: CustomResourceDefinitionSpec): FieldError[] {
  const path = 'status.storedVersions';
  if (stored.length === 0) return [invalid(path, stored, 'no version is stored: one must have storage: true')];
  const unseen = new Set(stored);
  // A second version of the same name does not find its name any more.
  const errors = versions.flatMap(({ name = '', storage }) => (!unseen.delete(name) && storage === true ? [invalid(path, stored, `lacks the storage version ${name}`)] : []));
  stored.forEach((version, index) => {
    if (!versions.some(({ name = '' }) => name === version)) errors.push(invalid(at(path, index), version, 'objects may be stored in this version, so it must stay in spec.versions'));
  });
  return errors;
}

const APPROVAL = 'api-approved.kubernetes.io';

/** Groups of the Kubernetes project need a note about who approved of the API. */
function validateApproval({ metadata, spec }: CustomResourceDefinition): FieldError[] {
  const group = spec?.group ?? '';
  if (!/(?:^|\.)(?:k8s\.io|kubernetes\.io)$/.test(group)) return [];
  const value = metadata?.annotations?.[APPROVAL] ?? '';
  const path = at('metadata.annotations', APPROVAL);
  if (value === '') return [required(path, `the group ${group} is the Kubernetes project's; name the pull request that approved of it, or use a group of your own`)];
  if (value.startsWith('unapproved')) return [];
  return /^https?:\/\/[^/\s]+/.test(value) ? [] : [invalid(path, value, 'must be a URL, or start with unapproved')];
}
