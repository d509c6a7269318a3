import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { loadText } from '../../load/load.ts';
import type { ManifestSet } from '../../load/manifest-set.ts';
import { plan } from '../plan.ts';
import type { PlanOutcome } from '../plan-model.ts';
import { parseNodes } from '../synthetic-nodes.ts';
import { parseAction } from './action.ts';
import { parseExpectation } from './expectation.ts';
import { readScenario } from './scenario.ts';

function web(replicas: number, image: string, cpu = '100m', strategy = 'RollingUpdate'): ManifestSet {
  return loadText(
    `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: ${replicas}
  strategy: {type: ${strategy}}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "${image}", resources: {requests: {cpu: ${cpu}}}}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
`,
    'web.yaml',
  );
}

function asked(question: string, set: ManifestSet, nodes: string, before?: ManifestSet): PlanOutcome {
  return plan(before, set, { cluster: parseNodes(nodes), whatIf: [parseAction(question)] });
}

describe('parseAction', () => {
  it.each(['drain', 'drain:', 'explode:node-1', 'scale:web=3', 'scale:Deployment/web', 'scale:Deployment/a/b/c=3', 'each-node-down:x', 'kubernetes-version:2.0', 'image-broken:web'])('refuses %s', (text) => {
    expect(() => parseAction(text)).toThrow(/--what-if|kubeplan knows/);
  });

  it('reads what is scaled, with and without a namespace', () => {
    expect(parseAction('scale:Deployment/shop/web=8')).toEqual({ kind: 'scale', workload: { kind: 'Deployment', namespace: 'shop', name: 'web' }, replicas: 8 });
    expect(parseAction('image-broken:StatefulSet/db')).toEqual({ kind: 'image-broken', workload: { kind: 'StatefulSet', namespace: undefined, name: 'db' } });
  });
});

describe('what if', () => {
  it('a node with a spare beside it is drained', () => {
    expect(asked('drain:node-1', web(2, 'a:1'), '2x4cpu8Gi').plan.whatIf).toMatchObject([{ question: 'node node-1 is drained', holds: true }]);
  });

  it('a budget lets no pod go', () => {
    const outcome = asked('drain:node-1', web(1, 'a:1'), '1x4cpu8Gi');
    expect(outcome.plan.whatIf).toMatchObject([{ holds: false, answer: expect.stringContaining('the drain does not end: 1 pod may not be evicted') as string }]);
    expect(outcome.findings.map(({ rule }) => rule)).toContain('plan/what-if');
  });

  it('there is no room for more', () => {
    expect(asked('scale:Deployment/shop/web=5', web(2, 'a:1', '1'), '1x4cpu8Gi').plan.whatIf).toMatchObject([{ holds: false, answer: '1 pod finds no node', details: ['Deployment shop/web goes from 2 to 5 pods', '1 pod of shop/web: 0/1 nodes are available: 1 Insufficient cpu'] }]);
  });

  it('the new version never becomes ready', () => {
    const rolling = asked('image-broken:Deployment/shop/web', web(4, 'a:2'), '2x4cpu8Gi', web(4, 'a:1'));
    expect(rolling.plan.whatIf).toMatchObject([{ holds: true, answer: expect.stringMatching(/^3 of 4 pods go on serving; setting it back recovers/) as string }]);
    const recreate = asked('image-broken:Deployment/shop/web', web(4, 'a:2', '100m', 'Recreate'), '2x4cpu8Gi', web(4, 'a:1', '100m', 'Recreate'));
    expect(recreate.plan.whatIf).toMatchObject([{ holds: false, answer: expect.stringMatching(/^0 of 4 pods go on serving/) as string }]);
  });

  it('a node fails: its pods are given up after five minutes, and others take their place where there is room', () => {
    const [roomy] = asked('node-down:node-1', web(2, 'a:1'), '2x4cpu8Gi').plan.whatIf;
    expect(roomy).toMatchObject({ holds: true, details: ['shop/web: 2 ready endpoints, at least 1, 2 in the end'] });
    expect(roomy?.answer).toMatch(/the last pod has moved after [5-9] ?m/);
    expect(asked('node-down:node-1', web(4, 'a:1', '2'), '2x4cpu8Gi').plan.whatIf).toMatchObject([{ holds: false, answer: '2 pods find no node' }]);
    expect(asked('each-node-down', web(2, 'a:1'), '1x4cpu8Gi').plan.whatIf).toMatchObject([{ holds: false, answer: '1 of 1 node cannot be missed: node-1' }]);
  });

  it('the load rises, and the autoscaler finds the size that fits it', () => {
    const scaled = loadText(
      `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: a, resources: {requests: {cpu: 500m}}}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec:
  minReplicas: 4
  maxReplicas: 12
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
`,
      'web.yaml',
    );
    expect(asked('load:Deployment/shop/web=90%cpu', scaled, '1x4cpu8Gi').plan.whatIf).toMatchObject([{ holds: true, details: ['Deployment shop/web goes from 4 to 6 pods'] }]);
    expect(asked('load:Deployment/shop/web=200%cpu', scaled, '1x4cpu8Gi').plan.whatIf).toMatchObject([{ holds: false, answer: '4 pods find no node' }]);
  });

  it.each(['drain:nowhere', 'zone-down:moon', 'scale:Deployment/shop/api=2'])('%s names something that does not exist', (question) => {
    expect(() => asked(question, web(1, 'a:1'), '1x4cpu8Gi')).toThrow(/there is no|no node is in that zone/);
  });
});

