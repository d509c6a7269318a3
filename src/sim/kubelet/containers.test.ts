import { describe, expect, it } from 'vitest';
import type { Container, PodSpec } from '../../api/types/core-v1.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Pod } from '../objects.ts';
import type { SimulationOptions } from '../simulation-options.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

const PROBE = { httpGet: { path: '/', port: 80 }, periodSeconds: 1 };

function started(spec: Partial<PodSpec>, annotations: Readonly<Record<string, string>> = {}, options: SimulationOptions = {}): Simulation {
  const simulation = createSimulation(options);
  simulation.restore({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } } } as KubeObject);
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', annotations }, spec: { nodeName: 'a', containers: [{ name: 'web', image: 'web:1' }], ...spec } };
  expect(simulation.apply(pod as KubeObject)).toMatchObject({ accepted: true });
  return simulation;
}

/** What every container did, by time in seconds: `6 web running`, `7 web ready`; then the phase of the pod: `7 Running`. */
function diary(simulation: Simulation): string[] {
  const lines: string[] = [];
  const last = new Map<string, string>();
  const note = (name: string, text: string, timeMs: number): void => {
    if (last.get(name) === text || text === '') return;
    last.set(name, text);
    lines.push(`${timeMs / 1000} ${name}${name === '' ? '' : ' '}${text}`);
  };
  for (const { object, timeMs, verb } of simulation.log) {
    if (object.kind !== 'Pod') continue;
    const { status } = object as Pod;
    for (const { name = '', ready, started: isStarted, state } of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
      const what = state?.running !== undefined ? (ready === true ? 'ready' : isStarted === true ? 'running' : 'starting') : (state?.terminated?.reason ?? state?.waiting?.reason ?? '');
      note(name, what === 'ContainerCreating' || what === 'PodInitializing' ? '' : what, timeMs);
    }
    note('', verb === 'deleted' ? 'gone' : (status?.phase ?? ''), timeMs);
  }
  return lines;
}

const main = (name: string, rest: Partial<Container> = {}): Container => ({ name, image: `${name}:1`, ...rest });
const sidecar = (name: string, rest: Partial<Container> = {}): Container => main(name, { restartPolicy: 'Always', ...rest });

