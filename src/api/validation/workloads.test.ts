import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../object.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { strategyOf } from '../strategies/index.ts';

const GROUPS: Readonly<Record<string, string>> = { Job: 'batch/v1', CronJob: 'batch/v1', ReplicationController: 'v1', PodTemplate: 'v1' };
const POD = { containers: [{ name: 'main', image: 'a:1' }] };
const TEMPLATE = { metadata: { labels: { app: 'a' } }, spec: POD };

interface Options {
  readonly name?: string;
  readonly version?: KubernetesVersion;
}

function made(kind: string, spec: object, { name = 'a', version = '1.36' }: Options = {}): KubeObject {
  const object = { apiVersion: GROUPS[kind] ?? 'apps/v1', kind, metadata: { name }, spec: structuredClone(spec) };
  const strategy = strategyOf(object.apiVersion, kind);
  strategy?.applyDefaults?.(object, { version });
  strategy?.prepareForCreate?.(object, { version });
  return object;
}

function summary(errors: readonly { readonly path: string; readonly reason: string }[]): string[] {
  return errors.map(({ path, reason }) => `${path.replace(/^spec\./, '')} ${reason.replace('FieldValue', '')}`).sort();
}

function refusals(kind: string, spec: object, options: Options = {}): string[] {
  const object = made(kind, spec, options);
  return summary(strategyOf(object.apiVersion, kind)?.validate(object, { version: options.version ?? '1.36' }) ?? []);
}

function refusedChanges(kind: string, before: object, after: object): string[] {
  const old = made(kind, before);
  const object = made(kind, after);
  return summary(strategyOf(object.apiVersion, kind)?.validateUpdate?.(object, old, { version: '1.36' }) ?? []);
}

describe('Deployment', () => {
  const spec = { selector: { matchLabels: { app: 'a' } }, template: TEMPLATE };
  test.each<[string, object, string[]]>([
    ['the smallest', {}, []],
    ['Recreate with a rolling update', { strategy: { type: 'Recreate', rollingUpdate: {} } }, ['strategy.rollingUpdate Forbidden']],
    ['no pod may ever be replaced', { strategy: { rollingUpdate: { maxUnavailable: '0%', maxSurge: 0 } } }, ['strategy.rollingUpdate.maxUnavailable Invalid']],
    ['more than all', { strategy: { rollingUpdate: { maxUnavailable: '101%' } } }, ['strategy.rollingUpdate.maxUnavailable Invalid']],
    ['a surge of more than all', { strategy: { rollingUpdate: { maxSurge: '200%' } } }, []],
    ['a text that is no share', { strategy: { rollingUpdate: { maxUnavailable: '5' } } }, ['strategy.rollingUpdate.maxUnavailable Invalid']],
    ['a selector for everything', { selector: {} }, ['selector Invalid']],
    ['a selector for others', { selector: { matchLabels: { app: 'b' } } }, ['template.metadata.labels Invalid']],
    ['a selector that cannot be', { selector: { matchLabels: { app: '!' } } }, ['selector Invalid', 'selector.matchLabels Invalid']],
    ['no selector', { selector: undefined }, ['selector Required', 'template.metadata.labels Invalid']],
    ['a deadline before pods count as ready', { minReadySeconds: 600 }, ['progressDeadlineSeconds Invalid']],
    ['pods that end', { template: { ...TEMPLATE, spec: { ...POD, restartPolicy: 'Never', activeDeadlineSeconds: 5 } } }, ['template.spec.activeDeadlineSeconds Forbidden', 'template.spec.restartPolicy NotSupported']],
  ])('%s', (_name, change, expected) => {
    expect(refusals('Deployment', { ...spec, ...change })).toEqual(expected);
  });

  test('goes back to a revision only if there can be one', () => {
    const object = made('Deployment', spec);
    object.metadata.annotations = { 'deprecated.deployment.rollback.to': '-1' };
    expect(summary(strategyOf('apps/v1', 'Deployment')?.validate(object, { version: '1.36' }) ?? [])).toEqual(['rollback.version Invalid']);
  });

  test('the selector stays', () => {
    const other = { selector: { matchLabels: { app: 'b' } }, template: { ...TEMPLATE, metadata: { labels: { app: 'b' } } } };
    expect(refusedChanges('Deployment', spec, other)).toEqual(['selector Invalid']);
  });
});

