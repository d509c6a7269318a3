/** Which checks of object metadata the validation of a kind makes itself, besides those that every kind gets. */
export interface MetadataRules {
  /** Finalizers without a slash must be standard ones: the kinds of k8s.io/kubernetes, but not those that use apimachinery's rules as they are. */
  readonly standardFinalizers: boolean;
  /** On create, the kind checks metadata beside its own fields; else it is checked only once everything else is right. */
  readonly onCreate: boolean;
  /** On update, how often the kind repeats the checks of metadata (`ValidateObjectMeta`) and of its change (`ValidateObjectMetaUpdate`). */
  readonly repeatsOnUpdate: number;
  readonly repeatsChangeOnUpdate: number;
}

const USUAL: MetadataRules = { standardFinalizers: true, onCreate: true, repeatsOnUpdate: 1, repeatsChangeOnUpdate: 1 };

/** `ValidateXUpdate` looks at the change and at the spec, not at the metadata as such. */
const CHANGE_ONLY: Partial<MetadataRules> = { repeatsOnUpdate: 0 };
/** `ValidateXUpdate` validates the new object and no change of metadata. */
const OBJECT_ONLY: Partial<MetadataRules> = { repeatsChangeOnUpdate: 0 };
const PLAIN_FINALIZERS: Partial<MetadataRules> = { standardFinalizers: false };

/** Kinds that differ from the usual, by `group kind` (pkg/apis/…/validation and pkg/registry/…/strategy.go, v1.36). */
const EXCEPTIONS: Readonly<Record<string, Partial<MetadataRules>>> = {
  ' Event': { onCreate: false, repeatsOnUpdate: 0, repeatsChangeOnUpdate: 0 },
  ' LimitRange': OBJECT_ONLY,
  ' PersistentVolume': { repeatsOnUpdate: 2, repeatsChangeOnUpdate: 0 },
  ' PodTemplate': CHANGE_ONLY,
  ' ResourceQuota': CHANGE_ONLY,
  'admissionregistration.k8s.io MutatingAdmissionPolicy': { ...PLAIN_FINALIZERS, ...OBJECT_ONLY },
  'admissionregistration.k8s.io MutatingAdmissionPolicyBinding': { ...PLAIN_FINALIZERS, ...OBJECT_ONLY },
  'admissionregistration.k8s.io MutatingWebhookConfiguration': { ...PLAIN_FINALIZERS, ...OBJECT_ONLY },
  'admissionregistration.k8s.io ValidatingAdmissionPolicy': { ...PLAIN_FINALIZERS, ...OBJECT_ONLY },
  'admissionregistration.k8s.io ValidatingAdmissionPolicyBinding': { ...PLAIN_FINALIZERS, ...OBJECT_ONLY },
  'admissionregistration.k8s.io ValidatingWebhookConfiguration': { ...PLAIN_FINALIZERS, ...OBJECT_ONLY },
  'apiextensions.k8s.io CustomResourceDefinition': { ...PLAIN_FINALIZERS, ...CHANGE_ONLY },
  'apiregistration.k8s.io APIService': PLAIN_FINALIZERS,
  'apps Deployment': CHANGE_ONLY,
  'apps StatefulSet': CHANGE_ONLY,
  'autoscaling HorizontalPodAutoscaler': CHANGE_ONLY,
  'batch CronJob': CHANGE_ONLY,
  'discovery.k8s.io EndpointSlice': OBJECT_ONLY,
  'events.k8s.io Event': { repeatsOnUpdate: 0, repeatsChangeOnUpdate: 0 },
  'flowcontrol.apiserver.k8s.io FlowSchema': OBJECT_ONLY,
  'flowcontrol.apiserver.k8s.io PriorityLevelConfiguration': OBJECT_ONLY,
  'networking.k8s.io ServiceCIDR': CHANGE_ONLY,
  'node.k8s.io RuntimeClass': PLAIN_FINALIZERS,
  'policy PodDisruptionBudget': { standardFinalizers: false, onCreate: false, repeatsOnUpdate: 0, repeatsChangeOnUpdate: 0 },
  'scheduling.k8s.io PriorityClass': CHANGE_ONLY,
  'storage.k8s.io VolumeAttachment': OBJECT_ONLY,
};

export function metadataRulesOf(group: string, kind: string): MetadataRules {
  const exception = EXCEPTIONS[`${group} ${kind}`];
  return exception === undefined ? USUAL : { ...USUAL, ...exception };
}
