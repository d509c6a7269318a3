import { describe, expect, it } from 'vitest';
import { loadText } from '../load/load.ts';
import { validate } from './validate.ts';

const webhook = (rule: string, rest = ''): string =>
  `{name: w.example.org, clientConfig: {service: {namespace: ops, name: w}}, admissionReviewVersions: [v1], sideEffects: None, rules: [{apiVersions: [v1], operations: [CREATE], ${rule}}]${rest}}`;
const configuration = (hook: string, kind = 'ValidatingWebhookConfiguration'): string => `apiVersion: admissionregistration.k8s.io/v1\nkind: ${kind}\nmetadata: {name: w}\nwebhooks: [${hook}]\n`;
const PODS = 'apiGroups: [""], resources: [pods]';
const MAPS = 'apiGroups: [""], resources: [configmaps]';
const map = (name: string, namespace = 'shop'): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {a: b}}\n`;
const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {matchLabels: {app: a}}\n  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: "registry.example.org/c:1"}]}}\n';

function said(...documents: string[]): string[] {
  const { findings } = validate(loadText(documents.join('---\n'), 'a.yaml'));
  return findings.filter(({ rule }) => rule === 'validate/webhook').map(({ severity, path, message }) => `${severity} ${path ?? ''}: ${message}`);
}

describe('webhooks of the input', () => {
  it('are said with the objects that they are asked about', () => {
    expect(said(configuration(webhook(MAPS)), map('a'), map('b'))).toEqual(['info webhooks[0]: the webhook w.example.org is asked about ConfigMap shop/a and ConfigMap shop/b, and may refuse them, which is not known here; while it cannot be reached, they are refused']);
    expect(said(configuration(webhook(MAPS, ', failurePolicy: Ignore'), 'MutatingWebhookConfiguration'), map('a'))).toEqual(['info webhooks[0]: the webhook w.example.org is asked about ConfigMap shop/a, and may change or refuse them, which is not known here']);
    expect(said(configuration(webhook(MAPS)), ...['a', 'b', 'c', 'd', 'e'].map((name) => map(name)))[0]).toContain('ConfigMap shop/c and 2 more');
  });
  it('are asked about the pods of workloads', () => expect(said(configuration(webhook(PODS)), DEPLOYMENT)[0]).toContain('is asked about the pods of Deployment shop/web'));
  it('are asked about equivalent versions, unless they want an exact one', () => {
    const rule = 'apiGroups: [autoscaling], resources: [horizontalpodautoscalers]';
    const scaler = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a, namespace: shop}\nspec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}}\n';
    expect(said(configuration(webhook(rule)), scaler)).toHaveLength(1);
    expect(said(configuration(webhook(rule, ', matchPolicy: Exact')), scaler)).toEqual([]);
  });
  it('say nothing where selectors and conditions leave nothing', () => {
    expect(said(configuration(webhook(MAPS, ', objectSelector: {matchLabels: {a: c}}')), map('a'))).toEqual([]);
    expect(said(configuration(webhook(MAPS, ', namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: other}}')), map('a'))).toEqual([]);
    expect(said(configuration(webhook(MAPS, ', matchConditions: [{name: c, expression: "object.metadata.name != \'a\'"}]')), map('a'))).toEqual([]);
    expect(said(configuration(webhook('apiGroups: ["*"], resources: ["*"]')))).toEqual([]);
  });
  it('may be asked where nobody knows', () => {
    expect(said(configuration(webhook(MAPS, ', namespaceSelector: {matchLabels: {team: a}}')), map('a'))[0]).toContain('may be asked about');
    expect(said(configuration(webhook(MAPS, ', matchConditions: [{name: c, expression: "request.userInfo.username == \'a\'"}]')), map('a'))[0]).toContain('may be asked about');
  });
});