describe('scenarios', () => {
  const scenario = (text: string): ReturnType<typeof readScenario> => {
    const [document] = loadText(text, 'scenario.yaml').documents;
    if (document === undefined) throw new Error('no document');
    return readScenario(document);
  };
  const STEPS = (least: number): string => `
apiVersion: kubeplan.dev/v1
kind: Scenario
metadata: {name: night}
steps:
  - drain: node-1
    expect: [available(Deployment/shop/web) >= ${least}, pending == 0]
  - scale: Deployment/shop/web=3
    expect: endpoints(shop/web) >= ${least}
`;

  it('passes while every expectation holds', () => {
    const outcome = plan(undefined, web(2, 'a:1'), { cluster: parseNodes('2x4cpu8Gi'), scenarios: [scenario(STEPS(1))] });
    expect(outcome.plan.whatIf.map(({ holds }) => holds)).toEqual([true, true]);
    expect(outcome.findings).toEqual([]);
  });

  it('fails at the step whose expectation is broken, with the number that was seen', () => {
    const outcome = plan(undefined, web(2, 'a:1'), { cluster: parseNodes('2x4cpu8Gi'), scenarios: [scenario(STEPS(2))] });
    expect(outcome.findings).toMatchObject([{ rule: 'plan/what-if', severity: 'error', file: 'scenario.yaml', line: 6, message: 'when node node-1 is drained: available(Deployment/shop/web) >= 2: it was 1' }]);
  });

  it.each(['steps: 5', 'steps: [5]', 'steps: [{drain: a, wait: 5m}]', 'steps: [{expect: pending == 0}]', 'steps: [{wait: soon}]', 'steps: [{drain: a, expect: fine}]'])('refuses %s', (text) => {
    expect(() => scenario(`apiVersion: kubeplan.dev/v1\nkind: Scenario\nmetadata: {name: a}\n${text}\n`)).toThrow(/scenario|step|expectation/);
  });

  it('reads expectations of every metric', () => {
    expect(parseExpectation('without-endpoints(shop/web) <= 5 s')).toMatchObject({ metric: 'without-endpoints', subject: 'shop/web', operator: '<=', value: 5 });
    expect(() => parseExpectation('available >= 2')).toThrow(/cannot read the expectation/);
  });
});

