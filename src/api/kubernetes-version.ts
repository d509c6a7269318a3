/** The minor versions of Kubernetes that kubeplan knows, oldest first. */
export const KUBERNETES_VERSIONS = ['1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'] as const;

export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

export const DEFAULT_KUBERNETES_VERSION: KubernetesVersion = '1.36';

/** Negative when `a` is older than `b`, zero when equal. */
export function compareKubernetesVersions(a: KubernetesVersion, b: KubernetesVersion): number {
  return KUBERNETES_VERSIONS.indexOf(a) - KUBERNETES_VERSIONS.indexOf(b);
}

/** Reads `1.34`, `v1.34` or `1.34.2`; undefined when kubeplan does not know that version. */
export function parseKubernetesVersion(text: string): KubernetesVersion | undefined {
  const match = /^v?(\d+\.\d+)(?:\.\d+)?$/.exec(text);
  return KUBERNETES_VERSIONS.find((version) => version === match?.[1]);
}
