import { cloneJson } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Service } from '../../api/types/core-v1.ts';

const FIRST_NODE_PORT = 30000;
const CLUSTER_IP = '10.96.0.10';

/** What the cluster gives out when it stores an object: of the recorded kinds, only Services get anything. */
export function allocated(object: KubeObject): KubeObject {
  if (object.kind !== 'Service') return object;
  const service = cloneJson(object) as KubeObject & Service;
  const spec = (service.spec ??= {});
  if (spec.type === 'ExternalName') return service;
  spec.clusterIP ??= CLUSTER_IP;
  spec.clusterIPs ??= [spec.clusterIP];
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return service;
  const taken = new Set((spec.ports ?? []).map((port) => port.nodePort));
  let next = FIRST_NODE_PORT;
  for (const port of spec.ports ?? []) {
    if ((port.nodePort ?? 0) !== 0) continue;
    while (taken.has(next)) next += 1;
    port.nodePort = next;
    taken.add(next);
  }
  return service;
}
