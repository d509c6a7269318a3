import { locateContainers } from '../pod-containers.ts';
import type { ValidationContext } from '../strategy.ts';
import type { PodSpec, PodTemplateSpec } from '../types/core-v1.ts';
import { defaultContainer } from './container.ts';
import { roundUpResourceList } from './resource-list.ts';
import { defaultVolume } from './volume.ts';

/** Fills in what pods and templates have in common (pkg/apis/core/v1/defaults.go, `SetDefaults_PodSpec`, v1.36). Changes `spec`. */
export function defaultPodSpec(spec: PodSpec, context: ValidationContext): void {
  if ((spec.dnsPolicy ?? '') === '') spec.dnsPolicy = 'ClusterFirst';
  if ((spec.restartPolicy ?? '') === '') spec.restartPolicy = 'Always';
  spec.securityContext ??= {};
  spec.terminationGracePeriodSeconds ??= 30;
  if ((spec.schedulerName ?? '') === '') spec.schedulerName = 'default-scheduler';
  settleServiceAccount(spec);
  for (const volume of spec.volumes ?? []) defaultVolume(volume, context);
  for (const { container } of locateContainers(spec, '')) defaultContainer(container);
  roundUpResourceList(spec.overhead);
  roundUpResourceList(spec.resources?.limits);
  roundUpResourceList(spec.resources?.requests);
}

/** `serviceAccount` is the old name of `serviceAccountName`; the server keeps both alike (pkg/apis/core/v1/conversion.go). */
function settleServiceAccount(spec: PodSpec): void {
  const name = (spec.serviceAccountName ?? '') === '' ? spec.serviceAccount : spec.serviceAccountName;
  if (name === undefined || name === '') return;
  spec.serviceAccountName = name;
  spec.serviceAccount = name;
}

/** A template; a missing one stays missing. */
export function defaultPodTemplate(template: PodTemplateSpec | undefined, context: ValidationContext): void {
  if (template === undefined) return;
  template.spec ??= {};
  defaultPodSpec(template.spec, context);
}
