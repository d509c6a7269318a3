import type { SELinuxOptions } from '../types/core-v1.ts';
import { containersOf, distinct, isExemptAsWindows, namedContainers, quoted, type CheckedPod, type PodSecurityControl } from './violation.ts';

type Verdict = ReturnType<PodSecurityControl['check']>;

/** Controls of the profiles that confine containers. */
export const PROFILE_CONTROLS: readonly PodSecurityControl[] = [
  { id: 'appArmorProfile', level: 'baseline', check: appArmorProfile },
  { id: 'seLinuxOptions', level: 'baseline', check: seLinuxOptions },
  { id: 'seccompProfile_baseline', level: 'baseline', check: (pod) => (pod.minor >= 19 ? unconfinedSeccomp(pod) : seccompAnnotations(pod)) },
  { id: 'seccompProfile_restricted', level: 'restricted', since: 19, replaces: ['seccompProfile_baseline'], check: restrictedSeccomp },
];

const CONFINED = new Set(['RuntimeDefault', 'Localhost']);
const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** A setting of the pod or of one container. */
interface Setting<T> {
  /** Absent for the pod. */
  readonly container?: string;
  readonly value: T;
  readonly path: string;
}

function settings<T>({ spec }: CheckedPod, field: 'appArmorProfile' | 'seccompProfile' | 'seLinuxOptions'): Setting<T>[] {
  const ofPod = spec.securityContext?.[field] as T | undefined;
  const result: Setting<T>[] = ofPod === undefined ? [] : [{ value: ofPod, path: `spec.securityContext.${field}` }];
  for (const { container, path } of containersOf(spec)) {
    const value = container.securityContext?.[field] as T | undefined;
    if (value !== undefined) result.push({ container: container.name ?? '', value, path: `${path}.securityContext.${field}` });
  }
  return result;
}

/** `pod and container "a"`. */
function setters(found: readonly Setting<unknown>[]): { readonly text: string; readonly containers: string[] } {
  const containers = found.flatMap(({ container }) => (container === undefined ? [] : [container]));
  const pod = containers.length < found.length ? ['pod'] : [];
  return { text: [...pod, ...(containers.length > 0 ? [namedContainers(containers)] : [])].join(' and '), containers };
}

function appArmorProfile(pod: CheckedPod): Verdict {
  const found = settings<{ type?: string }>(pod, 'appArmorProfile').filter(({ value }) => !CONFINED.has(value.type ?? ''));
  const annotations = Object.entries(pod.metadata.annotations ?? {})
    .filter(([key, value]) => key.startsWith(APP_ARMOR_ANNOTATION) && value !== '' && value !== 'runtime/default' && !value.startsWith('localhost/'))
    .map(([key, value]) => ({ text: `${key}=${JSON.stringify(value)}`, container: key.slice(APP_ARMOR_ANNOTATION.length), path: `metadata.annotations[${key}]` }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
  if (found.length === 0 && annotations.length === 0) return undefined;
  const { text, containers } = setters(found);
  const values = distinct(found.map(({ value }) => value.type ?? ''));
  const details = [
    ...(found.length > 0 ? [`${text} must not set AppArmor profile type to ${quoted(values)}`] : []),
    ...(annotations.length > 0 ? [`${annotations.length === 1 ? 'annotation' : 'annotations'} ${annotations.map((annotation) => annotation.text).join(', ')}`] : []),
  ];
  const several = values.length + annotations.length > 1;
  return {
    control: several ? 'forbidden AppArmor profiles' : 'forbidden AppArmor profile',
    detail: details.join('; '),
    containers,
    paths: [...found.map(({ path }) => `${path}.type`), ...annotations.map(({ path }) => path)],
  };
}

const SELINUX_TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t']);

function seLinuxOptions(pod: CheckedPod): Verdict {
  const allowed = (type: string): boolean => SELINUX_TYPES.has(type) || (pod.minor >= 31 && type === 'container_engine_t');
  const found = settings<SELinuxOptions>(pod, 'seLinuxOptions').filter(({ value }) => !allowed(value.type ?? '') || (value.user ?? '') !== '' || (value.role ?? '') !== '');
  if (found.length === 0) return undefined;
  const { text, containers } = setters(found);
  const types = distinct(found.map(({ value }) => value.type ?? '').filter((type) => !allowed(type)));
  const details = [
    ...(types.length > 0 ? [`${types.length === 1 ? 'type' : 'types'} ${quoted(types)}`] : []),
    ...(found.some(({ value }) => (value.user ?? '') !== '') ? ['user may not be set'] : []),
    ...(found.some(({ value }) => (value.role ?? '') !== '') ? ['role may not be set'] : []),
  ];
  return { control: 'seLinuxOptions', detail: `${text} set forbidden securityContext.seLinuxOptions: ${details.join('; ')}`, containers, paths: found.map(({ path }) => path) };
}

function unconfinedSeccomp(pod: CheckedPod): Verdict {
  const found = settings<{ type?: string }>(pod, 'seccompProfile').filter(({ value }) => !CONFINED.has(value.type ?? ''));
  if (found.length === 0) return undefined;
  const { text, containers } = setters(found);
  const values = quoted(distinct(found.map(({ value }) => value.type ?? '')));
  return { control: 'seccompProfile', detail: `${text} must not set securityContext.seccompProfile.type to ${values}`, containers, paths: found.map(({ path }) => `${path}.type`) };
}

function restrictedSeccomp(pod: CheckedPod): Verdict {
  if (isExemptAsWindows(pod)) return undefined;
  const explicit = unconfinedSeccomp(pod);
  if (explicit !== undefined) return explicit;
  if (pod.spec.securityContext?.seccompProfile !== undefined) return undefined;
  const silent = containersOf(pod.spec).filter(({ container }) => container.securityContext?.seccompProfile === undefined);
  if (silent.length === 0) return undefined;
  const containers = silent.map(({ container }) => container.name ?? '');
  return {
    control: 'seccompProfile',
    detail: `pod or ${namedContainers(containers)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
    containers,
    paths: silent.map(({ path }) => `${path}.securityContext.seccompProfile`),
  };
}

const SECCOMP_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';

/** Before v1.19, seccomp profiles were annotations. */
function seccompAnnotations({ metadata, spec }: CheckedPod): Verdict {
  const names = new Set(containersOf(spec).map(({ container }) => container.name ?? ''));
  const found = Object.entries(metadata.annotations ?? {}).filter(([key, value]) => {
    const known = key === SECCOMP_ANNOTATION || (key.startsWith(SECCOMP_CONTAINER_ANNOTATION) && names.has(key.slice(SECCOMP_CONTAINER_ANNOTATION.length)));
    return known && value !== 'runtime/default' && value !== 'docker/default' && !value.startsWith('localhost/');
  });
  if (found.length === 0) return undefined;
  const texts = found.map(([key, value]) => `${key}=${JSON.stringify(value)}`).sort();
  return { control: 'seccompProfile', detail: `forbidden ${texts.length === 1 ? 'annotation' : 'annotations'} ${texts.join(', ')}`, containers: [], paths: found.map(([key]) => `metadata.annotations[${key}]`) };
}
