import { configuredProfiles, type SchedulerConfiguration } from '../scheduler/configuration.ts';
import type { SchedulerFeatures } from '../scheduler/features.ts';
import { dynamicResources } from '../scheduler/plugins/dynamic-resources.ts';
import { DEFAULT_SCHEDULER_NAME, type Profile } from '../scheduler/profile.ts';
import type { BackoffTimes } from '../scheduler/scheduling-queue.ts';

/** What a user may say of the scheduler. */
export interface SchedulingOptions {
  /** As `kube-scheduler --config` reads it. Default: one profile with the default plugins. */
  readonly configuration?: SchedulerConfiguration;
  /** `published`: claims get the devices that ResourceSlices name. `assumed`: every claim finds its devices wherever its pod goes. Default `published`. */
  readonly devices?: 'published' | 'assumed';
  /**
   * `wait`: pods that name a scheduler which no profile serves get no node. `default`: they are placed as by the default scheduler, which stands in for a
   * scheduler that is not known. Default `wait`.
   */
  readonly otherSchedulers?: 'wait' | 'default';
}

/** The profiles that these options ask for. */
export function profilesFor({ configuration = {}, devices }: SchedulingOptions, features: SchedulerFeatures): readonly Profile[] {
  const { profiles } = configuredProfiles(configuration, features);
  return devices === 'assumed' ? profiles.map(withoutDevices) : profiles;
}

/** The profile for pods of schedulers that are not known; undefined when they have to wait. */
export function fallbackOf({ otherSchedulers }: SchedulingOptions, profiles: readonly Profile[]): Profile | undefined {
  if (otherSchedulers !== 'default') return undefined;
  return profiles.find(({ schedulerName }) => schedulerName === DEFAULT_SCHEDULER_NAME) ?? profiles[0];
}

export function backoffFor({ configuration = {} }: SchedulingOptions): BackoffTimes {
  const { podInitialBackoffSeconds = 1, podMaxBackoffSeconds = 10 } = configuration;
  return { firstMs: podInitialBackoffSeconds * 1000, longestMs: podMaxBackoffSeconds * 1000 };
}

/** The profile for pods that find their devices anywhere. */
export function withoutDevices(profile: Profile): Profile {
  return {
    ...profile,
    filters: profile.filters.filter((plugin) => plugin !== dynamicResources),
    scorers: profile.scorers.filter(({ plugin }) => plugin !== dynamicResources),
    assumesDevices: profile.filters.includes(dynamicResources),
  };
}
