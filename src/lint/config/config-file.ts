import type { ErrorObject } from 'ajv';
import { parseYamlText } from '../../load/yaml-text.ts';
import { isJsonObject } from '../../api/json.ts';
import { UsageError } from '../../diag/usage-error.ts';
import { CONFIG_SCHEMA } from './config-schema.ts';
import { unknownMessage } from './unknown-name.ts';
import type { CelRuleConfig, RuleConfig } from './lint-config.ts';

type OneOrMany = string | readonly string[];

/** Which objects an entry of the file is about. */
export interface FileFilter {
  readonly kind?: OneOrMany;
  readonly name?: OneOrMany;
  readonly namespace?: OneOrMany;
  readonly file?: OneOrMany;
  readonly labels?: Readonly<Record<string, string>>;
}

/** `kubeplan.yaml` as it is written. */
export interface ConfigFile {
  /** Presets by name, files by path, packages by name. */
  readonly extends?: OneOrMany;
  readonly rules?: Readonly<Record<string, RuleConfig>>;
  readonly overrides?: readonly (FileFilter & { readonly rules: Readonly<Record<string, RuleConfig>> })[];
  readonly ignore?: readonly (FileFilter & { readonly rule: OneOrMany; readonly container?: OneOrMany; readonly path?: OneOrMany; readonly reason?: string; readonly until?: string })[];
  readonly locked?: readonly string[];
  readonly requireReason?: boolean;
  readonly peerAnnotations?: boolean;
  readonly external?: readonly { readonly kind: string; readonly name?: string; readonly namespace?: string }[];
  readonly workloads?: readonly { readonly kind: string; readonly template: string }[];
  readonly custom?: readonly CelRuleConfig[];
  readonly plugins?: readonly string[];
  readonly baseline?: string;
}

/** Reads and checks the text of a configuration. Throws a UsageError that says what is wrong and where. */
export async function parseConfigFile(text: string, file: string): Promise<ConfigFile> {
  const read = parseYamlText(text);
  if (read.problem !== undefined) {
    const before = text.slice(0, read.problem.offset).split('\n');
    throw new UsageError(`${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: ${read.problem.message}`);
  }
  const value = read.value ?? {};
  if (!isJsonObject(value)) throw new UsageError(`${file}: the configuration must be a map`);
  // CONFIG_SCHEMA, compiled ahead of time: see src/build/compile-contracts.ts.
  const { default: check } = await import('../../../schemas/compiled/config.js');
  // The check sees plain data, so that a key called __proto__ is a key like any other.
  if (check(value)) return withRealDates(value as ConfigFile, file);
  throw new UsageError(`${file}: ${(check.errors ?? []).filter(isTelling).slice(0, 5).map(problemText).join('; ')}`);
}

/** A day that no calendar has would count for ever, or never. */
function withRealDates(config: ConfigFile, file: string): ConfigFile {
  for (const [index, { until }] of (config.ignore ?? []).entries()) {
    const day = new Date(`${until ?? '2000-01-01'}T00:00:00Z`);
    if (Number.isNaN(day.getTime()) || (until !== undefined && !day.toISOString().startsWith(until))) throw new UsageError(`${file}: ignore.${index}.until ${until ?? ''} is no day of the calendar`);
  }
  return config;
}

/** Of a choice that fails, the failures of its branches say less than the choice itself. */
function isTelling(error: ErrorObject): boolean {
  return !/\/anyOf\/\d/.test(error.schemaPath);
}

function problemText(error: ErrorObject): string {
  const place = error.instancePath === '' ? 'the configuration' : error.instancePath.slice(1).replaceAll('/', '.');
  switch (error.keyword) {
    case 'additionalProperties': {
      const known = Object.keys((error.parentSchema?.['properties'] ?? propertiesAt(error)) as object);
      return `${place}: ${unknownMessage(String(error.params['additionalProperty']), known, 'key')}`;
    }
    case 'enum':
      return `${place} must be one of ${(error.params['allowedValues'] as readonly string[]).join(', ')}`;
    case 'required':
      return `${place} lacks "${String(error.params['missingProperty'])}"`;
    case 'anyOf':
      return `${place} must be error, warning, info or off, or a map with the severity and options of the rule`;
    case 'pattern':
      return `${place} is not written as expected: it ${error.message ?? ''}`;
    case 'type':
      return `${place} must be ${[error.params['type'] as OneOrMany].flat().map((type) => TYPES[type] ?? type).join(' or ')}`;
    default:
      return `${place} ${error.message ?? 'is wrong'}`;
  }
}

const TYPES: Readonly<Record<string, string>> = { object: 'a map', array: 'a list', string: 'a text', boolean: 'true or false', integer: 'a whole number' };

/** The properties of the schema that refused a key, found by the path that the check gives. */
function propertiesAt(error: ErrorObject): object {
  let schema: unknown = CONFIG_SCHEMA;
  for (const step of error.schemaPath.replace(/^#\//, '').split('/').slice(0, -1)) schema = isJsonObject(schema) || Array.isArray(schema) ? (schema as Record<string, unknown>)[decodeURIComponent(step)] : undefined;
  return (isJsonObject(schema) && isJsonObject(schema['properties']) ? schema['properties'] : {}) as object;
}
