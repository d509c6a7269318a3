import { KUBERNETES_VERSIONS, parseKubernetesVersion, type KubernetesVersion } from '../api/kubernetes-version.ts';

/** Reads `1.34` or a range `1.29..1.36`, both ends included; undefined when a version is unknown or the range is empty. Oldest first. */
export function parseVersionRange(text: string): KubernetesVersion[] | undefined {
  const [from = '', to] = text.split('..');
  const first = parseKubernetesVersion(from);
  const last = to === undefined ? first : parseKubernetesVersion(to);
  if (first === undefined || last === undefined) return undefined;
  const found = KUBERNETES_VERSIONS.slice(KUBERNETES_VERSIONS.indexOf(first), KUBERNETES_VERSIONS.indexOf(last) + 1);
  return found.length === 0 ? undefined : found;
}

/** When something holds, in words for the end of a message: nothing when it holds in the whole range. Both lists are oldest first. */
export function versionsInWords(holds: readonly KubernetesVersion[], range: readonly KubernetesVersion[]): string {
  const [first] = holds;
  const last = holds.at(-1);
  if (first === undefined || last === undefined || holds.length === range.length) return '';
  const contiguous = range.indexOf(last) - range.indexOf(first) + 1 === holds.length;
  if (!contiguous) return ` (in Kubernetes ${holds.join(', ')})`;
  if (last === range.at(-1)) return ` (from Kubernetes ${first} on)`;
  if (first === range[0]) return ` (up to Kubernetes ${last})`;
  return first === last ? ` (in Kubernetes ${first})` : ` (in Kubernetes ${first} to ${last})`;
}
