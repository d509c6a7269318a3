import type { KubeObject } from '../api/object.ts';
import { parseNodes } from '../plan/synthetic-nodes.ts';
import { createSimulation } from '../sim/simulation.ts';

function template(name: string, extra: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return {
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'app', image: `registry.example.org/${name}:1`, resources: { requests: { cpu: '100m', memory: '128Mi' } } }], ...extra },
  };
}

function deployment(name: string, replicas: number, extra: Readonly<Record<string, unknown>> = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: template(name, extra) },
  } as KubeObject;
}

const ZONE_SPREAD = (name: string): Readonly<Record<string, unknown>> => ({
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: name } } },
  ],
});

/** The two figures of the simulator's speed, a line each: 10,000 pods onto 5,000 nodes, and 1,000 rollouts. */
export function measureSimulation(): string[] {
  return [scheduling(5_000, 10_000), rollouts(1_000, 10)];
}

function scheduling(nodes: number, pods: number): string {
  const simulation = createSimulation();
  const zones = ['a', 'b', 'c'];
  for (const [index, zone] of zones.entries()) {
    const share = Math.floor((nodes + index) / zones.length);
    for (const node of parseNodes(`${share}x8cpu32Gi@zone-${zone}`)) simulation.restore(renamed(node, zone));
  }
  simulation.run();
  const apps = 10;
  for (let index = 0; index < apps; index += 1) simulation.apply(deployment(`app-${index}`, pods / apps, ZONE_SPREAD(`app-${index}`)));
  const start = performance.now();
  const outcome = simulation.run();
  const seconds = (performance.now() - start) / 1000;
  const bound = simulation.list('Pod').filter((pod) => (pod as { spec?: { nodeName?: string } }).spec?.nodeName !== undefined).length;
  return `${bound} pods with a zone spread scheduled and started on ${simulation.list('Node').length} nodes in ${seconds.toFixed(2)} s (${outcome.stoppedBecause}), ${peakMiB()} MiB`;
}

function renamed(node: KubeObject, zone: string): KubeObject {
  return { ...node, metadata: { ...node.metadata, name: `${zone}-${node.metadata.name}`, labels: { ...node.metadata.labels, 'kubernetes.io/hostname': `${zone}-${node.metadata.name}` } } };
}

function rollouts(deployments: number, replicas: number): string {
  const simulation = createSimulation({ placement: 'anywhere' });
  for (let index = 0; index < deployments; index += 1) simulation.apply(deployment(`app-${index}`, replicas));
  const start = performance.now();
  const outcome = simulation.run();
  const seconds = (performance.now() - start) / 1000;
  return `${deployments} Deployments of ${replicas} replicas rolled out in ${seconds.toFixed(2)} s (${outcome.stoppedBecause}), ${peakMiB()} MiB`;
}

/** Resident memory now; the largest so far is what the operating system knows. */
function peakMiB(): string {
  return (process.resourceUsage().maxRSS / 1024).toFixed(0);
}
