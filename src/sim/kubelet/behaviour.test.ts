import { describe, expect, it } from 'vitest';
import type { Pod } from '../objects.ts';
import { behaviourOf, type BehaviourSources } from './behaviour.ts';
import { readBehaviour } from './behaviour-words.ts';

const pod = (annotations: Readonly<Record<string, string>> = {}, restartPolicy = 'Always'): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { annotations }, spec: { restartPolicy, containers: [{ name: 'web' }, { name: 'log' }] } });

describe('what a container does', () => {
  const ready = (annotations: Readonly<Record<string, string>>, sources: BehaviourSources = {}, name = 'web'): number | null => behaviourOf(pod(annotations), name, 'main', sources).readyAfterMs;

  it.each<[string, Readonly<Record<string, string>>, BehaviourSources, number | null]>([
    ['is the default where nobody says anything', {}, {}, 0],
    ['is what the caller takes for granted', {}, { given: { readyAfterMs: 1000 } }, 1000],
    ['is what annotations say instead', { 'kubeplan.dev/ready-after': '2s' }, { given: { readyAfterMs: 1000, containers: { web: { readyAfterMs: 1500 } } } }, 2000],
    ['is what they say of it by name', { 'kubeplan.dev/ready-after': '2s', 'kubeplan.dev/ready-after.web': '3s', 'kubeplan.dev/ready-after.log': '4s' }, {}, 3000],
    ['is what a scenario says, before all else', { 'kubeplan.dev/ready-after.web': '3s' }, { overrides: { readyAfterMs: null } }, null],
    ['is what a scenario says of it by name', {}, { overrides: { readyAfterMs: null, containers: { web: { readyAfterMs: 5000 } } } }, 5000],
  ])('%s', (_name, annotations, sources, wanted) => {
    expect(ready(annotations, sources)).toBe(wanted);
  });

  it('is for memory said of the default container, for exits of the main ones', () => {
    const said = pod({ 'kubeplan.dev/memory': '300Mi', 'kubeplan.dev/exit-after': '5s', 'kubectl.kubernetes.io/default-container': 'log' });
    expect(behaviourOf(said, 'web', 'main')).toMatchObject({ memoryBytes: undefined, exit: { afterMs: 5000, code: 0 } });
    expect(behaviourOf(said, 'log', 'main')).toMatchObject({ memoryBytes: 300 * 1024 * 1024 });
    expect(behaviourOf(said, 'first', 'init')).toMatchObject({ memoryBytes: undefined, exit: { afterMs: 1000, code: 0 } });
    expect(behaviourOf(said, 'proxy', 'sidecar').exit).toBeUndefined();
  });

  it('ends by itself in pods that do not always restart', () => {
    expect(behaviourOf(pod({}, 'OnFailure'), 'web', 'main').exit).toEqual({ afterMs: 10_000, code: 0 });
    expect(behaviourOf(pod({}, 'OnFailure'), 'proxy', 'sidecar').exit).toBeUndefined();
  });
});

describe('the words', () => {
  const read = (words: Readonly<Record<string, string>>): ReturnType<typeof readBehaviour> => readBehaviour((word) => words[word]);

  it('have values with units', () => {
    expect(read({ pull: 'never', start: '500ms', 'ready-after': '1.5m', 'exit-after': '1h', 'exit-code': '3', 'exit-reason': 'Error', memory: '300Mi', disk: '2Gi', 'memory-after': '10m', terminate: '5s' })).toEqual({
      behaviour: { pullMs: null, startMs: 500, readyAfterMs: 90_000, exit: { afterMs: 3_600_000, code: 3, reason: 'Error' }, memoryBytes: 314_572_800, diskBytes: 2_147_483_648, memoryAfterMs: 600_000, terminateMs: 5000 },
      unread: [],
    });
  });

  it.each([['pull', 'soon'], ['start', 'never'], ['exit-code', '256'], ['memory', 'much'], ['memory', '-1'], ['ready-after', '10']])('%s is not %s', (word, value) => {
    expect(read({ [word]: value })).toEqual({ behaviour: {}, unread: [word] });
  });
});
