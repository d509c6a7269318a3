import { defaultPullPolicy } from '../image-reference.ts';
import type { Container, HTTPGetAction, Lifecycle, Probe } from '../types/core-v1.ts';
import { roundUpResourceList } from './resource-list.ts';

/** Fills in a container of a pod or a template (pkg/apis/core/v1/defaults.go, v1.36). Changes `container`. */
export function defaultContainer(container: Container): void {
  if ((container.imagePullPolicy ?? '') === '') container.imagePullPolicy = defaultPullPolicy(container.image ?? '');
  if ((container.terminationMessagePath ?? '') === '') container.terminationMessagePath = '/dev/termination-log';
  if ((container.terminationMessagePolicy ?? '') === '') container.terminationMessagePolicy = 'File';
  for (const port of container.ports ?? []) if ((port.protocol ?? '') === '') port.protocol = 'TCP';
  for (const variable of container.env ?? []) {
    const fieldRef = variable.valueFrom?.fieldRef;
    if (fieldRef !== undefined && (fieldRef.apiVersion ?? '') === '') fieldRef.apiVersion = 'v1';
    const fileKeyRef = variable.valueFrom?.fileKeyRef;
    if (fileKeyRef !== undefined) fileKeyRef.optional ??= false;
  }
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) defaultProbe(probe);
  defaultLifecycle(container.lifecycle);
  roundUpResourceList(container.resources?.limits);
  roundUpResourceList(container.resources?.requests);
}

function defaultProbe(probe: Probe | undefined): void {
  if (probe === undefined) return;
  if ((probe.timeoutSeconds ?? 0) === 0) probe.timeoutSeconds = 1;
  if ((probe.periodSeconds ?? 0) === 0) probe.periodSeconds = 10;
  if ((probe.successThreshold ?? 0) === 0) probe.successThreshold = 1;
  if ((probe.failureThreshold ?? 0) === 0) probe.failureThreshold = 3;
  defaultHttpGet(probe.httpGet);
  if (probe.grpc !== undefined) probe.grpc.service ??= '';
}

function defaultLifecycle(lifecycle: Lifecycle | undefined): void {
  defaultHttpGet(lifecycle?.postStart?.httpGet);
  defaultHttpGet(lifecycle?.preStop?.httpGet);
}

function defaultHttpGet(action: HTTPGetAction | undefined): void {
  if (action === undefined) return;
  if ((action.path ?? '') === '') action.path = '/';
  if ((action.scheme ?? '') === '') action.scheme = 'HTTP';
}
