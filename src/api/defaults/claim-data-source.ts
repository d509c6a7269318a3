import type { PersistentVolumeClaimSpec, TypedLocalObjectReference } from '../types/core-v1.ts';

/**
 * `dataSource` and `dataSourceRef` say the same thing twice, and of the older one anything but claims and snapshots is dropped
 * (pkg/api/persistentvolumeclaim/util.go, `EnforceDataSourceBackwardsCompatibility` and `NormalizeDataSources`, v1.36).
 */
export function settleDataSources(spec: PersistentVolumeClaimSpec, old?: PersistentVolumeClaimSpec): void {
  const wasUsed = old?.dataSource !== undefined || old?.dataSourceRef !== undefined;
  // Sources in other namespaces are off (feature gate CrossNamespaceVolumeDataSource).
  if (old?.dataSourceRef === undefined && (spec.dataSourceRef?.namespace ?? '') !== '') delete spec.dataSourceRef;
  if (!wasUsed && !isClaimOrSnapshot(spec.dataSource)) delete spec.dataSource;
  const { dataSource, dataSourceRef } = spec;
  if (dataSource !== undefined && dataSourceRef === undefined) spec.dataSourceRef = { ...dataSource };
  else if (dataSource === undefined && dataSourceRef !== undefined && (dataSourceRef.namespace ?? '') === '') {
    const { namespace: _namespace, ...reference } = dataSourceRef;
    spec.dataSource = reference;
  }
}

function isClaimOrSnapshot(source: TypedLocalObjectReference | undefined): boolean {
  const group = source?.apiGroup ?? '';
  return (group === '' && source?.kind === 'PersistentVolumeClaim') || (group === 'snapshot.storage.k8s.io' && source?.kind === 'VolumeSnapshot');
}
