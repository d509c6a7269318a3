import type { Container, EnvVar, PodSpec, Volume } from '../../api/types/core-v1.ts';

/** How a pod uses a ConfigMap or a Secret: variables are read at the start of a container, volumes are kept up to date. */
export interface ConfigUse {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** The keys that are used; undefined means all of them. */
  readonly key?: string | undefined;
  readonly as: 'env' | 'volume' | 'subPath' | 'imagePull';
}

/** Every use of a ConfigMap or Secret by the containers and volumes of a pod. */
export function configUses(spec: PodSpec): ConfigUse[] {
  const containers: readonly Container[] = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  const uses = containers.flatMap((container) => [
    ...(container.env ?? []).flatMap(usesOfVariable),
    ...(container.envFrom ?? []).flatMap((source): ConfigUse[] => [
      ...named('ConfigMap', source.configMapRef?.name, undefined, 'env'),
      ...named('Secret', source.secretRef?.name, undefined, 'env'),
    ]),
  ]);
  const fixedVolumes = new Set(containers.flatMap(({ volumeMounts }) => (volumeMounts ?? []).filter(({ subPath, subPathExpr }) => (subPath ?? subPathExpr) !== undefined).map(({ name }) => name)));
  for (const volume of spec.volumes ?? []) uses.push(...usesOfVolume(volume, fixedVolumes.has(volume.name) ? 'subPath' : 'volume'));
  for (const { name } of spec.imagePullSecrets ?? []) uses.push(...named('Secret', name, undefined, 'imagePull'));
  return uses;
}

function usesOfVariable({ valueFrom }: EnvVar): ConfigUse[] {
  return [
    ...named('ConfigMap', valueFrom?.configMapKeyRef?.name, valueFrom?.configMapKeyRef?.key, 'env'),
    ...named('Secret', valueFrom?.secretKeyRef?.name, valueFrom?.secretKeyRef?.key, 'env'),
  ];
}

function usesOfVolume(volume: Volume, as: 'volume' | 'subPath'): ConfigUse[] {
  return [
    ...named('ConfigMap', volume.configMap?.name, undefined, as),
    ...named('Secret', volume.secret?.secretName, undefined, as),
    ...(volume.projected?.sources ?? []).flatMap((source) => [...named('ConfigMap', source.configMap?.name, undefined, as), ...named('Secret', source.secret?.name, undefined, as)]),
  ];
}

function named(kind: ConfigUse['kind'], name: string | undefined, key: string | undefined, as: ConfigUse['as']): ConfigUse[] {
  return name === undefined || name === '' ? [] : [{ kind, name, ...(key === undefined ? {} : { key }), as }];
}
