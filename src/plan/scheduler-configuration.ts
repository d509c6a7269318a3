import { isJsonObject, type Json } from '../api/json.ts';
import { UsageError } from '../diag/usage-error.ts';
import type { ManifestDocument } from '../load/manifest-set.ts';
import type { SchedulerConfiguration } from '../sim/scheduler/configuration.ts';
import { CONFIGURATION_KIND, CONFIGURATION_VERSION, configurationProblems } from '../sim/scheduler/configuration-problems.ts';

/** Reads what `kube-scheduler --config` reads. Throws a UsageError that says where the configuration does not hold. */
export function readSchedulerConfiguration(document: ManifestDocument): SchedulerConfiguration {
  const { file, object, apiVersion, kind } = document;
  if (kind !== CONFIGURATION_KIND || apiVersion !== CONFIGURATION_VERSION) {
    throw new UsageError(`${file} is ${kind === '' ? 'no object with a kind' : `${kind} of ${apiVersion === '' ? 'no apiVersion' : apiVersion}`}: a scheduler configuration is ${CONFIGURATION_KIND} of ${CONFIGURATION_VERSION}`);
  }
  const problems = configurationProblems(object);
  if (problems.length === 0) return withoutNulls(object) as SchedulerConfiguration;
  const texts = problems.map(({ path, message }) => {
    const { line, column } = document.locate(path);
    return `${file}:${line}:${column}: ${path} ${message}`;
  });
  throw new UsageError(`kube-scheduler would not start with ${texts.length === 1 ? '' : 'this configuration:\n'}${texts.join('\n')}`);
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, field]) => (field === null || field === undefined ? [] : [[name, withoutNulls(field)]])));
}
