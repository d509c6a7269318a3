import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { dns1123LabelProblems } from '../names.ts';
import { locateContainers } from '../pod-containers.ts';
import { isProfileOfPod } from '../prepare/app-armor.ts';
import type { ServerWarning } from '../strategy.ts';
import type { Container, EnvVar, PodSpec, PodTemplateSpec } from '../types/core-v1.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';
import { APP_ARMOR_ANNOTATION_PREFIX, SECCOMP_CONTAINER_ANNOTATION_PREFIX, SECCOMP_POD_ANNOTATION } from '../validation/pod/pod-annotations.ts';
import { warnFractionalBytes } from './fractional-bytes.ts';
import { ipWarnings } from './ip.ts';
import { warnPodPorts } from './pod-ports.ts';
import { warnPodScheduling } from './pod-scheduling.ts';
import { warnPodVolumes } from './pod-volumes.ts';

/** What the API server warns of in a pod (pkg/api/pod/warnings.go, `GetWarningsForPod`, v1.36). */
export function warnPod(metadata: ObjectMeta, spec: PodSpec): ServerWarning[] {
  return [...warnName(metadata, "the name becomes the pod's host name, for which a DNS label is better"), ...warnPodSpec(metadata, spec, '')];
}

/** The same in a template; `path` is that of the template. */
export function warnPodTemplate(template: PodTemplateSpec | undefined, path: FieldPath): ServerWarning[] {
  return template === undefined ? [] : warnPodSpec(template.metadata ?? {}, template.spec ?? {}, path);
}

/** Names of workloads from which names of pods are made. */
export function warnName(metadata: ObjectMeta, message = 'names and host names of pods are made of it, for which a DNS label is better'): ServerWarning[] {
  const problems = dns1123LabelProblems(metadata.name ?? '');
  return problems.length === 0 ? [] : [{ path: 'metadata.name', message: `${message}: ${problems.join(', ')}` }];
}

function warnPodSpec(metadata: ObjectMeta, spec: PodSpec, path: FieldPath): ServerWarning[] {
  const specPath = child(path, 'spec');
  const warnings = warnPodScheduling(spec, specPath);
  warnings.push(...warnAnnotations(metadata, spec, path));
  warnings.push(...warnPodVolumes(spec.volumes ?? [], child(specPath, 'volumes')));
  warnings.push(...warnHostAliases(spec, specPath), ...warnPullSecrets(spec, child(specPath, 'imagePullSecrets')));
  warnings.push(...(spec.dnsConfig?.nameservers ?? []).flatMap((server, index) => ipWarnings(server, at(`${specPath}.dnsConfig.nameservers`, index))));
  warnings.push(...warnFractionalBytes(spec.overhead, BYTES, child(specPath, 'overhead')));
  for (const { container, path: containerPath } of locateContainers(spec, specPath)) warnings.push(...warnContainer(container, containerPath));
  warnings.push(...warnPodPorts(spec, specPath));
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    warnings.push({ path: child(specPath, 'terminationGracePeriodSeconds'), message: 'must be 0 or more; a negative period counts as 1 second' });
  }
  return warnings;
}

const BYTES: readonly string[] = ['memory', 'ephemeral-storage'];

function warnContainer(container: Container, path: FieldPath): ServerWarning[] {
  const resourcesPath = child(path, 'resources');
  return [
    ...warnFractionalBytes(container.resources?.limits, BYTES, child(resourcesPath, 'limits')),
    ...warnFractionalBytes(container.resources?.requests, BYTES, child(resourcesPath, 'requests')),
    ...warnEnv(container.env ?? [], child(path, 'env')),
  ];
}

/** A second variable of a name is fine only when its value builds upon the first. */
function warnEnv(variables: readonly EnvVar[], path: FieldPath): ServerWarning[] {
  const names = new Set<string>();
  return variables.flatMap(({ name = '', value = '', valueFrom }, index) => {
    const isFirst = !names.has(name);
    names.add(name);
    const reference = `$(${name})`;
    const buildsUpon = valueFrom === undefined && value !== reference && value.includes(reference);
    return isFirst || buildsUpon ? [] : [{ path: at(path, index), message: `hides the earlier ${name}, and one of the two may be lost on apply` }];
  });
}

const DEAD_ANNOTATIONS: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'does nothing since 1.16, use priorityClassName',
  'security.alpha.kubernetes.io/sysctls': 'does nothing since 1.11, use securityContext.sysctls',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'does nothing since 1.11, use securityContext.sysctls',
};

function warnAnnotations(metadata: ObjectMeta, spec: PodSpec, path: FieldPath): ServerWarning[] {
  const annotations = metadata.annotations ?? {};
  const annotationsPath = child(child(path, 'metadata'), 'annotations');
  const messages = new Map(Object.entries(DEAD_ANNOTATIONS));
  if (spec.securityContext?.seccompProfile === undefined) messages.set(SECCOMP_POD_ANNOTATION, 'does nothing since 1.27, use seccompProfile');
  for (const { container } of locateContainers(spec, '')) {
    const { name = '', securityContext } = container;
    if (securityContext?.seccompProfile === undefined) messages.set(SECCOMP_CONTAINER_ANNOTATION_PREFIX + name, 'does nothing since 1.27, use seccompProfile');
    const appArmor = APP_ARMOR_ANNOTATION_PREFIX + name;
    const saysNews = securityContext?.appArmorProfile === undefined && !isProfileOfPod(annotations[appArmor], spec.securityContext?.appArmorProfile);
    // Of a pod the server tells it while it prepares it.
    if (path !== '' && saysNews) messages.set(appArmor, 'deprecated since 1.30, use appArmorProfile');
  }
  return [...messages].filter(([key]) => Object.hasOwn(annotations, key)).map(([key, message]) => ({ path: at(annotationsPath, key), message }));
}

function warnHostAliases(spec: PodSpec, path: FieldPath): ServerWarning[] {
  const ips = new Set<string>();
  return (spec.hostAliases ?? []).flatMap(({ ip = '' }, index) => {
    const ipPath = child(at(child(path, 'hostAliases'), index), 'ip');
    const warnings = ips.has(ip) ? [{ path: ipPath, message: `${ip} occurs twice` }] : [];
    ips.add(ip);
    return [...warnings, ...ipWarnings(ip, ipPath)];
  });
}

function warnPullSecrets(spec: PodSpec, path: FieldPath): ServerWarning[] {
  const names = new Set<string>();
  return (spec.imagePullSecrets ?? []).flatMap(({ name = '' }, index) => {
    const namePath = child(at(path, index), 'name');
    const isSecond = names.has(name);
    names.add(name);
    const warnings = isSecond ? [{ path: namePath, message: `${name} occurs twice` }] : [];
    return name === '' ? [...warnings, { path: namePath, message: 'is empty, so no Secret is meant' }] : warnings;
  });
}
