import { parseQuantity } from './quantity.ts';

/**
 * Equality of pod specs and templates as the API server sees it (`apiequality.Semantic.DeepEqual` on the internal types, v1.36). What Go
 * holds behind a pointer differs when it is given, even as zero or as an empty map; for everything else absent equals zero.
 */
export function equalPods(a: unknown, b: unknown): boolean {
  return equalValues(a, b, '');
}

/** Scalars behind pointers, by the names of their fields. */
const POINTER_SCALARS: ReadonlySet<string> = new Set([
  'activeDeadlineSeconds', 'allowPrivilegeEscalation', 'apiGroup', 'automountServiceAccountToken', 'cachingMode', 'completionMode',
  'defaultMode', 'enableServiceLinks', 'expirationSeconds', 'fsGroup', 'fsGroupChangePolicy', 'gmsaCredentialSpec',
  'gmsaCredentialSpecName', 'hostProcess', 'hostUsers', 'hostnameOverride', 'initiatorName', 'localhostProfile', 'minDomains', 'mode',
  'mountPropagation', 'nodeAffinityPolicy', 'nodeTaintsPolicy', 'optional', 'preemptionPolicy', 'priority', 'privileged', 'procMount',
  'readOnlyRootFilesystem', 'recursiveReadOnly', 'resourceClaimName', 'resourceClaimTemplateName', 'runAsGroup', 'runAsNonRoot', 'runAsUser',
  'runAsUserName', 'runtimeClassName', 'seLinuxChangePolicy', 'setHostnameAsFQDN', 'shareProcessNamespace', 'sizeLimit', 'storageClassName',
  'supplementalGroupsPolicy', 'terminationGracePeriodSeconds', 'tolerationSeconds', 'volumeAttributesClassName', 'volumeMode',
]);

/** Structs and maps that are not behind pointers, and maps, which are equal to nothing when they are empty. */
const PLAIN_MAPS: ReadonlySet<string> = new Set([
  'annotations', 'labels', 'limits', 'matchLabels', 'metadata', 'nodeSelector', 'options', 'overhead', 'requests', 'resources', 'spec', 'template',
  'volumeAttributes', 'preference', 'podAffinityTerm', 'status',
]);

/** Maps from names of resources to amounts: `1` and `1000m` are the same. */
const AMOUNTS: ReadonlySet<string> = new Set(['limits', 'requests', 'overhead']);

function equalValues(a: unknown, b: unknown, key: string): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return isAbsent(a ?? b, key);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => equalValues(item, b[index], ''));
  if (!isMap(a) || !isMap(b)) return false;
  if (AMOUNTS.has(key)) return equalAmounts(a, b);
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (!equalValues(entryOf(a, name), entryOf(b, name), name)) return false;
  }
  return true;
}

/** Whether a value that one side lacks is what Go has there by itself. */
function isAbsent(value: unknown, key: string): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isMap(value)) return PLAIN_MAPS.has(key) && Object.entries(value).every(([name, item]) => isAbsent(item, name));
  return !POINTER_SCALARS.has(key) && (value === '' || value === 0 || value === false);
}

function equalAmounts(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && amountOf(a[name]) === amountOf(b[name]));
}

function amountOf(value: unknown): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value)?.nanos : undefined;
}

function entryOf(map: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
