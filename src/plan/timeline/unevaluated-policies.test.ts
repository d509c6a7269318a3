import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import { plan } from '../plan.ts';

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
const WEB = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: a}}\n  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: "registry.example.org/c:1"}]}}\n';
const policy = (expression: string, resources: string, binding = ''): string =>
  `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: p}\nspec:\n  matchConstraints: {resourceRules: [{apiGroups: ["*"], apiVersions: ["*"], operations: [CREATE], resources: [${resources}]}]}\n  validations: [{expression: "${expression}"}]\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: {name: p}\nspec: {policyName: p, validationActions: [Deny]${binding}}\n`;

function assumptions(...documents: string[]): string[] {
  const { plan: outcome } = plan(undefined, loadText(documents.join('---\n'), 'a.yaml'));
  return outcome.assumptions.filter((text) => text.startsWith('policy '));
}

describe('policies that cannot be asked', () => {
  it('are assumed to let objects pass', () => expect(assumptions(NAMESPACE, policy("request.userInfo.username == 'a'", 'deployments'), WEB)).toEqual(['policy p lets Deployment shop/web pass: it looks at the user who applies the object']));
  it('are asked about what controllers make, whose users are known', () => {
    expect(assumptions(NAMESPACE, policy("request.userInfo.username == 'a' || true", 'pods'), WEB)).toEqual([]);
    expect(assumptions(NAMESPACE, policy("authorizer.group('').resource('pods').check('get').allowed()", 'pods'), WEB)).toEqual([expect.stringMatching(/^policy p lets the Pods of ReplicaSet shop\/web-\w+ pass: it asks the authorizer/)]);
  });
  it('do not know the labels of a namespace that is assumed', () => {
    const binding = ', matchResources: {namespaceSelector: {matchLabels: {team: a}}}';
    expect(assumptions(policy('false', 'deployments', binding), WEB)[0]).toContain('the namespace shop is not in the input');
    expect(assumptions(NAMESPACE, policy('false', 'deployments', binding), WEB)).toEqual([]);
  });
});
