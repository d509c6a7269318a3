import { describe, expect, test } from 'vitest';
import { DEDUCED } from '../../apply/apply-type.ts';
import type { KubeObject } from '../../object.ts';
import { admit } from '../index.ts';
import { mutateByPolicies } from './mutating.ts';
import { boundPolicies, controllerUser, type PolicyInputs } from './policy-inputs.ts';
import { judgeByPolicies } from './validating.ts';

const GROUP = 'admissionregistration.k8s.io/v1';
const object = (kind: string, name: string, rest: object): KubeObject => ({ apiVersion: GROUP, kind, metadata: { name }, ...rest });
const CONFIG_MAPS = { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }], matchPolicy: 'Equivalent' };
const map = (data: object, labels = {}): KubeObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop', labels }, data } as KubeObject);

function inputs(kind: 'Validating' | 'Mutating', spec: object, binding: object = {}, more: Partial<PolicyInputs> = {}): PolicyInputs {
  const policy = object(`${kind}AdmissionPolicy`, 'p', { spec: { failurePolicy: 'Fail', matchConstraints: CONFIG_MAPS, ...spec } });
  const bound = object(`${kind}AdmissionPolicyBinding`, 'b', { spec: { policyName: 'p', validationActions: ['Deny'], ...binding } });
  const facts = { plural: 'configmaps', namespaced: true, equivalents: [], applyType: () => DEDUCED };
  return { version: '1.36', ...boundPolicies([policy, bound]), kindOf: (_, name) => (name === 'ConfigMap' ? facts : undefined), namespaceOf: () => undefined, objectsOf: () => [], ...more };
}

const judge = (spec: object, binding: object = {}, more: Partial<PolicyInputs> = {}, given = map({ a: 'x' })): ReturnType<typeof judgeByPolicies> => judgeByPolicies(given, undefined, inputs('Validating', spec, binding, more));
const denials = (...args: Parameters<typeof judge>): string[] => judge(...args).denials.map(({ message, reason, path }) => `${reason} ${path}: ${message}`);
const NO = [{ expression: 'false' }];

describe('a validation', () => {
  test.each([
    ['that holds says nothing', { validations: [{ expression: "object.data.a == 'x'" }] }, []],
    ['names its field and its expression', { validations: [{ expression: "object.data.a == 'y'" }] }, ["Invalid data.a: failed expression: object.data.a == 'y'"]],
    ['has a message and a reason', { validations: [{ expression: "object.data.a == 'y'", message: ' no ', reason: 'Forbidden' }] }, ['Forbidden data.a: no']],
    ['computes its message', { validations: [{ expression: 'false', message: 'm', messageExpression: "'not ' + object.data.a" }] }, ['Invalid : not x']],
    ['falls back to its message', { validations: [{ expression: 'false', message: 'm', messageExpression: 'object.data.gone' }] }, ['Invalid : m']],
    ['that fails refuses', { validations: [{ expression: "object.data.b == 'y'" }] }, ["Invalid : expression 'object.data.b == 'y'' resulted in error: no such key: b"]],
    ['that fails is let go by Ignore', { failurePolicy: 'Ignore', validations: [{ expression: "object.data.b == 'y'" }] }, []],
    ['sees variables', { variables: [{ name: 'v', expression: "object.data.a + 'z'" }, { name: 'w', expression: 'variables.v' }], validations: [{ expression: "variables.w == 'xz'" }] }, []],
    ['is not asked when a condition is not met', { matchConditions: [{ name: 'c', expression: 'object.data.b == 1' }, { name: 'd', expression: 'false' }], validations: NO }, []],
    ['sees the request', { validations: [{ expression: "request.operation == 'CREATE' && request.resource.resource == 'configmaps' && oldObject == null" }] }, []],
  ])('%s', (_, spec, expected) => expect(denials(spec)).toEqual(expected));

  test('over the cost limit refuses', () => {
    const expression = '[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, a + b + c + d + e > 0)))))';
    expect(denials({ validations: [{ expression }] })[0]).toContain('cost limit exceeded');
  });

  test('warns, or only goes to the audit log, as its binding says', () => {
    expect(judge({ validations: NO }, { validationActions: ['Warn'] })).toMatchObject({ denials: [], warnings: [{ policy: 'p', binding: 'b' }] });
    expect(judge({ validations: NO }, { validationActions: ['Audit'] })).toMatchObject({ denials: [], warnings: [] });
  });
});