describe('DaemonSet', () => {
  const spec = { selector: { matchLabels: { app: 'a' } }, template: TEMPLATE };
  test.each<[string, object, string[]]>([
    ['the smallest', {}, []],
    ['surge instead of unavailable', { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }, []],
    ['both', { updateStrategy: { rollingUpdate: { maxSurge: 1 } } }, ['updateStrategy.rollingUpdate.maxSurge Invalid']],
    ['neither', { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } }, ['updateStrategy.rollingUpdate.maxUnavailable Required']],
    ['no selector', { selector: undefined }, ['template.metadata.labels Invalid']],
  ])('%s', (_name, change, expected) => {
    expect(refusals('DaemonSet', { ...spec, ...change })).toEqual(expected);
  });
});

describe('StatefulSet', () => {
  const claim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
  const mounting = { ...TEMPLATE, spec: { containers: [{ name: 'main', image: 'a:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] } };
  const spec = { selector: { matchLabels: { app: 'a' } }, serviceName: 'a', template: mounting, volumeClaimTemplates: [claim] };

  test.each<[string, object, string[]]>([
    ['claims are volumes', {}, []],
    ['a claim that is missing', { volumeClaimTemplates: [] }, ['template.spec.containers[0].volumeMounts[0].name NotFound']],
    ['a claim without access', { volumeClaimTemplates: [{ ...claim, spec: { resources: claim.spec.resources } }] }, ['volumeClaimTemplates[0].spec.accessModes Required']],
    ['the name of a service', { serviceName: 'a.b' }, ['serviceName Invalid']],
    ['OnDelete with a rolling update', { updateStrategy: { type: 'OnDelete', rollingUpdate: {} } }, ['updateStrategy.rollingUpdate Invalid']],
    ['a negative partition', { updateStrategy: { rollingUpdate: { partition: -1 } } }, ['updateStrategy.rollingUpdate.partition Invalid']],
    ['a field whose feature is off', { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } }, []],
  ])('%s', (_name, change, expected) => {
    expect(refusals('StatefulSet', { ...spec, ...change })).toEqual(expected);
  });

  test('before 1.34 pods were not looked at', () => {
    expect(refusals('StatefulSet', { ...spec, volumeClaimTemplates: [{}] }, { version: '1.33' })).toEqual([]);
  });

  test('claims and service stay, numbers and templates change', () => {
    expect(refusedChanges('StatefulSet', spec, { ...spec, replicas: 5, minReadySeconds: 3, updateStrategy: { type: 'OnDelete' } })).toEqual([]);
    expect(refusedChanges('StatefulSet', spec, { ...spec, serviceName: 'b.c' })).toEqual(['spec Forbidden']);
    expect(refusedChanges('StatefulSet', spec, { ...spec, volumeClaimTemplates: [claim, { ...claim, metadata: { name: 'more' } }] })).toEqual(['spec Forbidden']);
  });
});

describe('ReplicationController', () => {
  test('takes its selector from the template', () => {
    expect(refusals('ReplicationController', { template: TEMPLATE })).toEqual([]);
    expect(refusals('ReplicationController', {})).toEqual(['selector Required', 'template Required']);
  });
});

describe('Job', () => {
  const template = { spec: { ...POD, restartPolicy: 'Never' } };
  const indexed = { completionMode: 'Indexed', completions: 5, template };
  const onExitCodes = { operator: 'In', values: [1] };
  test.each<[string, object, string[]]>([
    ['the smallest', { template }, []],
    ['pods that restart for ever', { template: { spec: POD } }, ['template.spec.restartPolicy Required']],
    ['a selector of its own', { template, selector: { matchLabels: { a: 'b' } } }, ['selector Invalid', 'template.metadata.labels Invalid']],
    ['a selector by hand', { template: { ...template, metadata: { labels: { a: 'b' } } }, manualSelector: true, selector: { matchLabels: { a: 'b' } } }, []],
    ['a selector by hand that is missing', { template, manualSelector: true }, ['selector Required', 'template.metadata.labels Invalid']],
    ['a label that the server makes', { template: { ...template, metadata: { labels: { 'job-name': 'b' } } } }, ['template.metadata.labels[job-name] Invalid']],
    ['Indexed without a number', { ...indexed, completions: undefined, parallelism: 1 }, ['completions Required']],
    ['Indexed and too wide', { ...indexed, parallelism: 100_001 }, ['parallelism Invalid']],
    ['limits by index without indexes', { template, backoffLimitPerIndex: 1, maxFailedIndexes: 1 }, ['backoffLimitPerIndex Invalid', 'maxFailedIndexes Invalid']],
    ['very many indexes', { ...indexed, completions: 100_001, backoffLimitPerIndex: 1, parallelism: 10_001 }, ['maxFailedIndexes Required', 'parallelism Invalid']],
    ['a manager', { template, managedBy: 'example.org/queue' }, []],
    ['a manager with a long name', { template, managedBy: `example.org/${'q'.repeat(60)}` }, ['managedBy TooLong']],
    ['failure policy and restarts', { template: { spec: { ...POD, restartPolicy: 'OnFailure' } }, podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes }] } }, ['template.spec.restartPolicy Invalid']],
    ['a rule about both', { template, podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes, onPodConditions: [{ type: 'A' }] }] } }, ['podFailurePolicy.rules[0] Invalid']],
    ['a rule about nothing', { template, podFailurePolicy: { rules: [{ action: 'FailIndex' }] } }, ['podFailurePolicy.rules[0] Invalid', 'podFailurePolicy.rules[0].action Invalid']],
    ['exit codes in disorder', { template, podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [3, 1, 1, 0], containerName: 'x' } }] } }, ['podFailurePolicy.rules[0].onExitCodes.containerName Invalid', 'podFailurePolicy.rules[0].onExitCodes.values Invalid', 'podFailurePolicy.rules[0].onExitCodes.values[2] Duplicate', 'podFailurePolicy.rules[0].onExitCodes.values[3] Invalid']],
    ['too many rules', { template, podFailurePolicy: { rules: Array.from({ length: 21 }, () => ({ action: 'Ignore', onExitCodes })) } }, ['podFailurePolicy.rules TooMany']],
    ['replacement of pods that are ending, with a failure policy', { template, podReplacementPolicy: 'TerminatingOrFailed', podFailurePolicy: { rules: [] } }, ['podReplacementPolicy NotSupported']],
    ['success without indexes', { template, successPolicy: { rules: [{ succeededCount: 1 }] } }, ['successPolicy Invalid']],
    ['success of nothing', { ...indexed, successPolicy: {} }, ['successPolicy.rules Required']],
    ['success of indexes', { ...indexed, successPolicy: { rules: [{ succeededIndexes: '0,2-4', succeededCount: 4 }] } }, []],
    ['success of more than there are', { ...indexed, successPolicy: { rules: [{ succeededIndexes: '0,2-3', succeededCount: 4 }] } }, ['successPolicy.rules[0].succeededCount Invalid']],
    ['indexes beyond the last', { ...indexed, successPolicy: { rules: [{ succeededIndexes: '5' }] } }, ['successPolicy.rules[0].succeededIndexes Invalid']],
    ['indexes in disorder', { ...indexed, successPolicy: { rules: [{ succeededIndexes: '3,1-2' }] } }, ['successPolicy.rules[0].succeededIndexes Invalid']],
    ['an interval with three ends', { ...indexed, successPolicy: { rules: [{ succeededIndexes: '1-2-3' }] } }, ['successPolicy.rules[0].succeededIndexes Invalid']],
  ])('%s', (_name, spec, expected) => {
    expect(refusals('Job', spec)).toEqual(expected);
  });

  test('an Indexed Job leaves room for the numbers of its pods', () => {
    expect(refusals('Job', indexed, { name: 'a'.repeat(61) })).toEqual([]);
    expect(refusals('Job', indexed, { name: 'a'.repeat(62) })).toEqual(['metadata.name Invalid']);
  });

  test('an Indexed Job grows only as a whole', () => {
    expect(refusedChanges('Job', { ...indexed, parallelism: 5 }, { ...indexed, completions: 6, parallelism: 6 })).toEqual([]);
    expect(refusedChanges('Job', { ...indexed, parallelism: 5 }, { ...indexed, completions: 6, parallelism: 5 })).toEqual(['completions Invalid']);
    expect(refusedChanges('Job', { template, completions: 2 }, { template, completions: 3 })).toEqual(['completions Invalid']);
    // Once for each time that the server checks the spec.
    expect(refusedChanges('Job', { ...indexed, parallelism: 5 }, { ...indexed, completions: undefined, parallelism: 5 })).toEqual(['completions Required', 'completions Required']);
  });

  test('a suspended Job can still be sent elsewhere', () => {
    const elsewhere = { spec: { ...template.spec, nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }] } };
    expect(refusedChanges('Job', { template, suspend: true }, { template: elsewhere, suspend: true })).toEqual([]);
    expect(refusedChanges('Job', { template }, { template: elsewhere })).toEqual(['template Invalid']);
    expect(refusedChanges('Job', { template, suspend: true }, { template: { spec: { ...template.spec, hostname: 'a' } }, suspend: true })).toEqual(['template.spec Invalid']);
  });
});

