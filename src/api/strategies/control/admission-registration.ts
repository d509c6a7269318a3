import { defaultAdmissionPolicy, defaultMutatingWebhooks, defaultPolicyBinding, defaultWebhooks } from '../../defaults/admission-registration.ts';
import { subdomainName } from '../../object-name.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import { defineStrategy, type Strategy } from '../../strategy.ts';
import type {
  MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding, MutatingWebhookConfiguration, ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding, ValidatingWebhookConfiguration,
} from '../../types/admissionregistration-v1.ts';
import { validateMutatingAdmissionPolicy, validateValidatingAdmissionPolicy } from '../../validation/admission-registration/admission-policy.ts';
import { validateMutatingAdmissionPolicyBinding, validateValidatingAdmissionPolicyBinding } from '../../validation/admission-registration/policy-binding.ts';
import { validateWebhookConfiguration, validateWebhookConfigurationUpdate } from '../../validation/admission-registration/webhook-configuration.ts';
import { countGeneration, dropStatus, keepStatus, startGeneration } from '../resources/status.ts';

const POLICY_VERSIONS = ['v1', 'v1beta1', 'v1alpha1'] as const;
const WEBHOOK_KIND = { apiVersion: 'admissionregistration.k8s.io/v1', namespaced: false, nameProblems: subdomainName, prepareForCreate: startGeneration } as const;

/** Admission webhooks and policies (pkg/registry/admissionregistration, v1.36). Policies are the same in all their versions. */
export const admissionRegistrationStrategies: readonly Strategy[] = [
  defineStrategy<ValidatingWebhookConfiguration>({
    ...WEBHOOK_KIND,
    kind: 'ValidatingWebhookConfiguration',
    applyDefaults: ({ webhooks = [] }) => {
      defaultWebhooks(webhooks);
    },
    validate: validateWebhookConfiguration,
    prepareForUpdate: (configuration, old) => {
      countGeneration(configuration, old, !semanticEqual(configuration.webhooks, old.webhooks));
    },
    validateUpdate: validateWebhookConfigurationUpdate,
  }),
  defineStrategy<MutatingWebhookConfiguration>({
    ...WEBHOOK_KIND,
    kind: 'MutatingWebhookConfiguration',
    applyDefaults: ({ webhooks = [] }) => {
      defaultMutatingWebhooks(webhooks);
    },
    validate: validateWebhookConfiguration,
    prepareForUpdate: (configuration, old) => {
      countGeneration(configuration, old, !semanticEqual(configuration.webhooks, old.webhooks));
    },
    validateUpdate: validateWebhookConfigurationUpdate,
  }),
  ...POLICY_VERSIONS.flatMap((version) => {
    const shared = { apiVersion: `admissionregistration.k8s.io/${version}`, namespaced: false, nameProblems: subdomainName } as const;
    return [
      defineStrategy<ValidatingAdmissionPolicy>({
        ...shared,
        kind: 'ValidatingAdmissionPolicy',
        applyDefaults: defaultAdmissionPolicy,
        prepareForCreate: (policy) => {
          startGeneration(policy);
          dropStatus(policy);
        },
        validate: (policy, { version: release }) => validateValidatingAdmissionPolicy(policy, undefined, release),
        prepareForUpdate: (policy, old) => {
          countGeneration(policy, old, !semanticEqual(policy.spec, old.spec));
          keepStatus(policy, old);
        },
        validateUpdate: (policy, old) => validateValidatingAdmissionPolicy(policy, old),
      }),
      defineStrategy<ValidatingAdmissionPolicyBinding>({
        ...shared,
        kind: 'ValidatingAdmissionPolicyBinding',
        applyDefaults: defaultPolicyBinding,
        prepareForCreate: startGeneration,
        validate: validateValidatingAdmissionPolicyBinding,
        prepareForUpdate: (binding, old) => {
          countGeneration(binding, old, !semanticEqual(binding.spec, old.spec));
        },
      }),
      defineStrategy<MutatingAdmissionPolicy>({
        ...shared,
        kind: 'MutatingAdmissionPolicy',
        applyDefaults: defaultAdmissionPolicy,
        prepareForCreate: startGeneration,
        validate: (policy, { version: release }) => validateMutatingAdmissionPolicy(policy, undefined, release),
        prepareForUpdate: (policy, old) => {
          countGeneration(policy, old, !semanticEqual(policy.spec, old.spec));
        },
        validateUpdate: (policy, old) => validateMutatingAdmissionPolicy(policy, old),
      }),
      defineStrategy<MutatingAdmissionPolicyBinding>({
        ...shared,
        kind: 'MutatingAdmissionPolicyBinding',
        applyDefaults: defaultPolicyBinding,
        prepareForCreate: startGeneration,
        validate: validateMutatingAdmissionPolicyBinding,
        prepareForUpdate: (binding, old) => {
          countGeneration(binding, old, !semanticEqual(binding.spec, old.spec));
        },
      }),
    ];
  }),
];
