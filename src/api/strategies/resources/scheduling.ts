import { defaultFlowSchema, defaultPriorityLevelConfiguration } from '../../defaults/flow-control.ts';
import { defaultHorizontalPodAutoscaler, defaultHorizontalPodAutoscalerV1 } from '../../defaults/horizontal-pod-autoscaler.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import { subdomainName } from '../../object-name.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import { defineStrategy } from '../../strategy.ts';
import type { Strategy } from '../../strategy.ts';
import type { HorizontalPodAutoscaler as HorizontalPodAutoscalerV1 } from '../../types/autoscaling-v1.ts';
import type { HorizontalPodAutoscaler } from '../../types/autoscaling-v2.ts';
import type { Lease } from '../../types/coordination-v1.ts';
import type { FlowSchema, PriorityLevelConfiguration } from '../../types/flowcontrol-v1.ts';
import type { RuntimeClass } from '../../types/node-v1.ts';
import type { PodDisruptionBudget } from '../../types/policy-v1.ts';
import type { PriorityClass } from '../../types/scheduling-v1.ts';
import { validateFlowSchema } from '../../validation/flow-control/flow-schema.ts';
import { validatePriorityLevelConfiguration } from '../../validation/flow-control/priority-level-configuration.ts';
import { validateHorizontalPodAutoscaler, validateHorizontalPodAutoscalerV1 } from '../../validation/horizontal-pod-autoscaler/horizontal-pod-autoscaler.ts';
import { dropElectionFields, validateLease } from '../../validation/lease.ts';
import { validatePodDisruptionBudget } from '../../validation/pod-disruption-budget.ts';
import { validatePriorityClass, validatePriorityClassUpdate } from '../../validation/priority-class.ts';
import { validateRuntimeClass, validateRuntimeClassUpdate } from '../../validation/runtime-class.ts';
import { runtimeClassWarnings } from '../../warnings/configuration.ts';
import { countGeneration, dropStatus, keepStatus, startGeneration } from './status.ts';

/** How many pods there are, which go first, and how requests are shared out. */
export const schedulingStrategies: readonly Strategy[] = [
  defineStrategy<HorizontalPodAutoscaler>({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    namespaced: true,
    nameProblems: subdomainName,
    applyDefaults: defaultHorizontalPodAutoscaler,
    prepareForCreate: (autoscaler, { version }) => {
      dropStatus(autoscaler);
      dropTolerance(autoscaler, version);
    },
    validate: (autoscaler) => validateHorizontalPodAutoscaler(autoscaler),
    validateUpdate: (autoscaler, old) => validateHorizontalPodAutoscaler(autoscaler, old),
    prepareForUpdate: (autoscaler, old, { version }) => {
      keepStatus(autoscaler, old);
      dropTolerance(autoscaler, version, old);
    },
  }),
  defineStrategy<HorizontalPodAutoscalerV1>({
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    namespaced: true,
    nameProblems: subdomainName,
    applyDefaults: defaultHorizontalPodAutoscalerV1,
    prepareForCreate: dropStatus,
    validate: (autoscaler) => validateHorizontalPodAutoscalerV1(autoscaler),
    validateUpdate: (autoscaler, old) => validateHorizontalPodAutoscalerV1(autoscaler, old),
    prepareForUpdate: keepStatus,
  }),
  defineStrategy<PodDisruptionBudget>({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    namespaced: true,
    nameProblems: subdomainName,
    prepareForCreate: (budget) => {
      startGeneration(budget);
      budget.status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    },
    validate: (budget) => validatePodDisruptionBudget(budget),
    prepareForUpdate: (budget, old) => {
      countGeneration(budget, old, !semanticEqual(budget.spec, old.spec));
      keepStatus(budget, old);
    },
    validateUpdate: validatePodDisruptionBudget,
  }),
  defineStrategy<PriorityClass>({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    namespaced: false,
    nameProblems: subdomainName,
    applyDefaults: (priorityClass) => {
      priorityClass.preemptionPolicy ??= 'PreemptLowerPriority';
    },
    validate: validatePriorityClass,
    validateUpdate: validatePriorityClassUpdate,
  }),
  defineStrategy<RuntimeClass>({
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    namespaced: false,
    nameProblems: subdomainName,
    validate: validateRuntimeClass,
    validateUpdate: validateRuntimeClassUpdate,
    warnings: runtimeClassWarnings,
  }),
  defineStrategy<Lease>({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    namespaced: true,
    nameProblems: subdomainName,
    prepareForCreate: dropElectionFields,
    validate: validateLease,
    prepareForUpdate: dropElectionFields,
  }),
  ...(['v1', 'v1beta3'] as const).flatMap((version) => [
    defineStrategy<FlowSchema>({
      apiVersion: `flowcontrol.apiserver.k8s.io/${version}`,
      kind: 'FlowSchema',
      namespaced: false,
      nameProblems: subdomainName,
      applyDefaults: defaultFlowSchema,
      prepareForCreate: (schema) => {
        startGeneration(schema);
        dropStatus(schema);
      },
      validate: validateFlowSchema,
      prepareForUpdate: (schema, old) => {
        countGeneration(schema, old, !semanticEqual(schema.spec, old.spec));
        keepStatus(schema, old);
      },
    }),
    defineStrategy<PriorityLevelConfiguration>({
      apiVersion: `flowcontrol.apiserver.k8s.io/${version}`,
      kind: 'PriorityLevelConfiguration',
      namespaced: false,
      nameProblems: subdomainName,
      applyDefaults: defaultPriorityLevelConfiguration,
      prepareForCreate: (level) => {
        startGeneration(level);
        dropStatus(level);
      },
      validate: validatePriorityLevelConfiguration,
      prepareForUpdate: (level, old) => {
        countGeneration(level, old, !semanticEqual(level.spec, old.spec));
        keepStatus(level, old);
      },
    }),
  ]),
];

/** A tolerance in one direction keeps those of both (pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go, `dropDisabledFields`). */
function dropTolerance({ spec }: HorizontalPodAutoscaler, version: KubernetesVersion, old?: HorizontalPodAutoscaler): void {
  const { scaleUp, scaleDown } = old?.spec?.behavior ?? {};
  if (isFeatureOn('HPAConfigurableTolerance', version) || scaleUp?.tolerance !== undefined || scaleDown?.tolerance !== undefined) return;
  delete spec?.behavior?.scaleUp?.tolerance;
  delete spec?.behavior?.scaleDown?.tolerance;
}
