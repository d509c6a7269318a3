import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import { plan } from '../plan.ts';

const namespace = (name: string, labels = ''): string => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {${labels}}}\n`;
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: hook, namespace: ops}\nspec: {selector: {app: hook}, ports: [{port: 443}]}\n';
const SERVER = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: hook, namespace: ops}\nspec:\n  selector: {matchLabels: {app: hook}}\n  template: {metadata: {labels: {app: hook}}, spec: {containers: [{name: c, image: "registry.example.org/c:1"}]}}\n';
const configuration = (resource: string, rest = ''): string =>
  `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: hook}\nwebhooks: [{name: hook.example.org, clientConfig: {service: {namespace: ops, name: hook}}, admissionReviewVersions: [v1], sideEffects: None, rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [${resource}]}]${rest}}]\n`;
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\n';
const NAMESPACES = [namespace('ops', 'team: ops'), namespace('shop')];

function predicted(before: readonly string[], after: readonly string[]): string[] {
  const { findings } = plan(before.length === 0 ? undefined : loadText(before.join('---\n'), 'a.yaml'), loadText(after.join('---\n'), 'a.yaml'));
  return findings.filter(({ rule }) => rule === 'plan/webhook-unreachable').map(({ severity, object, path, message }) => `${severity} ${object?.kind ?? ''} ${path ?? ''}: ${message}`);
}

describe('webhooks that nobody answers for', () => {
  it('refuse what is applied with them', () => {
    const [finding, ...others] = predicted([], [...NAMESPACES, SERVICE, SERVER, configuration('configmaps'), MAP]);
    expect(others).toEqual([]);
    expect(finding).toMatch(/^warning ValidatingWebhookConfiguration webhooks\[0\]\.clientConfig\.service: webhook hook\.example\.org is asked about ConfigMap shop\/settings before its Service ops\/hook has a ready endpoint \(\d+ s after the apply\)/);
  });
  it('refuse for good when their Service selects nothing', () => {
    expect(predicted([], [...NAMESPACES, SERVICE, configuration('configmaps'), MAP])).toEqual([expect.stringMatching(/^error .* cannot be reached, since its Service ops\/hook has no ready endpoint, and failurePolicy is Fail: the API server refuses ConfigMap shop\/settings/)]);
  });
  it('keep their own pods from starting', () => {
    expect(predicted([], [...NAMESPACES, SERVICE, configuration('pods'), SERVER])).toEqual([expect.stringMatching(/^error .* is asked about the pods that answer for it \(the Pods of ReplicaSet ops\/hook-/)]);
  });
  it('are no concern when they are up, come later, are asked about nothing, or are let be', () => {
    const up = [...NAMESPACES, SERVICE, SERVER, configuration('configmaps')];
    expect(predicted(up, [...up, MAP])).toEqual([]);
    expect(predicted([], [...NAMESPACES, SERVICE, SERVER, MAP, configuration('configmaps')])).toEqual([]);
    expect(predicted([], [...NAMESPACES, SERVICE, SERVER, configuration('secrets'), MAP])).toEqual([]);
    expect(predicted([], [...NAMESPACES, SERVICE, SERVER, configuration('configmaps', ', failurePolicy: Ignore'), MAP])).toEqual([]);
    expect(predicted([], [...NAMESPACES, SERVER, configuration('configmaps'), MAP])).toEqual([]);
    expect(predicted([], [...NAMESPACES, SERVICE, configuration('pods', ', namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [ops]}]}'), SERVER])).toEqual([]);
  });
  it('are not judged by the labels of a namespace that is assumed', () => {
    expect(predicted([], [SERVICE, configuration('pods', ', namespaceSelector: {matchExpressions: [{key: team, operator: DoesNotExist}]}'), SERVER])).toEqual([]);
  });
});
