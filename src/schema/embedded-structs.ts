/**
 * Go structs that embed others without a name of their own in JSON: the server's messages name the embedded struct in the path of a field
 * (`spec.volumes.VolumeSource.secret`). By struct: the embedded one, and the fields that come from it; `!` before a field means all others.
 * From the type declarations of k8s.io/api v1.36.
 */
const EMBEDDED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  Volume: [['VolumeSource', '!name']],
  PersistentVolumeSpec: [
    [
      'PersistentVolumeSource',
      'awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk glusterfs hostPath iscsi local nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume',
    ],
  ],
  Probe: [['ProbeHandler', 'exec grpc httpGet tcpSocket']],
  EphemeralContainer: [['EphemeralContainerCommon', '!targetContainerName']],
  ConfigMapEnvSource: [['LocalObjectReference', 'name']],
  SecretEnvSource: [['LocalObjectReference', 'name']],
  ConfigMapKeySelector: [['LocalObjectReference', 'name']],
  SecretKeySelector: [['LocalObjectReference', 'name']],
  ConfigMapProjection: [['LocalObjectReference', 'name']],
  SecretProjection: [['LocalObjectReference', 'name']],
  ConfigMapVolumeSource: [['LocalObjectReference', 'name']],
  IngressRule: [['IngressRuleValue', 'http']],
  RuleWithOperations: [['Rule', 'apiGroups apiVersions resources scope']],
  NamedRuleWithOperations: [
    ['RuleWithOperations', 'operations'],
    ['RuleWithOperations.Rule', 'apiGroups apiVersions resources scope'],
  ],
  DeviceClaimConfiguration: [['DeviceConfiguration', 'opaque']],
  DeviceClassConfiguration: [['DeviceConfiguration', 'opaque']],
  DeviceAllocationConfiguration: [['DeviceConfiguration', 'opaque']],
};

/** The embedded struct that a field of a struct comes from, as `Outer` or `Outer.Inner`; undefined for the struct's own fields. */
export function embeddedStructOf(struct: string, field: string): string | undefined {
  if (!Object.hasOwn(EMBEDDED, struct)) return undefined;
  return EMBEDDED[struct]?.find(([, fields]) => (fields.startsWith('!') ? fields.slice(1) !== field : fields.split(' ').includes(field)))?.[0];
}
