import type { FieldPath } from '../../diag/field-path.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { Container, PodSpec } from '../types/core-v1.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';

/** A control of the Pod Security Standards that a pod does not meet. */
export interface PodSecurityViolation {
  /** The control as the server names it: `hostPort`, `runAsNonRoot != true`. */
  readonly control: string;
  /** Who does what, in the words that users know from the server's message. */
  readonly detail: string;
  /** The containers at fault; empty when it is the pod or a volume. */
  readonly containers: readonly string[];
  /** The fields at fault, relative to the pod. */
  readonly paths: readonly FieldPath[];
}

/** A pod or a template, with the version of the policy as the minor number: 36 for v1.36. */
export interface CheckedPod {
  readonly metadata: ObjectMeta;
  readonly spec: PodSpec;
  readonly minor: number;
}

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** One control: k8s.io/pod-security-admission/policy/check_….go, v1.36. */
export interface PodSecurityControl {
  readonly id: string;
  readonly level: 'baseline' | 'restricted';
  /** Controls of the baseline that this stricter one stands for. */
  readonly replaces?: readonly string[];
  /** The first minor version of the policy that has it. */
  readonly since?: number;
  readonly check: (pod: CheckedPod) => PodSecurityViolation | undefined;
}

export interface PlacedContainer {
  readonly container: Container;
  readonly path: FieldPath;
}

/** Init, ordinary and ephemeral containers, in the order of the server. */
export function containersOf(spec: PodSpec): PlacedContainer[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((field) =>
    (spec[field] ?? []).map((container, index) => ({ container: container as Container, path: `spec.${field}[${index}]` })),
  );
}

/** From v1.25 on, controls that mean nothing on Windows leave Windows pods alone. */
export function isExemptAsWindows({ spec, minor }: CheckedPod): boolean {
  return minor >= 25 && spec.os?.name === 'windows';
}

/** A pod with users of its own (`hostUsers: false`) may be root inside, from v1.35 on. */
export function hasOwnUsers({ spec }: CheckedPod): boolean {
  return spec.hostUsers === false;
}

/** `container "a"` or `containers "a", "b"`. */
export function namedContainers(names: readonly string[]): string {
  return `${names.length === 1 ? 'container' : 'containers'} ${quoted(names)}`;
}

export function quoted(texts: readonly string[]): string {
  return texts.map((text) => JSON.stringify(text)).join(', ');
}

/** Sorted, each once. */
export function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

export function minorOf(version: KubernetesVersion): number {
  return Number(version.slice(2));
}
