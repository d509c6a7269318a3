import type { Rule } from '../src/lint/rule.ts';
import selectorMatchesTemplate from './correctness/selector-matches-template.ts';
import noExposedServiceType from './network/no-exposed-service-type.ts';
import noDefaultNamespace from './policy/no-default-namespace.ts';
import serviceSelectsPod from './reference/service-selects-pod.ts';
import livenessProbe from './reliability/liveness-probe.ts';
import readinessProbe from './reliability/readiness-probe.ts';
import startupProbe from './reliability/startup-probe.ts';
import cpuLimitsSet from './resources/cpu-limits-set.ts';
import cpuRequestsSet from './resources/cpu-requests-set.ts';
import memoryLimitsSet from './resources/memory-limits-set.ts';
import memoryRequestsSet from './resources/memory-requests-set.ts';
import noSaTokenAutomount from './security/no-sa-token-automount.ts';

/** Every rule, in the order in which it is documented: by category, within one from the general to the special. */
export const RULES: readonly Rule[] = [
  // correctness
  selectorMatchesTemplate,
  // reference
  serviceSelectsPod,
  // reliability
  readinessProbe,
  livenessProbe,
  startupProbe,
  // resources
  cpuRequestsSet,
  memoryRequestsSet,
  memoryLimitsSet,
  cpuLimitsSet,
  // security
  noSaTokenAutomount,
  // network
  noExposedServiceType,
  // policy
  noDefaultNamespace,
];
