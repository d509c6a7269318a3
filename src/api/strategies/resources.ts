import type { Strategy } from '../strategy.ts';
import { accessStrategies } from './resources/access.ts';
import { configurationStrategies } from './resources/configuration.ts';
import { networkStrategies } from './resources/network.ts';
import { schedulingStrategies } from './resources/scheduling.ts';
import { storageStrategies } from './resources/storage.ts';

/** Configuration, services, storage, networking, access, quota, scaling and disruption. */
export const resourceStrategies: readonly Strategy[] = [
  ...configurationStrategies,
  ...networkStrategies,
  ...storageStrategies,
  ...schedulingStrategies,
  ...accessStrategies,
];
