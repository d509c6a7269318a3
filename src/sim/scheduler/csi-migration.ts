import type { PersistentVolume } from '../../api/types/core-v1.ts';

/** The CSI drivers that have taken over from provisioners that were built in (k8s.io/csi-translation-lib/plugins, v1.36). */
export const CSI_DRIVER_OF_PROVISIONER: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
  'kubernetes.io/portworx-volume': 'pxd.portworx.com',
};

/** The driver of a volume and what the driver calls it; undefined for volumes that are not attached by CSI. */
export function csiSourceOf({ spec }: PersistentVolume): { readonly driver: string; readonly handle: string } | undefined {
  const sources: readonly (readonly [string | undefined, string | undefined])[] = [
    [spec?.csi?.driver, spec?.csi?.volumeHandle],
    [CSI_DRIVER_OF_PROVISIONER['kubernetes.io/aws-ebs'], spec?.awsElasticBlockStore?.volumeID],
    [CSI_DRIVER_OF_PROVISIONER['kubernetes.io/gce-pd'], spec?.gcePersistentDisk?.pdName],
    [CSI_DRIVER_OF_PROVISIONER['kubernetes.io/azure-disk'], spec?.azureDisk?.diskURI],
    [CSI_DRIVER_OF_PROVISIONER['kubernetes.io/azure-file'], spec?.azureFile?.shareName],
    [CSI_DRIVER_OF_PROVISIONER['kubernetes.io/cinder'], spec?.cinder?.volumeID],
    [CSI_DRIVER_OF_PROVISIONER['kubernetes.io/vsphere-volume'], spec?.vsphereVolume?.volumePath],
    [CSI_DRIVER_OF_PROVISIONER['kubernetes.io/portworx-volume'], spec?.portworxVolume?.volumeID],
  ];
  for (const [driver, handle] of sources) if (driver !== undefined && handle !== undefined && handle !== '') return { driver, handle };
  return undefined;
}
