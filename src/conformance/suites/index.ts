import type { Suite } from '../suite.ts';
import { admissionSuite } from './admission.ts';
import { apiSuite } from './api.ts';
import { applySuite } from './apply.ts';
import { corpusSuite } from './corpus.ts';
import { crdSuite } from './crd.ts';
import { defaultsSuite } from './defaults.ts';
import { lintSuite } from './lint.ts';
import { pairsSuite } from './pairs.ts';
import { rbacSuite } from './rbac.ts';
import { rolloutSuite } from './rollout.ts';
import { schedulerSuite } from './scheduler.ts';
import { timelineSuite } from './timeline.ts';
import { updateSuite } from './update.ts';
import { warningsSuite } from './warnings.ts';
import { yamlSuite } from './yaml.ts';

/** The suites in the order in which they are run. */
export const SUITES: readonly Suite[] = [
  yamlSuite,
  apiSuite,
  defaultsSuite,
  updateSuite,
  crdSuite,
  warningsSuite,
  lintSuite,
  corpusSuite,
  admissionSuite,
  rbacSuite,
  applySuite,
  schedulerSuite,
  rolloutSuite,
  timelineSuite,
  pairsSuite,
];
