import { describe, expect, it } from 'vitest';
import { loadText } from '../load/load.ts';
import type { SchedulerConfiguration } from '../sim/scheduler/configuration.ts';
import { readSchedulerConfiguration } from './scheduler-configuration.ts';

const HEAD = 'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n';

function read(text: string): SchedulerConfiguration {
  const [document] = loadText(text, 'scheduler.yaml').documents;
  if (document === undefined) throw new Error('no document');
  return readSchedulerConfiguration(document);
}

function complaint(body: string): string {
  try {
    read(HEAD + body);
  } catch (error) {
    return (error as Error).message.replace('kube-scheduler would not start with ', '');
  }
  return 'none';
}

const args = (plugin: string, lines: string): string => `profiles:\n- pluginConfig:\n  - name: ${plugin}\n    args:\n${lines.replaceAll(/^/gm, '      ')}`;

describe('readSchedulerConfiguration', () => {
  it('takes what kube-scheduler takes, nulls as absent', () => {
    expect(read(`${HEAD}leaderElection: {leaderElect: true}\nprofiles:\n- schedulerName: packing\n  plugins:\n    score:\n      disabled: [{name: '*'}]\n      enabled: [{name: NodeResourcesFit, weight: 3}]\n  pluginConfig: null\n`)).toMatchObject({
      profiles: [{ schedulerName: 'packing', plugins: { score: { enabled: [{ name: 'NodeResourcesFit', weight: 3 }] } } }],
    });
    expect(read(`${HEAD}profiles:\n- pluginConfig: null\n`).profiles?.[0]).not.toHaveProperty('pluginConfig');
  });

  it('takes no other kind or version', () => {
    expect(() => read('apiVersion: v1\nkind: ConfigMap\n')).toThrow('scheduler.yaml is ConfigMap of v1: a scheduler configuration is KubeSchedulerConfiguration of kubescheduler.config.k8s.io/v1');
    expect(() => read(HEAD.replace('/v1', '/v1beta3'))).toThrow('kubescheduler.config.k8s.io/v1beta3');
  });

  it.each([
    ['an unknown field', 'profile: []\n', 'scheduler.yaml:3:10: profile is no field here; there are'],
    ['a wrong type', 'profiles: {}\n', 'scheduler.yaml:3:11: profiles must be a list, not {}'],
    ['an unknown extension point', 'profiles:\n- plugins:\n    filters: {}\n', 'scheduler.yaml:5:14: profiles[0].plugins.filters is no field here'],
    ['a percentage out of range', 'percentageOfNodesToScore: 101\n', 'scheduler.yaml:3:27: percentageOfNodesToScore must be a whole number from 0 to 100, not 101'],
    ['two profiles of one name', 'profiles:\n- schedulerName: a\n- schedulerName: a\n', 'scheduler.yaml:5:18: profiles[1].schedulerName a is the name of a profile above'],
    ['a profile without name beside another', 'profiles:\n- schedulerName: a\n- {}\n', 'profiles[1].schedulerName must name the scheduler'],
    ['a plugin that is enabled twice', 'profiles:\n- plugins:\n    score:\n      enabled: [{name: NodeName}, {name: NodeName}]\n', 'profiles[0].plugins.score.enabled[1] NodeName is enabled above'],
    ['arguments given twice', 'profiles:\n- pluginConfig: [{name: NodeName}, {name: NodeName}]\n', 'profiles[0].pluginConfig[1] NodeName has arguments above'],
    ['a back-off that is too long', 'podInitialBackoffSeconds: 20\n', 'podInitialBackoffSeconds must not exceed podMaxBackoffSeconds, but is 20'],
    ['an unknown strategy', args('NodeResourcesFit', 'scoringStrategy:\n  type: Best\n'), 'scoringStrategy.type must be one of LeastAllocated, MostAllocated, RequestedToCapacityRatio, not "Best"'],
    ['a shape that does not rise', args('NodeResourcesFit', 'scoringStrategy:\n  type: RequestedToCapacityRatio\n  requestedToCapacityRatio:\n    shape: [{utilization: 50, score: 1}, {utilization: 50, score: 2}]\n'), 'shape[1].utilization must be higher than that of the point above'],
    ['a strategy without its shape', args('NodeResourcesFit', 'scoringStrategy:\n  type: RequestedToCapacityRatio\n'), 'scoringStrategy needs requestedToCapacityRatio.shape'],
    ['default constraints beside the system\'s', args('PodTopologySpread', 'defaultConstraints: [{topologyKey: zone, maxSkew: 1, whenUnsatisfiable: ScheduleAnyway}]\n'), 'defaultConstraints needs defaultingType: List'],
    ['a default constraint with a selector', args('PodTopologySpread', 'defaultingType: List\ndefaultConstraints: [{topologyKey: zone, maxSkew: 1, whenUnsatisfiable: ScheduleAnyway, labelSelector: {}}]\n'), 'labelSelector must be absent'],
    ['a weight of pod affinity out of range', args('InterPodAffinity', 'hardPodAffinityWeight: 101\n'), 'hardPodAffinityWeight must be a whole number from 0 to 100, not 101'],
    ['an added affinity that selects nothing', args('NodeAffinity', 'addedAffinity:\n  requiredDuringSchedulingIgnoredDuringExecution: {}\n'), 'requiredDuringSchedulingIgnoredDuringExecution needs nodeSelectorTerms'],
  ])('refuses %s', (_name, body, message) => {
    expect(complaint(body)).toContain(message);
  });
});
