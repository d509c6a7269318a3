import type { KubernetesVersion } from '../../kubernetes-version.ts';
import type { ObjectMeta } from '../../types/meta-v1.ts';
import type { PodSpec } from '../../types/core-v1.ts';

/**
 * What the rules for a pod depend on besides the pod (pkg/apis/core/validation/validation.go, `PodValidationOptions`, v1.36). The
 * `allow…` settings are for updates: what the stored object already has, it may keep.
 */
export interface PodOptions {
  readonly version: KubernetesVersion;
  /** The pod itself, not a template: some rules wait until a pod is made. */
  readonly isPod: boolean;
  readonly allowInvalidDeletionCost: boolean;
  readonly allowInvalidSelectorValues: boolean;
  readonly allowInvalidSpreadSelectors: boolean;
  readonly allowInvalidNodeAffinityValues: boolean;
  readonly allowIndivisibleHugePages: boolean;
  readonly allowHostNamespacedSysctls: boolean;
  readonly allowNonLocalTokenPath: boolean;
  readonly allowAnySELinuxChangePolicy: boolean;
  /** Addresses that the stored object already has. */
  readonly storedIps: readonly string[];
}

/** A template or a pod as stored before an update. */
export interface StoredPod {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec?: PodSpec | undefined;
}
