import { describe, expect, test } from 'vitest';
import { loadText } from '../load/load.ts';
import { validate, type ValidateOptions } from './validate.ts';

function findings(yaml: string, options: ValidateOptions = {}): string[] {
  return validate(loadText(yaml, 'a.yaml'), options).findings.map(({ line, column, rule, path }) => `${line}:${column} ${rule} ${path}`);
}

function messages(yaml: string, options: ValidateOptions = {}): string[] {
  return validate(loadText(yaml, 'a.yaml'), options).findings.map(({ message }) => message);
}

const deployment = (container: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
      - name: web
${container}`;

describe('findings stand where the mistake is', () => {
  test('at the key of an unknown field, once', () => {
    expect(findings(deployment('        imagee: nginx\n'))).toEqual(['11:9 validate/unknown-field spec.template.spec.containers[0].imagee']);
    expect(messages(deployment('        imagee: nginx\n'))).toEqual(['there is no field imagee here, did you mean image?']);
  });

  test('at a value of the wrong type, for all of them', () => {
    expect(findings(deployment('        image: 1\n        ports:\n        - containerPort: "80"\n'))).toEqual([
      '11:16 validate/invalid-type spec.template.spec.containers[0].image',
      '13:26 validate/invalid-type spec.template.spec.containers[0].ports[0].containerPort',
    ]);
  });

  test('at the closest key above a missing field', () => {
    expect(findings(deployment(''))).toEqual(['10:9 validate/required-value spec.template.spec.containers[0].image']);
  });

  test('at the key that occurs twice', () => {
    expect(findings('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  a: p\n  a: q\n')).toEqual(['6:3 validate/duplicate-key data.a']);
  });

  test('inside the items of a List', () => {
    expect(findings('apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: { name: A }\n')).toEqual(['6:21 validate/invalid-value metadata.name']);
  });
});

test('values of Secrets stay secret', () => {
  const text = messages('apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { a: hunter2!, b: 31337 }\nstringData: { c: 4711 }\n').join('\n');
  expect(text).toContain('stringData');
  expect(text).not.toMatch(/hunter2|31337|4711/);
});

describe('API versions', () => {
  test('that are gone name what replaces them', () => {
    expect(messages('apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\n')).toEqual([
      'policy/v1beta1 PodDisruptionBudget is gone since Kubernetes 1.25; use policy/v1. An empty selector matches every pod there.',
    ]);
  });

  test('that never were', () => {
    expect(messages('apiVersion: apps/v1\nkind: deployment\nmetadata: { name: a }\n')).toEqual(['there is no kind deployment in apps/v1, did you mean Deployment?']);
    expect(messages('apiVersion: apps/v2\nkind: Deployment\nmetadata: { name: a }\n')).toEqual(['there is no Deployment in apps/v2; use apps/v1']);
  });

  test('in a range of releases say when', () => {
    const flow = 'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: PriorityLevelConfiguration\nmetadata: { name: a }\nspec: { type: Exempt }\n';
    const options: ValidateOptions = { versions: ['1.30', '1.31', '1.32', '1.33'] };
    expect(messages(flow, options).some((message) => message.includes('gone since Kubernetes 1.32') && message.endsWith('(from Kubernetes 1.32 on)'))).toBe(true);
    const rules = deployment('        image: a\n        restartPolicyRules: []\n');
    const finding = messages(rules, { versions: ['1.29', '1.36'] }).find((message) => message.startsWith('there is no field'));
    expect(finding).toMatch(/it exists from Kubernetes 1\.3\d on \(up to Kubernetes 1\.29\)$/);
  });

  test('that are deprecated are warned about', () => {
    const { findings: found } = validate(loadText('apiVersion: v1\nkind: Endpoints\nmetadata: { name: a }\n', 'a.yaml'));
    expect(found).toMatchObject([{ rule: 'validate/deprecated-api-version', severity: 'warning', line: 1 }]);
  });
});

describe('custom resources', () => {
  const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: lamps.example.org }
spec:
  group: example.org
  scope: Namespaced
  names: { kind: Lamp, plural: lamps, singular: lamp, listKind: LampList }
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [watts]
            properties:
              watts: { type: integer, minimum: 1 }
              colour: { type: string, enum: [red, green] }
---
`;
  const lamp = (spec: string): string => `${crd}apiVersion: example.org/v1\nkind: Lamp\nmetadata: { name: a }\nspec: ${spec}\n`;
  const rules = (spec: string): string[] => findings(lamp(spec)).map((text) => text.replace(/^\S+ /, ''));

  test('are held against their definition', () => {
    expect(rules('{ watts: 5, colour: red }')).toEqual([]);
    expect(rules('{ watts: 0, colour: blue }').sort()).toEqual(['validate/invalid-value spec.watts', 'validate/unsupported-value spec.colour']);
    expect(rules('{ watt: 5 }')).toContain('validate/unknown-field spec.watt');
    expect(rules('{ colour: red }')).toEqual(['validate/required-value spec.watts']);
  });

  test('of kinds that nobody has described are said once', () => {
    const lamps = ['a', 'b', 'c'].map((name) => `apiVersion: other.org/v1\nkind: Lamp\nmetadata: { name: ${name} }\n`).join('---\n');
    const { findings: found, documents } = validate(loadText(lamps, 'a.yaml'));
    expect(found).toMatchObject([{ rule: 'validate/unknown-kind', severity: 'info' }]);
    expect(found[0]?.message).toContain('3 objects');
    expect(documents.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

test('a workload whose pods its namespace refuses is told so, at the field', () => {
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: { pod-security.kubernetes.io/enforce: baseline }\n---\n';
  const yaml = namespace + deployment('        image: a\n        securityContext: { privileged: true }\n').replace('{ name: web }', '{ name: web, namespace: shop }');
  expect(findings(yaml)).toEqual(['18:40 validate/pod-security spec.template.spec.containers[0].securityContext.privileged']);
});

test('a workload whose pods are beyond a LimitRange is told so', () => {
  const range = 'apiVersion: v1\nkind: LimitRange\nmetadata: { name: a, namespace: shop }\nspec:\n  limits:\n  - { type: Container, max: { memory: 1Gi }, default: { memory: 512Mi } }\n---\n';
  const inShop = (container: string): string => range + deployment(container).replace('{ name: web }', '{ name: web, namespace: shop }');
  expect(findings(inShop('        image: a\n'))).toEqual([]);
  expect(messages(inShop('        image: a\n        resources: { limits: { memory: 2Gi } }\n'))).toEqual([
    'the namespace shop refuses the pods of this template: maximum memory usage per Container is 1Gi, but limit is 2Gi',
  ]);
});

test('malformed classes and limits are refused and looked up by nobody', () => {
  const bad = [
    'apiVersion: v1\nkind: LimitRange\nmetadata: { name: a, namespace: shop }\nspec: { limits: [5] }\n',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: [] }\n',
    'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: null\n',
    deployment('        image: a\n').replace('{ name: web }', '{ name: web, namespace: shop }'),
  ].join('---\n');
  expect(validate(loadText(bad, 'a.yaml')).documents.map(({ verdict }) => verdict)).toEqual(['rejected', 'rejected', 'rejected', 'accepted']);
});

test('documents come back decoded and defaulted, with their effective namespace', () => {
  const { documents } = validate(loadText(deployment('        image: a\n'), 'a.yaml'), { namespace: 'shop' });
  expect(documents).toMatchObject([{ verdict: 'accepted', namespace: 'shop', namespaced: true, object: { spec: { replicas: 1, template: { spec: { restartPolicy: 'Always' } } } } }]);
});
