import { matchesLabelSelector } from '../../src/api/label-selector.ts';
import { booleanAt, mapAt, mapsAt, numberAt, textAt } from '../../src/lint/fields.ts';
import { amountOfPodsAt, podsOf } from '../../src/lint/model/amount-of-pods.ts';
import type { PodView } from '../../src/lint/model/pod-view.ts';
import { portsOf } from '../../src/lint/model/probes.ts';
import { labelSelectorAt } from '../../src/lint/model/selector.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'surge-fits',
  category: 'reliability',
  severity: 'info',
  summary: 'A rolling update finds room for its extra pods.',
  why: 'With a hostPort or a required anti-affinity of one pod a node, the new pod needs a node on which no old one runs; when maxUnavailable rounds to 0, the update waits for such a node, for ever if there is none.',
  fix: 'Allow one pod to be unavailable (maxUnavailable 1, maxSurge 0), or drop the hostPort or soften the anti-affinity.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    stuck: '{kind} "{name}" starts a new pod before it stops an old one, but {cause} keeps two off one node: an update needs a free node, so set maxUnavailable to 1 or more',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example/web:1.2.3
          ports:
            - containerPort: 8080
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec: # want stuck
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example/web:1.2.3
          ports:
            - containerPort: 8080
              hostPort: 80
`,
      },
    ],
  },
  target: ['Deployment', 'DaemonSet'],
  check: ({ object, report }) => {
    const { pod } = object;
    if (pod === undefined) return;
    const isDaemon = object.kindKey === 'DaemonSet';
    const field = isDaemon ? 'updateStrategy' : 'strategy';
    const type = textAt(object.value, 'spec', field, 'type') ?? 'RollingUpdate';
    if (type !== 'RollingUpdate') return;
    const settings = mapAt(object.value, 'spec', field, 'rollingUpdate');
    const total = isDaemon ? 1 : (pod.replicas ?? 1);
    const unavailable = podsOf(amountOfPodsAt(settings, 'maxUnavailable') ?? (isDaemon ? { value: 1, percent: false } : { value: 25, percent: true }), total, isDaemon ? 'up' : 'down');
    if (unavailable > 0 || total === 0) return;
    const cause = crowding(pod);
    if (cause === undefined) return;
    report({ path: `spec.${field}.rollingUpdate.maxUnavailable`, messageId: 'stuck', data: { kind: object.kind, name: object.name, cause } });
  },
});

/** What keeps two of a workload's pods off one node. */
function crowding(pod: PodView): string | undefined {
  const port = pod.containers.flatMap((container) => portsOf(container)).map(({ value }) => numberAt(value, 'hostPort') ?? 0).find((hostPort) => hostPort > 0);
  if (port !== undefined) return `hostPort ${port}`;
  if (pod.containers.some((container) => booleanAt(pod.spec, 'hostNetwork') === true && portsOf(container).length > 0)) return 'the network of the host';
  const exclusive = mapsAt(pod.spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution').some(
    ([, term]) => textAt(term, 'topologyKey') === 'kubernetes.io/hostname' && matchesLabelSelector(labelSelectorAt(term, 'labelSelector'), pod.labels),
  );
  return exclusive ? 'the required anti-affinity' : undefined;
}
