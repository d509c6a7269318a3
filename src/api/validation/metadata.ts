import { at, child } from '../../diag/field-path.ts';
import { forbidden, invalid, required, tooLong, type FieldError } from '../field-error.ts';
import { parseApiVersion } from '../gvk.ts';
import { byteLength, dns1123LabelProblems, labelValueProblems, qualifiedNameProblems } from '../names.ts';
import type { NameRule } from '../object-name.ts';
import type { ManagedFieldsEntry, ObjectMeta, OwnerReference } from '../types/meta-v1.ts';


/** All keys and values of annotations together. */
const MAX_ANNOTATIONS_BYTES = 256 * 1024;
const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);
const MAX_MANAGER_BYTES = 128;
const MAX_SUBRESOURCE_BYTES = 256;

/** What is wrong with the metadata of an object (`ValidateObjectMeta` in k8s.io/apimachinery/pkg/api/validation/objectmeta.go, v1.36). */
export function validateObjectMeta(meta: ObjectMeta, namespaced: boolean, nameProblems: NameRule): FieldError[] {
  const { generateName = '', name = '', namespace = '' } = meta;
  const errors: FieldError[] = [];
  if (generateName !== '') errors.push(...nameProblems(generateName, true).map((problem) => invalid('metadata.generateName', generateName, problem)));
  if (name === '') errors.push(required('metadata.name', 'every object needs a name; set metadata.name or metadata.generateName'));
  else errors.push(...nameProblems(name, false).map((problem) => invalid('metadata.name', name, problem)));
  if (!namespaced) {
    if (namespace !== '') errors.push(forbidden('metadata.namespace', 'objects of this kind have no namespace; remove it'));
  } else if (namespace === '') {
    errors.push(required('metadata.namespace', 'objects of this kind live in a namespace'));
  } else {
    errors.push(...dns1123LabelProblems(namespace).map((problem) => invalid('metadata.namespace', namespace, problem)));
  }
  const generation = meta.generation ?? 0;
  if (generation < 0) errors.push(invalid('metadata.generation', generation, 'must be 0 or more'));
  return [
    ...errors,
    ...validateLabels(meta.labels, 'metadata.labels'),
    ...validateAnnotations(meta.annotations, 'metadata.annotations'),
    ...validateOwnerReferences(meta.ownerReferences ?? []),
    ...validateFinalizers(meta.finalizers ?? []),
    ...validateManagedFields(meta.managedFields ?? []),
  ];
}

/** Finalizers of the kinds in k8s.io/kubernetes must be standard ones or hold a domain (`validateKubeFinalizerName`). */
export function validateStandardFinalizers(meta: ObjectMeta): FieldError[] {
  return (meta.finalizers ?? []).flatMap((finalizer, index) =>
    finalizer.includes('/') || STANDARD_FINALIZERS.has(finalizer)
      ? []
      : [invalid(at('metadata.finalizers', index), finalizer, 'is no standard finalizer and names no domain; write it as example.org/name')],
  );
}

/** Labels: keys are qualified names, values short (`ValidateLabels` in apimachinery/pkg/apis/meta/v1/validation). */
export function validateLabels(labels: Readonly<Record<string, string>> | undefined, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (labels === undefined) return errors;
  for (const key of Object.keys(labels)) {
    const value = labels[key] ?? '';
    for (const problem of qualifiedNameProblems(key)) errors.push(invalid(path, key, `as a key of a label ${problem}`));
    for (const problem of labelValueProblems(value)) errors.push(invalid(path, value, `as the value of the label ${key} it ${problem}`));
  }
  return errors;
}

/** Annotations: keys are qualified names in any case, all of them together at most 256 KiB. */
export function validateAnnotations(annotations: Readonly<Record<string, string>> | undefined, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (annotations === undefined) return errors;
  let bytes = 0;
  for (const key of Object.keys(annotations)) {
    bytes += byteLength(key) + byteLength(annotations[key] ?? '');
    for (const problem of qualifiedNameProblems(key.toLowerCase())) errors.push(invalid(path, key, `as a key of an annotation ${problem}`));
  }
  if (bytes > MAX_ANNOTATIONS_BYTES) errors.push(tooLong(path, MAX_ANNOTATIONS_BYTES));
  return errors;
}

/** Owners must be named in full, and one of them at most controls the object. */
export function validateOwnerReferences(references: readonly OwnerReference[]): FieldError[] {
  const path = 'metadata.ownerReferences';
  const errors: FieldError[] = [];
  let controller: string | undefined;
  for (const { apiVersion = '', kind = '', name = '', uid = '', controller: controls } of references) {
    const { group, version } = parseApiVersion(apiVersion);
    if (version === '' || version.includes('/')) errors.push(invalid(child(path, 'apiVersion'), apiVersion, 'must name the version of the owner, such as apps/v1'));
    if (kind === '') errors.push(invalid(child(path, 'kind'), kind, 'must name the kind of the owner'));
    if (name === '') errors.push(invalid(child(path, 'name'), name, 'must name the owner'));
    if (uid === '') errors.push(invalid(child(path, 'uid'), uid, 'must be the uid of the owner'));
    if (group === '' && version === 'v1' && kind === 'Event') errors.push(invalid(path, `${apiVersion} ${kind}`, 'an Event may not own other objects'));
    if (controls === true) {
      if (controller !== undefined) errors.push(invalid(path, `${kind}/${name}`, `only one owner can be the controller, and ${controller} is already`));
      controller ??= `${kind}/${name}`;
    }
  }
  return errors;
}

function validateFinalizers(finalizers: readonly string[]): FieldError[] {
  const path = 'metadata.finalizers';
  const errors = finalizers.flatMap((finalizer) => qualifiedNameProblems(finalizer).map((problem) => invalid(path, finalizer, problem)));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalid(path, finalizers, 'orphan and foregroundDeletion exclude each other'));
  }
  return errors;
}

/** Who manages which fields: what a client may state about it. */
export function validateManagedFields(entries: readonly ManagedFieldsEntry[]): FieldError[] {
  return entries.flatMap((entry, index) => validateManagedFieldsEntry(entry, at('metadata.managedFields', index)));
}

function validateManagedFieldsEntry(entry: ManagedFieldsEntry, path: string): FieldError[] {
  const { operation = '', fieldsType = '', manager = '', subresource = '' } = entry;
  const errors: FieldError[] = [];
  if (operation !== 'Apply' && operation !== 'Update') errors.push(invalid(child(path, 'operation'), operation, 'must be Apply or Update'));
  if (fieldsType !== '' && fieldsType !== 'FieldsV1') errors.push(invalid(child(path, 'fieldsType'), fieldsType, 'must be FieldsV1'));
  if (byteLength(manager) > MAX_MANAGER_BYTES) errors.push(tooLong(child(path, 'manager'), MAX_MANAGER_BYTES));
  if (byteLength(subresource) > MAX_SUBRESOURCE_BYTES) errors.push(tooLong(child(path, 'subresource'), MAX_SUBRESOURCE_BYTES));
  return errors;
}
