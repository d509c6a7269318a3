import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../api/object.ts';
import { loadText } from '../load/load.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { plan } from './plan.ts';
import type { PlanOutcome } from './plan-model.ts';
import { parseNodes } from './synthetic-nodes.ts';

const SHOP = fileURLToPath(new URL('../../testdata/shop', import.meta.url));

function joined(sets: readonly ManifestSet[]): ManifestSet {
  return { ...loadText(''), files: sets.flatMap(({ files }) => files), documents: sets.flatMap(({ documents }) => documents), findings: sets.flatMap(({ findings }) => findings) };
}

function folder(name: string): ManifestSet[] {
  return readdirSync(join(SHOP, name)).sort().map((file) => loadText(readFileSync(join(SHOP, name, file), 'utf8'), `${name}/${file}`));
}

const NODES = loadText(readFileSync(join(SHOP, 'nodes.yaml'), 'utf8'), 'nodes.yaml').documents.map(({ object }) => object as unknown as KubeObject);

function deployment(name: string, replicas: number, container: string, spec = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
${spec}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - {name: main, ${container}}
`;
}

function planOf(before: string | undefined, after: string, nodes?: string): PlanOutcome {
  return plan(before === undefined ? undefined : loadText(before, 'before.yaml'), loadText(after, 'after.yaml'), nodes === undefined ? {} : { cluster: parseNodes(nodes) });
}

function rules({ findings }: PlanOutcome): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

describe('plan of the shop', () => {
  const outcome = plan(joined(folder('before')), joined(folder('after')), { cluster: NODES });

  it('shows the rolling update step by step and the one pod that fits no node', () => {
    const web = outcome.plan.rollouts.find(({ object }) => object.name === 'web');
    expect(web).toMatchObject({ verdict: 'stalls', replicasBefore: 6, replicasAfter: 6, minReady: 5, budget: { name: 'web', desiredHealthy: 5 } });
    expect(web?.steps.length).toBeGreaterThan(3);
    expect(outcome.plan.pending).toMatchObject([{ workload: 'shop/web', pods: 1, message: expect.stringContaining('0/3 nodes are available') as string, closest: { lacks: expect.stringContaining('cpu short') as string } }]);
    expect(outcome.findings.filter(({ rule }) => rule === 'plan/unschedulable')).toMatchObject([{ file: 'after/web.yaml', path: 'spec.template.spec.containers[0].resources.requests.cpu' }]);
  });

  it('is JSON and the same for shuffled files', () => {
    expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
    const shuffled = plan(joined(folder('before').reverse()), joined(folder('after').reverse()), { cluster: [...NODES].reverse() });
    expect(JSON.stringify(shuffled)).toBe(JSON.stringify(outcome));
  });

  it('says nothing when nothing changes', () => {
    const same = plan(joined(folder('after')), joined(folder('after')), { cluster: NODES });
    expect(same.plan.changes).toEqual([]);
    expect(same.plan.rollouts).toEqual([]);
    expect(same.findings).toEqual([]);
  });

  it('prints no secret', () => {
    expect(JSON.stringify(outcome)).not.toContain('not-the-real-one');
    expect(JSON.stringify(outcome)).not.toContain(btoa('not-the-real-one'));
  });
});

describe('rollouts', () => {
  it('claims no placement without nodes, and says so', () => {
    const { plan: result } = planOf(deployment('web', 4, 'image: "a:1"'), deployment('web', 4, 'image: "a:2"'));
    expect(result).toMatchObject({ placements: [], pending: [], rollouts: [{ verdict: 'completes', replicasBefore: 4, minReady: 3 }] });
    expect(result.assumptions).toContain('every pod finds a node');
    expect(result.changes[0]?.effects[0]?.text).toMatch(/^rolls 4 pods, never below 3 ready, complete after/);
  });

  it('sees a required anti-affinity with a surge on as many nodes as replicas', () => {
    const text = (image: string): string => deployment('web', 3, `image: "${image}"`).replace('    spec:\n', '    spec:\n      affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}\n');
    const outcome = planOf(text('a:1'), text('a:2'), '3x4cpu16Gi');
    expect(outcome.plan.rollouts).toMatchObject([{ verdict: 'stalls', minReady: 3, because: expect.stringContaining('anti-affinity') as string }]);
    expect(rules(outcome)).toEqual(['plan/stuck-rollout', 'plan/unschedulable']);
  });

  it('sees a quota without room for the surge', () => {
    const quota = 'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: small}\nspec: {hard: {pods: "3"}}\n---\n';
    const outcome = planOf(quota + deployment('web', 3, 'image: "a:1"'), quota + deployment('web', 3, 'image: "a:2"'));
    expect(outcome.plan.rollouts).toMatchObject([{ verdict: 'stalls', quotas: [{ quota: 'small', resource: 'pods', peak: '3', hard: '3', exceeded: true }] }]);
    expect(rules(outcome)).toEqual(['plan/quota-exceeded']);
  });

  it('sees the gap of a Recreate deployment behind a Service', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\n';
    const text = (image: string): string => service + deployment('web', 2, `image: "${image}"`, '  strategy: {type: Recreate}');
    const outcome = planOf(text('a:1'), text('a:2'));
    expect(outcome.plan.services).toMatchObject([{ service: 'default/web', before: 2, after: 2, minReady: 0 }]);
    expect(rules(outcome)).toEqual(['plan/downtime']);
  });
});

describe('nodes', () => {
  it('are refused when they do not say what they have', () => {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'empty' } } as KubeObject;
    expect(() => plan(undefined, loadText(deployment('web', 1, 'image: "a:1"')), { cluster: [node] })).toThrow('Node empty has no status.allocatable');
  });
});

describe('requests', () => {
  it('says that an immutable selector is refused, at its line', () => {
    const after = deployment('web', 1, 'image: "a:1"').replaceAll('app: web', 'app: shop');
    const outcome = planOf(deployment('web', 1, 'image: "a:1"'), after);
    expect(outcome.plan.changes).toMatchObject([{ action: 'replace', fields: [{ path: 'spec.selector.matchLabels[app]', forcesReplacement: true }, { path: 'spec.template.metadata.labels[app]' }] }]);
    expect(outcome.findings).toMatchObject([{ rule: 'plan/immutable-change', line: 7 }]);
  });

  it('keeps going when an object cannot be read at all', () => {
    const outcome = planOf(undefined, `${deployment('web', 1, 'image: "a:1"')}---\n${deployment('bad', 1, 'image: 5, env: x').replace('replicas: 1', 'replicas: many')}`);
    expect(outcome.plan.changes.map(({ object, refused }) => [object.name, refused?.code])).toEqual([['web', undefined], ['bad', 400]]);
    expect(rules(outcome)).toEqual(['plan/refused']);
  });

  it('takes kinds that nobody defines as served elsewhere', () => {
    const { plan: result, findings } = planOf(undefined, 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a, namespace: b}\n');
    expect(findings).toEqual([]);
    expect(result.assumptions.join()).toContain('Widget (example.com/v1) is served by definitions outside the input');
  });

  it('serves kinds that the cluster defines, by what it was told of definitions or by its snapshot', () => {
    const [definition] = loadText(
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec: {group: example.com, scope: Cluster, names: {kind: Widget, plural: widgets}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {size: {type: integer}}}}}]}\n',
      'crd.yaml',
    ).documents.map(({ object }) => object as unknown as KubeObject);
    if (definition === undefined) throw new Error('no definition');
    const widget = (size: string): string => `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nsize: ${size}\n`;
    for (const options of [{ definitions: [definition] }, { cluster: [definition] }, { definitions: [definition], cluster: [definition] }]) {
      const planned = (size: string): PlanOutcome => plan(undefined, loadText(widget(size), 'after.yaml'), options);
      const fine = planned('1');
      expect([fine.plan.assumptions.join(), rules(fine), fine.plan.changes.length]).toEqual([expect.not.stringContaining('Widget'), [], 1]);
      expect(rules(planned('big'))).toEqual(['plan/refused']);
    }
  });
});

describe('predictions', () => {
  it('names pods that keep an old configuration', () => {
    const config = (level: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {LEVEL: ${level}}\n---\n`;
    const user = deployment('web', 2, 'image: "a:1", envFrom: [{configMapRef: {name: settings}}]');
    const outcome = planOf(config('info') + user, config('debug') + user);
    expect(outcome.findings).toMatchObject([{ rule: 'plan/stale-config', line: 4, message: '2 pods of Deployment default/web keep the old LEVEL until restarted' }]);
    expect(planOf(config('info') + user, config('debug') + user.replace('a:1', 'a:2')).findings).toEqual([]);
  });

  it('names a budget that blocks drains, and an autoscaler that the manifest fights', () => {
    const budget = 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {minAvailable: 1, selector: {matchLabels: {app: web}}}\n---\n';
    expect(rules(planOf(undefined, budget + deployment('web', 1, 'image: "a:1"')))).toEqual(['plan/budget-blocks-drain']);
    expect(rules(planOf(undefined, budget + deployment('web', 2, 'image: "a:1"')))).toEqual([]);
    const scaler = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {minReplicas: 2, maxReplicas: 4, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]}\n---\n';
    expect(rules(planOf(undefined, scaler + deployment('web', 2, 'image: "a:1"')))).toEqual(['plan/hpa-fights-manifest', 'plan/hpa-without-requests']);
  });

  it('names a Service whose selector no longer matches', () => {
    const service = (app: string): string => `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: ${app}}, ports: [{port: 80}]}\n---\n`;
    expect(rules(planOf(service('web') + deployment('web', 2, 'image: "a:1"'), service('shop') + deployment('web', 2, 'image: "a:1"')))).toEqual(['plan/no-endpoints', 'plan/selector-orphaned']);
  });

  it('tells how pods are spread over zones and over what their constraint names', () => {
    const constraint = '      topologySpreadConstraints: [{maxSkew: 1, topologyKey: rack, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]\n';
    const web = (replicas: number): ManifestSet => loadText(`apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: ${replicas}\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n${constraint}      containers: [{name: web, image: "web:1"}]\n`, 'web.yaml');
    const nodes = parseNodes('2x4cpu8Gi@a,1x4cpu8Gi@b').map((node, index) => ({ ...node, metadata: { ...node.metadata, labels: { ...node.metadata.labels, rack: index === 0 ? 'r1' : 'r2' } } }));
    const { plan: made } = plan(web(2), web(4), { cluster: nodes });
    expect(made.spreads.map(({ key, maxSkew, required }) => [key, maxSkew, required])).toEqual([['topology.kubernetes.io/zone', undefined, undefined], ['rack', 1, true]]);
    expect(made.spreads[1]?.domains).toEqual([{ domain: 'r1', before: 1, after: 2 }, { domain: 'r2', before: 1, after: 2 }]);
    expect(plan(web(2), web(4), { cluster: parseNodes('3x4cpu8Gi') }).plan.spreads).toEqual([]);
  });
});