describe('a policy is about', () => {
  const about = (resources: object, given = map({})): boolean => denials({ validations: NO }, { matchResources: resources }, {}, given).length > 0;
  test('what its binding narrows it to', () => {
    expect(about({ objectSelector: { matchLabels: { a: 'b' } } })).toBe(false);
    expect(about({ objectSelector: { matchLabels: { a: 'b' } } }, map({}, { a: 'b' }))).toBe(true);
    expect(about({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } })).toBe(true);
    expect(about({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } })).toBe(false);
    expect(about({ excludeResourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }] })).toBe(false);
    expect(about({ resourceRules: [{ ...CONFIG_MAPS.resourceRules[0], resourceNames: ['b'] }] })).toBe(false);
    expect(about({ resourceRules: [{ ...CONFIG_MAPS.resourceRules[0], scope: 'Cluster' }] })).toBe(false);
  });
});

describe('parameters', () => {
  const spec = { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' }, validations: [{ expression: 'object.data.a == params.data.want' }] };
  const limits: KubeObject[] = ['x', 'y'].map((want) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: want, namespace: 'shop', labels: { all: 'yes' } }, data: { want } }) as KubeObject);
  const more = { objectsOf: () => limits };
  test('are found by name and by selector, each evaluated', () => {
    expect(denials(spec, { paramRef: { name: 'x' } }, more)).toEqual([]);
    expect(denials(spec, { paramRef: { name: 'y' } }, more)).toHaveLength(1);
    expect(denials(spec, { paramRef: { selector: { matchLabels: { all: 'yes' } } } }, more)).toHaveLength(1);
  });
  test('that the input lacks are said', () => {
    expect(judge(spec, { paramRef: { name: 'z', parameterNotFoundAction: 'Deny' } }, more)).toMatchObject({ denials: [], unevaluated: [{ policy: 'p', why: expect.stringContaining('there is no ConfigMap shop/z') as string }] });
  });
});

describe('what only a cluster knows', () => {
  test.each([
    ['the user', "request.userInfo.username == 'a'", /the user/],
    ['the authorizer', "authorizer.group('').resource('pods').check('get').allowed()", /authorizer/],
    ['the namespace', 'namespaceObject.metadata.name == "a"', /namespace shop/],
  ])('%s', (_, expression, why) => {
    expect(judge({ validations: [{ expression }] })).toMatchObject({ denials: [], unevaluated: [{ policy: 'p', why: expect.stringMatching(why) as string }] });
  });
  test('matters not where something else decides', () => {
    expect(judge({ validations: [{ expression: "request.userInfo.username == 'a' || object.data.a == 'x'" }] })).toMatchObject({ denials: [], unevaluated: [] });
  });
  test('is known of controllers', () => {
    expect(denials({ validations: [{ expression: "!('system:serviceaccounts' in request.userInfo.groups)" }] }, {}, { user: controllerUser('job-controller') })).toHaveLength(1);
  });
});

