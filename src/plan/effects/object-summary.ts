import type { KubeObject } from '../../api/object.ts';
import { fieldOf, listAt, numberAt, podSpecOf, replicasOf, textAt } from '../objects/workload.ts';
import { count, listed } from '../words.ts';

/** What an object is about, in a few words: `6 replicas of shop/web:1.5.0`, `min 6, max 12`. Undefined when there is nothing to say. */
export function objectSummary(object: KubeObject): string | undefined {
  const images = (podSpecOf(object)?.containers ?? []).map(({ image }) => image ?? '').filter((image) => image !== '');
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
    case 'ReplicationController':
      return `${count(replicasOf(object) ?? 1, 'replica')} of ${listed(images)}`;
    case 'DaemonSet':
    case 'Job':
    case 'Pod':
      return listed(images);
    case 'CronJob':
      return `${textAt(object, 'spec', 'schedule') ?? ''}: ${listed(images)}`;
    case 'HorizontalPodAutoscaler':
      return `min ${numberAt(object, 'spec', 'minReplicas') ?? 1}, max ${numberAt(object, 'spec', 'maxReplicas') ?? 0}`;
    case 'Service':
      return [textAt(object, 'spec', 'type') ?? 'ClusterIP', ...listAt(object, 'spec', 'ports').map((port) => `${textAt(port, 'protocol') ?? 'TCP'} ${numberAt(port, 'port') ?? ''}`)].join(', ');
    case 'Ingress':
      return listed(listAt(object, 'spec', 'rules').map((rule) => textAt(rule, 'host') ?? '*'));
    case 'ConfigMap':
    case 'Secret':
      return count(['data', 'binaryData', 'stringData'].reduce((sum, name) => sum + Object.keys((fieldOf(object, name) as object | undefined) ?? {}).length, 0), 'key');
    case 'PersistentVolumeClaim':
      return `${String(fieldOf(object, 'spec', 'resources', 'requests', 'storage') ?? 'no size')}, ${listAt(object, 'spec', 'accessModes').join(', ')}`;
    case 'ResourceQuota':
      return Object.entries((fieldOf(object, 'spec', 'hard') as Record<string, unknown> | undefined) ?? {}).map(([name, amount]) => `${name} ${String(amount)}`).join(', ');
    default:
      return undefined;
  }
}
