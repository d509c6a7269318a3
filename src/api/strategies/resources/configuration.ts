import { defaultLimitRange } from '../../defaults/limit-range.ts';
import { defaultNamespace, prepareNamespace } from '../../defaults/namespace.ts';
import { defaultNode } from '../../defaults/node.ts';
import { roundUpResourceList } from '../../defaults/resource-list.ts';
import { defaultConfigMap, defaultSecret } from '../../defaults/secret.ts';
import type { FieldError } from '../../field-error.ts';
import { anyName, labelName, subdomainName } from '../../object-name.ts';
import { defineStrategy } from '../../strategy.ts';
import type { Strategy } from '../../strategy.ts';
import type { ConfigMap, Event as CoreEvent, LimitRange, Namespace, Node, ResourceQuota, Secret, ServiceAccount } from '../../types/core-v1.ts';
import type { Event as EventsEvent } from '../../types/events-v1.ts';
import { validateConfigMap, validateConfigMapUpdate } from '../../validation/config-map.ts';
import { fromCoreEvent, fromEventsEvent, validateEvent, validateEventChange, validateNewEvent } from '../../validation/event.ts';
import { validateLimitRange } from '../../validation/limit-range.ts';
import { validateNamespace } from '../../validation/namespace.ts';
import { validateNode, validateNodeUpdate } from '../../validation/node.ts';
import { validatePodSecurityLabels, validatePodSecurityLabelsUpdate } from '../../validation/pod-security-labels.ts';
import { validateResourceQuota, validateResourceQuotaUpdate } from '../../validation/resource-quota.ts';
import { validateSecret, validateSecretUpdate } from '../../validation/secret.ts';
import { nodeWarnings, resourceQuotaWarnings, secretWarnings, serviceAccountWarnings } from '../../warnings/configuration.ts';
import { dropStatus, keepStatus } from './status.ts';

/** Namespaces and what configures them and their pods, nodes, events. */
export const configurationStrategies: readonly Strategy[] = [
  defineStrategy<Namespace>({
    apiVersion: 'v1',
    kind: 'Namespace',
    namespaced: false,
    nameProblems: labelName,
    applyDefaults: defaultNamespace,
    prepareForCreate: prepareNamespace,
    validate: validateNewNamespace,
    prepareForUpdate: (namespace, old) => {
      if (old.spec === undefined) delete namespace.spec;
      else (namespace.spec ??= {}).finalizers = old.spec.finalizers;
      keepStatus(namespace, old);
    },
    validateUpdate: validatePodSecurityLabelsUpdate,
  }),
  defineStrategy<ConfigMap>({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespaced: true,
    nameProblems: subdomainName,
    applyDefaults: defaultConfigMap,
    validate: validateConfigMap,
    validateUpdate: validateConfigMapUpdate,
  }),
  defineStrategy<Secret>({
    apiVersion: 'v1',
    kind: 'Secret',
    namespaced: true,
    nameProblems: subdomainName,
    applyDefaults: defaultSecret,
    validate: validateSecret,
    validateUpdate: validateSecretUpdate,
    warnings: secretWarnings,
  }),
  defineStrategy<ServiceAccount>({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    namespaced: true,
    nameProblems: subdomainName,
    prepareForCreate: keepSecretNames,
    validate: () => [],
    warnings: serviceAccountWarnings,
    prepareForUpdate: keepSecretNames,
  }),
  defineStrategy<LimitRange>({
    apiVersion: 'v1',
    kind: 'LimitRange',
    namespaced: true,
    nameProblems: subdomainName,
    applyDefaults: defaultLimitRange,
    prepareForCreate: ({ metadata }) => {
      // The only kind that gets a name of its own: a random uid, which these letters stand for.
      if (metadata !== undefined && (metadata.name ?? '') === '') metadata.name = 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx';
    },
    validate: validateLimitRange,
  }),
  defineStrategy<ResourceQuota>({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    namespaced: true,
    nameProblems: subdomainName,
    applyDefaults: (quota) => roundUpResourceList(quota.spec?.hard),
    prepareForCreate: dropStatus,
    validate: (quota, { version }) => validateResourceQuota(quota, version),
    prepareForUpdate: keepStatus,
    validateUpdate: (quota, old, { version }) => validateResourceQuotaUpdate(quota, old, version),
    warnings: resourceQuotaWarnings,
  }),
  defineStrategy<Node>({
    apiVersion: 'v1',
    kind: 'Node',
    namespaced: false,
    nameProblems: subdomainName,
    applyDefaults: defaultNode,
    prepareForCreate: dropDynamicConfig,
    validate: (node, { version }) => validateNode(node, version),
    prepareForUpdate: (node, old) => {
      keepStatus(node, old);
      if (old.spec?.configSource === undefined) delete node.spec?.configSource;
    },
    validateUpdate: (node, old, { version }) => [...validateNode(node, version), ...validateNodeUpdate(node, old)],
    warnings: nodeWarnings,
  }),
  defineStrategy<CoreEvent>({
    apiVersion: 'v1',
    kind: 'Event',
    namespaced: true,
    nameProblems: anyName,
    applyDefaults: (event) => {
      event.reportingComponent ??= '';
      event.reportingInstance ??= '';
    },
    validate: (event) => validateEvent(fromCoreEvent(event)),
  }),
  defineStrategy<EventsEvent>({
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    namespaced: true,
    nameProblems: subdomainName,
    validate: (event) => validateNewEvent(fromEventsEvent(event)),
    validateUpdate: (event, old) => validateEventChange(fromEventsEvent(event), fromEventsEvent(old)),
  }),
];

/** Of references to Secrets only the names are kept (pkg/registry/core/serviceaccount/strategy.go). */
function keepSecretNames(account: ServiceAccount): void {
  if (account.secrets !== undefined) account.secrets = account.secrets.map(({ name }) => ({ name }));
}

/** No kubelet takes its configuration from the API any more (pkg/registry/core/node/strategy.go, `dropDisabledFields`). */
function dropDynamicConfig({ spec, status }: Node): void {
  delete spec?.configSource;
  delete status?.config;
}

/** Admission looks at the labels once the rest is right. */
function validateNewNamespace(namespace: Namespace): FieldError[] {
  const errors = validateNamespace(namespace);
  return errors.length > 0 ? errors : validatePodSecurityLabels(namespace);
}
