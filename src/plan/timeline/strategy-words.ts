import type { KubeObject } from '../../api/object.ts';
import { fencepostsOf } from '../../sim/controllers/deployment/arithmetic.ts';
import type { Deployment } from '../../sim/objects.ts';
import { fieldOf, numberAt, textAt } from '../objects/workload.ts';
import { count } from '../words.ts';

/** How a workload replaces its pods, in numbers: `rolling, up to 2 pods more and 1 fewer than 6`. */
export function strategyWords(workload: KubeObject): string {
  const replicas = numberAt(workload, 'spec', 'replicas') ?? 1;
  switch (workload.kind) {
    case 'Deployment': {
      if (textAt(workload, 'spec', 'strategy', 'type') === 'Recreate') return 'recreate: all old pods stop before new ones start';
      const { surge, unavailable } = fencepostsOf(workload as Deployment);
      return `rolling: up to ${count(surge, 'pod')} more and ${unavailable} fewer than ${replicas}`;
    }
    case 'StatefulSet': {
      if (textAt(workload, 'spec', 'updateStrategy', 'type') === 'OnDelete') return 'on delete: a pod changes when somebody deletes it';
      const partition = numberAt(workload, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
      return `one by one, the highest ordinal first${partition > 0 ? `, down to ordinal ${partition}` : ''}`;
    }
    case 'DaemonSet': {
      if (textAt(workload, 'spec', 'updateStrategy', 'type') === 'OnDelete') return 'on delete: a pod changes when somebody deletes it';
      const most = fieldOf(workload, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable') ?? 1;
      const surge = fieldOf(workload, 'spec', 'updateStrategy', 'rollingUpdate', 'maxSurge') ?? 0;
      return surge === 0 || surge === '0%' ? `node by node, ${String(most)} at a time` : `node by node, the new pod first, ${String(surge)} at a time`;
    }
    case 'Job':
      return `${count(numberAt(workload, 'spec', 'completions') ?? 1, 'completion')}, ${numberAt(workload, 'spec', 'parallelism') ?? 1} at a time`;
    case 'Pod':
      return 'a single pod that nothing replaces';
    default:
      return `keeps ${count(replicas, 'pod')}`;
  }
}
