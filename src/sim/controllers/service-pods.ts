import type { LabelSelector } from '../../api/types/meta-v1.ts';
import type { ServicePort } from '../../api/types/core-v1.ts';
import type { Client } from '../apiserver/client.ts';
import type { WorkQueue } from '../kernel/work-queue.ts';
import { objectKey, type Pod, type Service } from '../objects.ts';
import { SelectorIndex } from '../store/selector-index.ts';

/** Puts a Service's key into the queue whenever it changes, or a pod that it selects or selected does. */
export function watchServicePods(client: Client, queue: WorkQueue): void {
  const selectors = new SelectorIndex();
  client.watch('Service', ({ type, object }) => {
    const key = objectKey(object);
    selectors.set(key, object.metadata.namespace ?? '', type === 'deleted' ? undefined : serviceSelector(object));
    queue.add(key);
  });
  client.watch('Pod', ({ type, object, previous }) => {
    const namespace = object.metadata.namespace ?? '';
    if (type === 'updated' && previous !== undefined && !matters(object, previous)) return;
    for (const key of selectors.matching(namespace, object.metadata.labels)) queue.add(key);
    if (previous !== undefined && previous.metadata.labels !== object.metadata.labels) for (const key of selectors.matching(namespace, previous.metadata.labels)) queue.add(key);
  });
}

/** A Service without a selector has endpoints that somebody else writes: undefined. */
export function serviceSelector(service: Service): LabelSelector | undefined {
  const selector = service.spec?.selector;
  if (selector === undefined || Object.keys(selector).length === 0 || service.spec?.type === 'ExternalName') return undefined;
  return { matchLabels: selector };
}

/** The number that a port of a Service has in this pod; undefined for a name that the pod does not have (FindPort in pkg/api/v1/pod/util.go, v1.36). */
export function podPortOf(port: ServicePort, pod: Pod): number | undefined {
  const target = port.targetPort ?? port.port;
  return typeof target === 'string' ? namedPort(pod, target, port.protocol ?? 'TCP') : target;
}

function namedPort(pod: Pod, name: string, protocol: string): number | undefined {
  const sidecars = (pod.spec?.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  for (const container of [...(pod.spec?.containers ?? []), ...sidecars]) {
    for (const port of container.ports ?? []) if (port.name === name && (port.protocol ?? 'TCP') === protocol) return port.containerPort;
  }
  return undefined;
}

function matters(pod: Pod, previous: Pod): boolean {
  return (
    pod.status !== previous.status ||
    pod.spec?.nodeName !== previous.spec?.nodeName ||
    pod.metadata.labels !== previous.metadata.labels ||
    pod.metadata.deletionTimestamp !== previous.metadata.deletionTimestamp
  );
}
