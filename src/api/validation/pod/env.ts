import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, notFound, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { dns1123SubdomainProblems } from '../../names.ts';
import { subdomainName } from '../../object-name.ts';
import { locateContainers } from '../../pod-containers.ts';
import type { ConfigMapKeySelector, EnvFromSource, EnvVar, EnvVarSource, FileKeySelector, PodSpec } from '../../types/core-v1.ts';
import { configMapKeyProblems } from '../config-map-key.ts';
import { envNameProblems } from '../env-name.ts';
import { validateNoBacksteps } from '../local-path.ts';
import { invalidForEach, validateDns1123Label } from '../problems.ts';
import { validateText } from '../volume-sources/cloud-volumes.ts';
import { ENV_FIELDS, validateFieldRef, validateResourceFieldRef } from './field-selectors.ts';
import type { PodOptions } from './options.ts';

/** The environment of a container (pkg/apis/core/validation/validation.go, `ValidateEnv`, v1.36). */
export function validateEnv(variables: readonly EnvVar[], options: PodOptions, path: FieldPath): FieldError[] {
  return variables.flatMap((variable, index) => {
    const { name = '', value = '', valueFrom } = variable;
    const variablePath = at(path, index);
    const errors =
      name === '' ? [required(child(variablePath, 'name'), 'names the variable')] : invalidForEach(child(variablePath, 'name'), name, envNameProblems(name, options.version));
    if (valueFrom !== undefined) errors.push(...validateValueFrom(valueFrom, value !== '', options, child(variablePath, 'valueFrom')));
    return errors;
  });
}

function validateValueFrom(source: EnvVarSource, hasValue: boolean, options: PodOptions, path: FieldPath): FieldError[] {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  const errors: FieldError[] = [];
  if (fieldRef !== undefined) errors.push(...validateFieldRef(fieldRef, ENV_FIELDS, child(path, 'fieldRef')));
  if (resourceFieldRef !== undefined) errors.push(...validateResourceFieldRef(resourceFieldRef, false, child(path, 'resourceFieldRef')));
  if (configMapKeyRef !== undefined) errors.push(...validateKeyRef(configMapKeyRef, child(path, 'configMapKeyRef')));
  if (secretKeyRef !== undefined) errors.push(...validateKeyRef(secretKeyRef, child(path, 'secretKeyRef')));
  if (fileKeyRef !== undefined) errors.push(...validateFileKeyRef(fileKeyRef, options, child(path, 'fileKeyRef')));
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter((ref) => ref !== undefined).length;
  if (sources === 0) errors.push(invalid(path, '', 'needs one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef'));
  else if (hasValue) errors.push(invalid(path, '', 'a variable has either value or valueFrom, remove one of them'));
  else if (sources > 1) errors.push(invalid(path, '', 'takes one source only'));
  return errors;
}

function validateKeyRef(selector: ConfigMapKeySelector, path: FieldPath): FieldError[] {
  const { name = '', key = '' } = selector;
  const errors = invalidForEach(child(path, 'name'), name, dns1123SubdomainProblems(name));
  if (key === '') errors.push(required(child(path, 'key'), 'is the key to take'));
  else errors.push(...invalidForEach(child(path, 'key'), key, configMapKeyProblems(key)));
  return errors;
}

function validateFileKeyRef(selector: FileKeySelector, options: PodOptions, path: FieldPath): FieldError[] {
  const { volumeName = '', path: file = '', key = '' } = selector;
  const errors = validateText(volumeName, path, 'volumeName', 'names the volume with the file');
  if (volumeName !== '') errors.push(...validateDns1123Label(volumeName, child(path, 'volumeName')));
  errors.push(...validateText(file, path, 'path', 'is the file in the volume'));
  if (file !== '') errors.push(...validateNoBacksteps(file, child(path, 'path')));
  errors.push(...validateText(key, path, 'key', 'is the name of the variable in the file'));
  if (key !== '') errors.push(...invalidForEach(child(path, 'key'), key, envNameProblems(key, options.version)));
  return errors;
}

/** Files of variables lie in volumes of kind emptyDir, where another container writes them (`validateFileKeyRefVolumes`). `path` is that of the spec. */
export function validateFileKeyVolumes(spec: PodSpec, path: FieldPath): FieldError[] {
  return locateContainers(spec, path).flatMap(({ container, path: containerPath }) =>
    (container.env ?? []).flatMap(({ valueFrom }, index) => {
      const name = valueFrom?.fileKeyRef?.volumeName ?? '';
      if (name === '') return [];
      const namePath = `${at(child(containerPath, 'env'), index)}.valueFrom.fileKeyRef.volumeName`;
      const volume = (spec.volumes ?? []).find((candidate) => candidate.name === name);
      if (volume === undefined) return [notFound(namePath, name)];
      return volume.emptyDir === undefined ? [invalid(namePath, name, 'is not of kind emptyDir, which files of variables must be in')] : [];
    }),
  );
}

/** Whole ConfigMaps and Secrets as variables. The server counts the sources at the list, not at the item. */
export function validateEnvFrom(sources: readonly EnvFromSource[], options: PodOptions, path: FieldPath): FieldError[] {
  return sources.flatMap((source, index) => {
    const sourcePath = at(path, index);
    const { prefix = '', configMapRef, secretRef } = source;
    const errors = prefix === '' ? [] : invalidForEach(child(sourcePath, 'prefix'), prefix, envNameProblems(prefix, options.version));
    if (configMapRef !== undefined) errors.push(...validateEnvSource(configMapRef.name, child(sourcePath, 'configMapRef')));
    if (secretRef !== undefined) errors.push(...validateEnvSource(secretRef.name, child(sourcePath, 'secretRef')));
    if (configMapRef === undefined && secretRef === undefined) errors.push(invalid(path, '', 'each item needs a configMapRef or a secretRef'));
    else if (configMapRef !== undefined && secretRef !== undefined) errors.push(invalid(path, '', 'each item takes either a configMapRef or a secretRef'));
    return errors;
  });
}

function validateEnvSource(name: string | undefined, path: FieldPath): FieldError[] {
  if (name === undefined || name === '') return validateText(name, path, 'name', 'names the object');
  // Checked like the prefix of a generated name, as the server does.
  return invalidForEach(child(path, 'name'), name, subdomainName(name, true));
}