describe('a mutation', () => {
  const mutate = (...mutations: object[]): ReturnType<typeof mutateByPolicies> => mutateByPolicies(map({ a: 'x' }), undefined, inputs('Mutating', { mutations }));
  test('applies a configuration, and the next one sees it', () => {
    const first = { patchType: 'ApplyConfiguration', applyConfiguration: { expression: "Object{data: Object.data{b: object.data.a + '1'}}" } };
    const second = { patchType: 'JSONPatch', jsonPatch: { expression: "[JSONPatch{op: 'add', path: '/data/' + jsonpatch.escapeKey('k/v'), value: object.data.b}]" } };
    expect(mutate(first, second)).toMatchObject({ object: { data: { a: 'x', b: 'x1', 'k/v': 'x1' } } });
  });
  test('that fails refuses, and changes nothing', () => {
    const result = mutate({ patchType: 'ApplyConfiguration', applyConfiguration: { expression: 'Object{data: Object.wrong{b: "1"}}' } });
    expect(result.refusal).toContain('type mismatch');
    expect(result.object).toMatchObject({ data: { a: 'x' } });
    expect(mutate({ patchType: 'JSONPatch', jsonPatch: { expression: "[JSONPatch{op: 'remove', path: '/nothing'}]" } }).refusal).toContain('error applying patch');
  });
});

describe('a second round', () => {
  const mutation = (expression: string): object => ({ patchType: 'ApplyConfiguration', applyConfiguration: { expression } });
  const policies = (reinvocationPolicy: string): PolicyInputs => inputs('Mutating', { reinvocationPolicy, mutations: [mutation("Object{data: Object.data{a: object.data.a + '!'}}")] });
  test('asks again those that want it', () => {
    expect(mutateByPolicies(map({ a: 'x' }), undefined, policies('IfNeeded'), true)).toMatchObject({ object: { data: { a: 'x!' } } });
    expect(mutateByPolicies(map({ a: 'x' }), undefined, policies('Never'), true)).toMatchObject({ object: { data: { a: 'x' } } });
  });
  test('comes once something has changed', () => {
    const admitted = (given: KubeObject, policiesOf: PolicyInputs): unknown => {
      const copy = structuredClone(given);
      admit(copy, undefined, { complete: false, priorityClasses: [], runtimeClasses: [], storageClasses: [], ingressClasses: [], policies: policiesOf });
      return (copy as unknown as { data: unknown }).data;
    };
    expect(admitted(map({ a: 'x' }), policies('IfNeeded'))).toEqual({ a: 'x!!' });
    expect(admitted(map({ a: 'x' }), policies('Never'))).toEqual({ a: 'x!' });
    const once = inputs('Mutating', { reinvocationPolicy: 'IfNeeded', mutations: [mutation("Object{data: Object.data{a: 'x'}}")] });
    expect(admitted(map({ a: 'x' }), once)).toEqual({ a: 'x' });
  });
});

describe('an equivalent version', () => {
  const scaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a', namespace: 'shop' }, spec: { maxReplicas: 5 } } as unknown as KubeObject;
  const judged = (matchPolicy: string, apiVersions: readonly string[]): ReturnType<typeof judgeByPolicies> => {
    const matchConstraints = { resourceRules: [{ apiGroups: ['autoscaling'], apiVersions, operations: ['CREATE'], resources: ['horizontalpodautoscalers'] }], matchPolicy };
    const facts = { plural: 'horizontalpodautoscalers', namespaced: true, equivalents: ['autoscaling/v1'], applyType: () => DEDUCED };
    return judge({ matchConstraints, validations: NO }, {}, { kindOf: () => facts }, scaler);
  };
  test('is what a policy is about with matchPolicy Equivalent; its object is not converted here', () => {
    expect(judged('Equivalent', ['v2'])).toMatchObject({ denials: [{ policy: 'p' }], unevaluated: [] });
    expect(judged('Equivalent', ['v1'])).toMatchObject({ denials: [], unevaluated: [{ policy: 'p', why: expect.stringContaining('another API version than autoscaling/v2') as string }] });
    expect(judged('Exact', ['v1'])).toMatchObject({ denials: [], unevaluated: [] });
    expect(judged('Equivalent', ['v3'])).toMatchObject({ denials: [], unevaluated: [] });
  });
});