describe('the containers of a pod', () => {
  it('start one after the other: pull, start, postStart; readiness is not waited for', () => {
    const simulation = started({ containers: [main('web', { lifecycle: { postStart: { sleep: { seconds: 4 } } }, readinessProbe: PROBE }), main('log')] }, { 'kubeplan.dev/ready-after.web': '20s' });
    simulation.run();
    expect(diary(simulation)).toEqual(['0 Pending', '10 web running', '16 log ready', '16 Running', '26 web ready']);
  });

  it('come after the init containers in order, and after sidecars that have started', () => {
    const init: Container[] = [main('first'), sidecar('proxy', { startupProbe: { ...PROBE, failureThreshold: 30 } }), main('second')];
    const simulation = started({ initContainers: init }, { 'kubeplan.dev/ready-after.proxy': '3s', 'kubeplan.dev/exit-after.second': '10s' });
    simulation.run();
    expect(diary(simulation)).toEqual(['0 Pending', '5 first running', '6 first Completed', '12 proxy starting', '15 proxy ready', '20 second running', '30 second Completed', '36 web ready', '36 Running']);
  });

  it('end side by side, and sidecars after them', () => {
    const simulation = started({ initContainers: [sidecar('proxy')], containers: [main('web'), main('log')] }, { 'kubeplan.dev/terminate.web': '8s' });
    simulation.run();
    const startMs = simulation.nowMs;
    simulation.delete({ kind: 'Pod', namespace: 'default', name: 'p' });
    simulation.run();
    expect(diary(simulation).filter((line) => Number(line.split(' ')[0]) * 1000 > startMs)).toEqual([
      `${startMs / 1000 + 1} log Completed`,
      `${startMs / 1000 + 8} web Completed`,
      `${startMs / 1000 + 9} proxy Completed`,
      `${startMs / 1000 + 9} Succeeded`,
      `${startMs / 1000 + 9} gone`,
    ]);
  });

  it('are cut off at the end of the grace period', () => {
    const simulation = started({ terminationGracePeriodSeconds: 5 }, { 'kubeplan.dev/terminate': '60s' });
    simulation.run();
    simulation.delete({ kind: 'Pod', namespace: 'default', name: 'p' });
    simulation.run();
    expect(diary(simulation).slice(-3)).toEqual(['11 web Error', '11 Failed', '11 gone']);
  });

  it('crash each for itself: the pod runs, and is ready when all of them are', () => {
    const simulation = started({ containers: [main('web'), main('log')] }, { 'kubeplan.dev/exit-after.log': '5s', 'kubeplan.dev/exit-code.log': '1' });
    simulation.run({ untilMs: 40_000 });
    const log = diary(simulation).filter((line) => line.includes('log'));
    expect(log).toEqual(['12 log ready', '17 log Error', '17 log ready', '22 log CrashLoopBackOff', '32 log ready', '37 log CrashLoopBackOff']);
    const pod = simulation.get({ kind: 'Pod', namespace: 'default', name: 'p' }) as Pod;
    expect(pod.status?.containerStatuses?.map(({ ready, restartCount }) => [ready, restartCount])).toEqual([[true, 0], [false, 3]]);
    expect(pod.status?.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({ status: 'False', message: 'containers with unready status: [log]' });
  });

  it('leave the pod pending while one of them has never run', () => {
    const simulation = started({ containers: [main('web'), main('log')] }, { 'kubeplan.dev/pull.log': 'never' });
    simulation.run({ untilMs: 30_000 });
    expect(diary(simulation)).toEqual(['0 Pending', '6 web ready', '6 log ErrImagePull', '16 log ImagePullBackOff']);
    expect(simulation.events.filter(({ reason }) => reason === 'Failed')).toMatchObject([{ message: expect.stringContaining('Failed to pull image "log:1"') as string }]);
  });

  it('that end while another one is being started wait until that is done', () => {
    const simulation = started({ containers: [main('web'), main('log')] }, { 'kubeplan.dev/exit-after.web': '1s', 'kubeplan.dev/pull.log': '20s' });
    simulation.run({ untilMs: 27_500 });
    expect(diary(simulation)).toEqual(['0 Pending', '6 web ready', '7 web Completed', '27 log ready', '27 Running', '27 web ready']);
  });

  it('restart alone after a liveness probe has failed', () => {
    const simulation = started({ containers: [main('web', { livenessProbe: { ...PROBE, failureThreshold: 3 } }), main('log')] }, { 'kubeplan.dev/ready-after.web': 'never', 'kubeplan.dev/terminate.web': '500ms' });
    simulation.run({ untilMs: 15_000 });
    expect(diary(simulation).filter((line) => line.includes('web')).slice(0, 3)).toEqual(['6 web running', '8.5 web Error', '12 web running']);
    expect(diary(simulation).filter((line) => line.includes('log'))).toEqual(['12 log ready']);
  });
});

describe('a pod that ends', () => {
  it.each<[string, Partial<PodSpec>, Readonly<Record<string, string>>, readonly string[]]>([
    ['has succeeded when all containers have', { restartPolicy: 'Never', containers: [main('web'), main('log')] }, { 'kubeplan.dev/exit-after.log': '1s' }, ['13 log Completed', '16 web Completed', '16 Succeeded']],
    ['has failed when one of them has', { restartPolicy: 'Never', containers: [main('web'), main('log')] }, { 'kubeplan.dev/exit-after.log': '1s', 'kubeplan.dev/exit-code.log': '3' }, ['13 log Error', '16 web Completed', '16 Failed']],
    ['has failed with its init container', { restartPolicy: 'Never', initContainers: [main('first')] }, { 'kubeplan.dev/exit-code.first': '1' }, ['5 first Error', '5 Failed']],
    ['takes its sidecars along', { restartPolicy: 'OnFailure', initContainers: [sidecar('proxy')] }, {}, ['22 web Completed', '23 proxy Completed', '23 Succeeded']],
    ['is cut off by its deadline', { restartPolicy: 'Never', activeDeadlineSeconds: 8 }, { 'kubeplan.dev/exit-after': '60s' }, ['9 web Completed', '9 Failed']],
  ])('%s', (_name, spec, annotations, wanted) => {
    const simulation = started(spec, annotations);
    simulation.run({ untilMs: 120_000 });
    expect(diary(simulation).slice(-wanted.length)).toEqual(wanted);
  });
});

describe('memory', () => {
  const limited = (limit: string): Partial<PodSpec> => ({ containers: [main('web', { resources: { limits: { memory: limit } } }), main('log', { resources: { limits: { memory: '1Gi' } } })] });

  it.each<[string, string, Readonly<Record<string, string>>, readonly string[]]>([
    ['up to the limit is fine', '300Mi', { 'kubeplan.dev/memory': '300Mi' }, ['6 web ready']],
    ['above it gets the container killed, each time anew', '256Mi', { 'kubeplan.dev/memory': '300Mi' }, ['6 web OOMKilled', '12 web CrashLoopBackOff']],
    ['that grows is fatal later', '256Mi', { 'kubeplan.dev/memory': '300Mi', 'kubeplan.dev/memory-after': '10s' }, ['6 web ready', '16 web OOMKilled', '16 web ready']],
    ['of another container is not its own', '256Mi', { 'kubeplan.dev/memory.log': '300Mi' }, ['6 web ready']],
  ])('%s', (_name, limit, annotations, wanted) => {
    const simulation = started(limited(limit), annotations);
    simulation.run({ untilMs: 20_000 });
    expect(diary(simulation).filter((line) => line.includes('web'))).toEqual(wanted);
  });

  it('of the pod as a whole is limited too: its largest container goes', () => {
    const simulation = started({ containers: [main('web'), main('log')], resources: { limits: { memory: '512Mi' } } }, { 'kubeplan.dev/memory.web': '300Mi', 'kubeplan.dev/memory.log': '250Mi' });
    simulation.run({ untilMs: 14_000 });
    expect(diary(simulation)).toContain('12 web OOMKilled');
  });

  it('that is stated later counts from then on', () => {
    const simulation = started(limited('256Mi'));
    simulation.run();
    const ref = { kind: 'Pod', namespace: 'default', name: 'p' };
    expect(simulation.setUse(ref, { memoryBytes: 200 * 1024 * 1024 })).toMatchObject({ accepted: true });
    simulation.run();
    expect(diary(simulation)).not.toContain('12 web OOMKilled');
    simulation.setUse(ref, { memoryBytes: 300 * 1024 * 1024 });
    expect(diary(simulation)).toContain('12 web OOMKilled');
    expect(simulation.get(ref)).toMatchObject({ status: { containerStatuses: [{ restartCount: 1, lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } } }, { restartCount: 0 }] } });
  });
});

