import type { ErrorObject, ValidateFunction } from 'ajv';
import type { JsonObject } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import { pathSegmentName } from '../api/object-name.ts';
import { validateObjectMeta } from '../api/validation/metadata.ts';
import { at, child, type FieldPath } from '../diag/field-path.ts';
import type { ManifestDocument } from '../load/manifest-set.ts';
import type { CustomKind } from './custom-kinds.ts';
import { closestWord } from './did-you-mean.ts';
import { decodeStruct } from './decode.ts';
import { structOf } from './definitions.ts';
import type { Issue } from './issue.ts';
import { compileStructural } from './structural-ajv.ts';
import type { DocumentOutcome } from './validate-document.ts';
import type { ValidateRuleId } from './validate-rules.ts';

const validators = new WeakMap<JsonObject, ValidateFunction>();

/** Checks a custom resource against the schema of its definition: its structure, and the metadata that all objects have. */
export function validateCustomResource(document: ManifestDocument, kind: CustomKind, defaultNamespace: string): DocumentOutcome {
  if (!kind.served) {
    const message = `${kind.apiVersion} of ${kind.kind} is not served: its CustomResourceDefinition switches it off`;
    return { verdict: 'rejected', issues: [{ rule: 'validate/unknown-api-version', severity: 'error', path: 'apiVersion', part: 'value', message }] };
  }
  const namespace = document.namespace === '' ? defaultNamespace : document.namespace;
  const issues = [...metadataIssues(document.object, kind, namespace), ...structureIssues(document.object, kind)];
  return {
    verdict: issues.length === 0 ? 'accepted' : 'rejected',
    issues,
    object: document.object as unknown as KubeObject,
    ...(kind.namespaced ? { namespace } : {}),
    namespaced: kind.namespaced,
  };
}

function metadataIssues(object: JsonObject, kind: CustomKind, namespace: string): Issue[] {
  const decoded = decodeStruct({ metadata: object['metadata'] ?? {} }, structOf('core/v1.ConfigMap', '1.36'), '1.36');
  const problems: Issue[] = decoded.problems.map(({ path, message }) => ({ rule: 'validate/invalid-type', severity: 'error', path, part: 'value', message }));
  if (problems.length > 0) return problems;
  const { metadata } = decoded.object as unknown as KubeObject;
  if ((metadata.name ?? '') === '' && (metadata.generateName ?? '') !== '') metadata.name = `${metadata.generateName ?? ''}xxxxx`;
  if (kind.namespaced) metadata.namespace = namespace;
  else delete metadata.namespace;
  return validateObjectMeta(metadata, kind.namespaced, pathSegmentName).map(({ path, message, reason }) => ({
    rule: reason === 'FieldValueRequired' ? 'validate/required-value' : 'validate/invalid-value',
    severity: 'error',
    path,
    part: 'value',
    message,
    reason,
  }));
}

function structureIssues(object: JsonObject, kind: CustomKind): Issue[] {
  const { schema } = kind;
  if (schema === undefined || kind.preserveUnknownFields) return [];
  const validator = validatorOf(schema);
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...rest } = object;
  if (validator(rest) === true) return [];
  const seen = new Set<string>();
  return (validator.errors ?? []).map((error) => toIssue(error, rest)).filter((issue) => {
    const key = `${issue.rule} ${issue.path}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

function validatorOf(schema: JsonObject): ValidateFunction {
  let validator = validators.get(schema);
  if (validator === undefined) {
    const properties = schema['properties'] as JsonObject | undefined;
    const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...own } = properties ?? {};
    validator = compileStructural({ ...schema, properties: own });
    validators.set(schema, validator);
  }
  return validator;
}

/** One error of ajv in the words of the API server's causes. */
function toIssue(error: ErrorObject, root: JsonObject): Issue {
  const path = pathOf(error.instancePath, root);
  const params = error.params as Record<string, unknown>;
  const issue = (rule: ValidateRuleId, reason: string, message: string, where = path): Issue => ({ rule, severity: 'error', path: where, part: 'value', reason, message });
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
      const suggestion = closestWord(name, known);
      const message = `there is no field ${name} here${suggestion === undefined ? '' : `, did you mean ${suggestion}?`}`;
      return { rule: 'validate/unknown-field', severity: 'error', path: child(path, name), part: 'key', message };
    }
    case 'required': {
      const name = String(params['missingProperty']);
      return issue('validate/required-value', 'FieldValueRequired', `${name} is required`, child(path, name));
    }
    case 'type':
      return issue('validate/invalid-type', 'FieldValueTypeInvalid', `must be of type ${String(params['type'])}`);
    case 'enum':
      return issue('validate/unsupported-value', 'FieldValueNotSupported', `is not supported, use one of ${(params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`);
    default:
      return issue('validate/invalid-value', 'FieldValueInvalid', error.message ?? `does not meet ${error.keyword}`);
  }
}

/** `/spec/ports/0/a.b` as the API server writes it; the text of brackets is a key where the value is a map with a schema for its values. */
function pathOf(pointer: string, root: JsonObject): FieldPath {
  let path: FieldPath = '';
  let current: unknown = root;
  for (const step of pointer.split('/').slice(1).map((text) => text.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    path = Array.isArray(current) ? at(path, step) : child(path, step);
    current = (current as Record<string, unknown> | undefined)?.[step];
  }
  return path;
}
