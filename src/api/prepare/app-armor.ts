import { at } from '../../diag/field-path.ts';
import { compareKubernetesVersions, type KubernetesVersion } from '../kubernetes-version.ts';
import { locateContainers } from '../pod-containers.ts';
import { semanticEqual } from '../semantic-equal.ts';
import type { ServerWarning } from '../strategy.ts';
import type { AppArmorProfile, Container, Pod } from '../types/core-v1.ts';
import { APP_ARMOR_ANNOTATION_PREFIX } from '../validation/pod/pod-annotations.ts';
import { validateAppArmorProfile } from '../validation/pod/profiles.ts';

/** The release from which on there are fields for AppArmor. */
const FIELDS_SINCE: KubernetesVersion = '1.30';

/**
 * The annotations of AppArmor become fields of containers that have none, unless the pod's field says the same (`applyAppArmorVersionSkew`
 * in pkg/registry/core/pod/strategy.go, v1.36). Changes `pod`.
 */
export function fillInAppArmor(pod: Pod, version: KubernetesVersion): void {
  for (const { container, profile } of annotatedContainers(pod, version)) {
    if (profile !== undefined) (container.securityContext ??= {}).appArmorProfile = profile;
  }
}

/** The warnings that come with it, of a pod as it was sent. */
export function appArmorWarnings(pod: Pod, version: KubernetesVersion): ServerWarning[] {
  return annotatedContainers(pod, version).map(({ annotation }) => ({ path: at('metadata.annotations', annotation), message: 'deprecated since 1.30, use appArmorProfile' }));
}

/** Whether the annotation of a container says the same as the field of the pod. */
export function isProfileOfPod(annotation: string | undefined, profile: AppArmorProfile | undefined): boolean {
  return annotation !== undefined && profile !== undefined && semanticEqual(profileOf(annotation), profile);
}

interface AnnotatedContainer {
  readonly container: Container;
  readonly annotation: string;
  /** What the annotation says, absent when it cannot be a field. */
  readonly profile: AppArmorProfile | undefined;
}

/** The containers whose annotation says something that no field does. */
function annotatedContainers({ metadata, spec = {} }: Pod, version: KubernetesVersion): AnnotatedContainer[] {
  if (spec.os?.name === 'windows' || compareKubernetesVersions(version, FIELDS_SINCE) < 0) return [];
  return locateContainers(spec, '').flatMap(({ container }) => {
    const annotation = APP_ARMOR_ANNOTATION_PREFIX + (container.name ?? '');
    const text = metadata?.annotations?.[annotation];
    if (text === undefined || container.securityContext?.appArmorProfile !== undefined || isProfileOfPod(text, spec.securityContext?.appArmorProfile)) return [];
    return [{ container, annotation, profile: profileOf(text) }];
  });
}

function profileOf(text: string): AppArmorProfile | undefined {
  if (text === 'unconfined') return { type: 'Unconfined' };
  if (text === 'runtime/default') return { type: 'RuntimeDefault' };
  if (!text.startsWith('localhost/')) return undefined;
  const profile: AppArmorProfile = { type: 'Localhost', localhostProfile: text.slice('localhost/'.length) };
  return validateAppArmorProfile(profile, '').length === 0 ? profile : undefined;
}