describe('CronJob', () => {
  const jobTemplate = { spec: { template: { spec: { ...POD, restartPolicy: 'Never' } } } };
  test.each<[string, object, string[]]>([
    ['the smallest', { schedule: '0 3 * * *' }, []],
    ['a schedule that is none', { schedule: '0 3 * *' }, ['schedule Invalid']],
    ['a zone in the schedule', { schedule: 'TZ=Europe/Oslo 0 3 * * *' }, ['schedule Invalid']],
    ['a zone', { schedule: '@daily', timeZone: 'Europe/Oslo' }, []],
    ['the zone of the machine', { schedule: '@daily', timeZone: 'Local' }, ['timeZone Invalid']],
    ['a zone in other letters', { schedule: '@daily', timeZone: 'europe/oslo' }, ['timeZone Invalid']],
    ['a selector', { schedule: '@daily', jobTemplate: { spec: { ...jobTemplate.spec, selector: {}, manualSelector: true } } }, ['jobTemplate.spec.manualSelector NotSupported', 'jobTemplate.spec.selector Invalid']],
  ])('%s', (_name, change, expected) => {
    expect(refusals('CronJob', { jobTemplate, ...change })).toEqual(expected);
  });

  test('names of Jobs are made of its name', () => {
    expect(refusals('CronJob', { schedule: '@daily', jobTemplate }, { name: 'a'.repeat(53) })).toEqual(['metadata.name Invalid']);
  });

  test('an old schedule may keep its zone, but not beside the field', () => {
    const old = { schedule: 'TZ=Europe/Oslo 0 3 * * *', jobTemplate };
    expect(refusedChanges('CronJob', old, old)).toEqual([]);
    expect(refusedChanges('CronJob', old, { ...old, timeZone: 'Europe/Oslo' })).toEqual(['schedule Invalid']);
  });
});

test('a revision holds an object and stays what it is', () => {
  const strategy = strategyOf('apps/v1', 'ControllerRevision');
  const revision = (data: unknown, number = 1): KubeObject => ({ apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: { name: 'a' }, data, revision: number }) as KubeObject;
  expect(summary(strategy?.validate(revision([], -1), { version: '1.36' }) ?? [])).toEqual(['data Required', 'revision Invalid']);
  expect(summary(strategy?.validateUpdate?.(revision({}), revision({ a: 0 }), { version: '1.36' }) ?? [])).toEqual(['data Invalid']);
});
