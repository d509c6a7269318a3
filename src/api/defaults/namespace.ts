import type { Namespace } from '../types/core-v1.ts';

/** Every Namespace has its name as a label, so that selectors can pick it (pkg/apis/core/v1/defaults.go, v1.36). */
export function defaultNamespace(namespace: Namespace): void {
  const name = namespace.metadata?.name ?? '';
  if (name !== '') (namespace.metadata ??= {}).labels = { ...namespace.metadata?.labels, 'kubernetes.io/metadata.name': name };
  (namespace.status ??= {}).phase ??= 'Active';
}

/** A new Namespace is active and is kept until its content is gone (pkg/registry/core/namespace/strategy.go). */
export function prepareNamespace(namespace: Namespace): void {
  namespace.status = { phase: 'Active' };
  const finalizers = namespace.spec?.finalizers ?? [];
  if (!finalizers.includes('kubernetes')) (namespace.spec ??= {}).finalizers = [...finalizers, 'kubernetes'];
}