describe('what containers and nodes use', () => {
  const LIMITED = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "web:2", resources: {requests: {memory: 1Gi}, limits: {memory: 2Gi}}}
      - {name: log, image: "log:1", resources: {requests: {memory: 64Mi}, limits: {memory: 128Mi}}}
`;
  const played = (text: string, nodes = '3x4cpu4Gi', before?: ManifestSet): PlanOutcome => {
    const [document] = loadText(text, 'scenario.yaml').documents;
    if (document === undefined) throw new Error('no document');
    return plan(before, loadText(LIMITED, 'web.yaml'), { cluster: parseNodes(nodes), scenarios: [readScenario(document)] });
  };
  const HEAD = 'apiVersion: kubeplan.dev/v1\nkind: Scenario\nmetadata: {name: use}\n';

  it.each<[string, boolean, RegExp]>([
    ['memory:Deployment/shop/web=1500Mi', true, /^nothing moves|^everything goes on/],
    ['memory:Deployment/shop/web=2100Mi', false, /a container uses more memory than allowed and is killed: web of Deployment shop\/web/],
    ['memory:Deployment/shop/web:log=130Mi', false, /killed: log of Deployment shop\/web/],
    ['memory:Node/node-1=3Gi', false, /nodes that run short evict 1 pod of Deployment shop\/web/],
    ['load:Deployment/shop/web=210%memory', false, /killed: log of Deployment shop\/web and web of Deployment shop\/web/],
  ])('%s', (question, holds, answer) => {
    expect(asked(question, loadText(LIMITED, 'web.yaml'), '3x4cpu4Gi').plan.whatIf).toMatchObject([{ holds, answer: expect.stringMatching(answer) as string }]);
  });

  it.each(['memory:web=300Mi', 'memory:Deployment/shop/web=much', 'memory:Node/node-1:web=1Gi', 'disk:Deployment/shop/web:=1Gi'])('%s cannot be read', (question) => {
    expect(() => parseAction(question)).toThrow(/cannot read/);
  });

  it('is a step of a scenario, with expectations of its own', () => {
    const { plan: made, findings } = played(`${HEAD}steps:\n- {memory: Deployment/shop/web=1500Mi, expect: [restarts(Deployment/shop/web) == 0, evicted == 0]}\n- {memory: Deployment/shop/web=3Gi, expect: restarts(Deployment/shop/web) == 0}\n`);
    expect(made.whatIf.map(({ holds }) => holds)).toEqual([true, false]);
    expect(findings).toMatchObject([{ rule: 'plan/what-if', line: 6, message: expect.stringMatching(/restarts\(Deployment\/shop\/web\) == 0: it was \d+/) as string }]);
  });

  it('can be said of the whole plan, of pods and of single containers', () => {
    const { plan: made, findings } = played(`${HEAD}pods:\n- {of: Deployment/shop/web, start: 3s}\n- {of: Deployment/shop/web, container: log, memory: 200Mi}\n`);
    expect(findings.map(({ rule, path }) => `${rule} ${path ?? ''}`)).toContain('plan/oom-kill spec.template.spec.containers[1].resources.limits.memory');
    expect(made.assumptions).toContain('container log of Deployment shop/web: memory 200Mi (scenario.yaml)');
  });

  it('is not blamed on what happens later', () => {
    const { plan: made } = played(`${HEAD}pods: [{of: Deployment/shop/web, container: log, memory: 200Mi}]\nsteps: [{wait: 5m}]\n`);
    expect(made.whatIf).toMatchObject([{ answer: expect.not.stringContaining('killed') as string }]);
  });

  it('says how long images take, and which are missing: what runs already has its own', () => {
    const ready = ({ plan: { rollouts } }: PlanOutcome): number | undefined => rollouts[0]?.durationMs;
    expect(ready(played(`${HEAD}pull-rate: 10Mi\nimages: [{name: "web:2", size: 300Mi}, {name: "docker.io/library/log:1", size: 20Mi}]\n`))).toBe(34_000);
    const missing = `${HEAD}images: [{name: "web:2", missing: true}, {name: "log:1", missing: true}]\n`;
    expect(played(missing).findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['plan/image-missing', 'plan/stuck-rollout']));
    expect(played(missing, '3x4cpu4Gi', loadText(LIMITED, 'web.yaml')).findings).toEqual([]);
  });

  it.each([
    ['images: 5', /list of maps/],
    ['images: [{size: 5Mi}]', /needs a name/],
    ['images: [{name: a, size: big}]', /is an amount such as 300Mi/],
    ['images: [{name: a, colour: red}]', /takes size/],
    ['pull-rate: fast', /pull-rate is an amount/],
    ['pods: [{memory: 5Mi}]', /needs `of`/],
    ['pods: [{of: Deployment/shop/web}]', /nothing is said of it/],
    ['pods: [{of: Deployment/shop/web, memori: 5Mi}]', /there is no memori/],
    ['pods: [{of: Deployment/shop/web, ready-after: soon}]', /ready-after takes a time such as 10s, or never/],
    ['stepps: []', /has no stepps/],
  ])('refuses %s', (text, message) => {
    expect(() => played(HEAD + text)).toThrow(message);
  });
});

describe('the example shop', () => {
  const folder = fileURLToPath(new URL('../../../testdata/shop', import.meta.url));
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const sets = readdirSync(join(folder, 'before')).sort().map((file) => loadText(text(`before/${file}`), `before/${file}`));
  const shop: ManifestSet = { files: [], documents: sets.flatMap(({ documents }) => documents), findings: [] };
  const cluster = loadText(text('nodes.yaml'), 'nodes.yaml').documents.map(({ object }) => object as unknown as KubeObject);
  const played = (scenario: string): PlanOutcome => {
    const [document] = loadText(scenario, 'scenario.yaml').documents;
    return plan(undefined, shop, { cluster, whatIf: [parseAction('each-node-down')], scenarios: document === undefined ? [] : [readScenario(document)] });
  };

  it('gets through its bad night, and may lose any node', () => {
    const { plan: made, findings } = played(text('scenario.yaml'));
    expect(made.whatIf.map(({ holds }) => holds)).toEqual([true, true, true, true, true]);
    expect(findings).toEqual([]);
  });

  it('fails when more is expected of it than it can do', () => {
    const { findings } = played(text('scenario.yaml').replace('endpoints(shop/web) >= 3', 'endpoints(shop/web) >= 6'));
    expect(findings).toMatchObject([{ rule: 'plan/what-if', file: 'scenario.yaml', message: expect.stringMatching(/^when node node-b fails: endpoints\(shop\/web\) >= 6: it was \d$/) as string }]);
  });
});
