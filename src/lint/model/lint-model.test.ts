import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import type { ExternalObject, LintModel } from './lint-model.ts';
import { lintModelOf } from './lint-model.ts';
import { effectiveAmount, podAmount } from './resources.ts';

function modelOf(yaml: string, external: readonly ExternalObject[] = []): LintModel {
  return lintModelOf(loadText(yaml, 'a.yaml'), { defaultNamespace: 'default', podTemplates: [], external });
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web, tier: front } }\nspec: { containers: [] }\n';
const names = (objects: readonly { readonly name: string }[]): string[] => objects.map(({ name }) => name);

describe('finding objects', () => {
  it('by kind, namespace and name, without taking a kind of another group for it', () => {
    const model = modelOf('apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: { name: a }\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: b }\n');
    expect(model.find('Service', 'default', 'a')).toBeUndefined();
    expect(model.find('Secret', 'default', 'b')?.name).toBe('b');
    expect(model.find('Secret', 'shop', 'b')).toBeUndefined();
    expect(model.findOfAnyGroup('Service', '', 'a')?.kindKey).toBe('serving.knative.dev/Service');
  });

  it('that are declared to exist elsewhere', () => {
    const model = modelOf('', [{ kind: 'Secret', name: 'db-*' }, { kind: 'ConfigMap', namespace: 'shop' }]);
    expect(model.exists('Secret', 'any', 'db-main')).toBe(true);
    expect(model.exists('Secret', 'any', 'web')).toBe(false);
    expect(model.exists('ConfigMap', 'shop', 'x')).toBe(true);
    expect(model.exists('ConfigMap', 'other', 'x')).toBe(false);
  });
});

describe('selectors', () => {
  const service = (name: string, selector: string): string => `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop }\nspec: { selector: ${selector} }\n`;

  it('find pods of their namespace only', () => {
    const model = modelOf(POD);
    expect(names(model.podsMatching('shop', { matchLabels: { app: 'web' } }))).toEqual(['web']);
    expect(model.podsMatching('other', { matchLabels: { app: 'web' } })).toEqual([]);
    expect(model.podsMatching('shop', { matchLabels: { app: 'web', tier: 'back' } })).toEqual([]);
    expect(model.hasPod('shop', { matchLabels: {}, matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }] })).toBe(true);
    expect(model.hasPod('shop', { matchLabels: {}, matchExpressions: [] })).toBe(true);
  });

  it('are found from the pod; Services without a selector select nothing', () => {
    const model = modelOf([POD, service('a', '{ app: web }'), service('b', '{ tier: front, app: web }'), service('c', '{ app: other }'), service('d', '{}')].join('---\n'));
    const { pod } = model.find('Pod', 'shop', 'web') ?? {};
    expect(pod && names(model.selecting('Service', pod)).sort()).toEqual(['a', 'b']);
  });
});

describe('autoscalers', () => {
  it('are found from what they scale', () => {
    const model = modelOf(
      [
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: {}\n',
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: h }\nspec: { scaleTargetRef: { kind: Deployment, name: web } }\n',
        'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: k, namespace: default }\nspec: { scaleTargetRef: { name: web } }\n',
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: other, namespace: shop }\nspec: { scaleTargetRef: { kind: Deployment, name: web } }\n',
      ].join('---\n'),
    );
    const deployment = model.find('Deployment', 'default', 'web');
    expect(deployment && names(model.autoscalersOf(deployment))).toEqual(['h', 'k']);
  });
});

describe('containers', () => {
  const yaml = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  securityContext: { runAsUser: 1000, runAsNonRoot: true, windowsOptions: { runAsUserName: a }, fsGroup: 1 }
  resources: { limits: { memory: 1Gi } }
  initContainers: [{ name: a }, { name: b, restartPolicy: Always }]
  containers:
    - { name: c, securityContext: { runAsUser: 0, privileged: false, windowsOptions: { hostProcess: true } }, resources: { limits: { cpu: 1 } } }
  ephemeralContainers: [{ name: d }]
`;
  const { pod } = modelOf(yaml).find('Pod', 'default', 'web') ?? {};

  it('know their roles and places', () => {
    expect(pod?.containers.map(({ name, role, path }) => `${name} ${role} ${path}`)).toEqual([
      'a init spec.initContainers[0]', 'b sidecar spec.initContainers[1]', 'c regular spec.containers[0]', 'd ephemeral spec.ephemeralContainers[0]',
    ]);
  });

  it('inherit the security settings of their pod that are meant for containers', () => {
    expect(pod?.containers[0]?.securityContext).toEqual({ runAsUser: 1000, runAsNonRoot: true, windowsOptions: { runAsUserName: 'a' } });
    expect(pod?.containers[2]?.securityContext).toEqual({ runAsUser: 0, runAsNonRoot: true, privileged: false, windowsOptions: { runAsUserName: 'a', hostProcess: true } });
  });

  it('request what they are limited to, and the pod likewise', () => {
    const container = pod?.containers[2];
    expect(container && effectiveAmount(container, 'requests', 'cpu')?.nanos).toBe(1_000_000_000n);
    expect(container && effectiveAmount(container, 'requests', 'memory')).toBeUndefined();
    expect(pod && podAmount(pod, 'requests', 'memory')?.nanos).toBe(2n ** 30n * 1_000_000_000n);
  });
});
