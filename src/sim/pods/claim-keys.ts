import { keyFor, type Pod } from '../objects.ts';

/** The claims that a pod uses, by key: those that it names, and those that are made for its ephemeral volumes. */
export function claimKeysOf({ metadata, spec }: Pod): string[] {
  const keys: string[] = [];
  for (const { name = '', persistentVolumeClaim, ephemeral } of spec?.volumes ?? []) {
    const claim = persistentVolumeClaim?.claimName ?? (ephemeral === undefined ? undefined : `${metadata.name ?? ''}-${name}`);
    if (claim !== undefined) keys.push(keyFor(metadata.namespace, claim));
  }
  return keys;
}