describe('a resize in place', () => {
  const REF = { kind: 'Pod', namespace: 'default', name: 'p' };
  const sized = (policy: string | undefined, annotations: Readonly<Record<string, string>> = {}): Simulation => {
    const resources = { requests: { memory: '100Mi' }, limits: { memory: '400Mi' } };
    const simulation = started({ containers: [main('web', { resources, ...(policy === undefined ? {} : { resizePolicy: [{ resourceName: 'memory', restartPolicy: policy }] }) }), main('log')] }, annotations);
    simulation.run();
    return simulation;
  };
  const restarts = (simulation: Simulation): (number | undefined)[] => ((simulation.get(REF) as Pod).status?.containerStatuses ?? []).map(({ restartCount }) => restartCount);

  it.each<[string, string | undefined, readonly number[]]>([
    ['restarts nothing by itself', undefined, [0, 0]],
    ['restarts the container whose policy wants it', 'RestartContainer', [1, 0]],
  ])('%s', (_name, policy, wanted) => {
    const simulation = sized(policy);
    expect(simulation.resize(REF, { web: { requests: { memory: '200Mi' }, limits: { memory: '500Mi' } } })).toMatchObject({ accepted: true });
    simulation.run();
    expect(restarts(simulation)).toEqual(wanted);
    expect((simulation.get(REF) as Pod).status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True');
  });

  it('gives a container the limit that it is killed above from then on', () => {
    const simulation = sized(undefined, { 'kubeplan.dev/memory': '500Mi' });
    simulation.run({ untilMs: 20_000 });
    expect(simulation.resize(REF, { web: { limits: { memory: '600Mi' } } })).toMatchObject({ accepted: true });
    simulation.run({ untilMs: 400_000 });
    const before = restarts(simulation);
    expect(before[0]).toBeGreaterThan(1);
    simulation.run({ untilMs: 1_000_000 });
    expect(restarts(simulation)).toEqual(before);
  });
});

describe('a node that was lost', () => {
  it('starts its containers anew when it is back', () => {
    const simulation = started({ initContainers: [main('first')] });
    simulation.run();
    simulation.failNode('a');
    simulation.run({ untilMs: 100_000 });
    simulation.recoverNode('a');
    simulation.run();
    expect(diary(simulation).slice(-2)).toEqual(['100 first running', '101 first Completed']);
    expect(simulation.get({ kind: 'Pod', namespace: 'default', name: 'p' })).toMatchObject({ status: { containerStatuses: [{ ready: true, restartCount: 1, lastState: { terminated: { exitCode: 255 } } }] } });
  });
});

it('pods that become ready and crash again and again do not keep a run waiting', () => {
  const simulation = createSimulation({ placement: 'anywhere' });
  const template = { metadata: { labels: { app: 'web' }, annotations: { 'kubeplan.dev/exit-after': '5s', 'kubeplan.dev/exit-code': '1' } }, spec: { containers: [main('web')] } };
  simulation.apply({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, minReadySeconds: 10, template } } as KubeObject);
  expect(simulation.run()).toMatchObject({ settled: true, complete: true });
  expect(simulation.nowMs).toBeLessThan(2 * 3_600_000);
});
