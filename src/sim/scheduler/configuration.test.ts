import { describe, expect, it } from 'vitest';
import { configuredProfiles } from './configuration.ts';
import { schedulerFeatures } from './features.ts';

const features = schedulerFeatures('1.36');

function first(profile: object): ReturnType<typeof configuredProfiles>['profiles'][number] {
  const [only] = configuredProfiles({ profiles: [profile] }, features).profiles;
  if (only === undefined) throw new Error('no profile');
  return only;
}

const weights = (profile: object): Record<string, number> => Object.fromEntries(first(profile).scorers.map(({ plugin, weight }) => [plugin.name, weight]));

describe('configuredProfiles', () => {
  it('gives the default weights', () => {
    expect(weights({})).toEqual({
      TaintToleration: 3, NodeAffinity: 2, NodeResourcesFit: 1, PodTopologySpread: 2, InterPodAffinity: 2, DynamicResources: 2, NodeResourcesBalancedAllocation: 1, ImageLocality: 1,
    });
  });

  it('overrides weights at the score point and by MultiPoint; a missing weight is 1', () => {
    expect(weights({ plugins: { score: { enabled: [{ name: 'NodeResourcesFit', weight: 5 }] } } })).toMatchObject({ NodeResourcesFit: 5, TaintToleration: 3 });
    expect(weights({ plugins: { multiPoint: { enabled: [{ name: 'TaintToleration' }] } } })).toMatchObject({ TaintToleration: 1 });
  });

  it('disables plugins at one point or everywhere', () => {
    const unscored = { plugins: { score: { disabled: [{ name: '*' }], enabled: [{ name: 'NodeAffinity', weight: 4 }] } } };
    expect(weights(unscored)).toEqual({ NodeAffinity: 4 });
    expect(first(unscored).filters.map(({ name }) => name)).toContain('TaintToleration');
    expect(first({ plugins: { multiPoint: { disabled: [{ name: 'InterPodAffinity' }] } } }).filters.map(({ name }) => name)).not.toContain('InterPodAffinity');
    expect(first({ plugins: { postFilter: { disabled: [{ name: 'DefaultPreemption' }] } } }).preemption).toBeUndefined();
  });

  it('says which plugins it does not know', () => {
    expect(configuredProfiles({ profiles: [{ plugins: { filter: { enabled: [{ name: 'Coscheduling' }] } } }] }, features).problems).toEqual([
      "the scheduler plugin Coscheduling is not one of kube-scheduler's own: what it decides is not simulated",
    ]);
  });

  it('fills in what arguments leave out', () => {
    const fit = first({ pluginConfig: [{ name: 'NodeResourcesFit', args: { scoringStrategy: { type: 'MostAllocated', resources: [] } } }] });
    expect(fit.scorers.find(({ plugin }) => plugin.name === 'NodeResourcesFit')?.plugin.scoreBase?.({} as never, {} as never)).toEqual({
      type: 'MostAllocated', resources: [{ name: 'cpu', weight: 1 }, { name: 'memory', weight: 1 }],
    });
  });

  it('says what it leaves out', () => {
    const { problems } = configuredProfiles({ percentageOfNodesToScore: 30, extenders: [{ urlPrefix: 'http://x' }] }, features);
    expect(problems).toEqual(['the scheduler extender http://x is not asked', expect.stringContaining('percentageOfNodesToScore 30')]);
  });
});
