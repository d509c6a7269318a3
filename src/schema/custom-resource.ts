import type { JsonObject } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import { pathSegmentName } from '../api/object-name.ts';
import { validateObjectMeta } from '../api/validation/metadata.ts';
import type { ManifestDocument } from '../load/manifest-set.ts';
import type { CustomKind } from './custom-kinds.ts';
import { decodeStruct } from './decode.ts';
import { structOf } from './definitions.ts';
import type { DocumentOutcome } from './document-outcome.ts';
import type { Issue } from './issue.ts';
import { withStructuralDefaults } from './structural-defaults.ts';
import { structuralIssues } from './structural.ts';

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

const OBJECT_FIELDS = new Set(['apiVersion', 'kind', 'metadata']);

function structureIssues(object: JsonObject, kind: CustomKind): Issue[] {
  const { schema } = kind;
  if (schema === undefined || kind.preserveUnknownFields) return [];
  // apiVersion, kind and metadata are every object's, whatever the schema says of them.
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...own } = object;
  const required = Array.isArray(schema['required']) ? schema['required'].filter((name) => Object.hasOwn(own, String(name)) || !OBJECT_FIELDS.has(String(name))) : [];
  return structuralIssues(withStructuralDefaults(own, schema), { ...schema, required }, '');
}
