import type { MatchResources, MutatingAdmissionPolicy, MutatingWebhook, NamedRuleWithOperations, RuleWithOperations, ValidatingAdmissionPolicy, ValidatingWebhook } from '../types/admissionregistration-v1.ts';

const TIMEOUT_SECONDS = 10;
const SERVICE_PORT = 443;

/** Defaults of webhooks and admission policies (pkg/apis/admissionregistration/v1/defaults.go, v1.36). */
export function defaultWebhooks(webhooks: readonly ValidatingWebhook[]): void {
  for (const webhook of webhooks) {
    webhook.failurePolicy ??= 'Fail';
    webhook.matchPolicy ??= 'Equivalent';
    webhook.namespaceSelector ??= {};
    webhook.objectSelector ??= {};
    webhook.timeoutSeconds ??= TIMEOUT_SECONDS;
    webhook.clientConfig ??= {};
    if (webhook.clientConfig.service !== undefined) webhook.clientConfig.service.port ??= SERVICE_PORT;
    defaultRules(webhook.rules ?? []);
  }
}

export function defaultMutatingWebhooks(webhooks: readonly MutatingWebhook[]): void {
  defaultWebhooks(webhooks);
  for (const webhook of webhooks) webhook.reinvocationPolicy ??= 'Never';
}

export function defaultAdmissionPolicy(policy: ValidatingAdmissionPolicy | MutatingAdmissionPolicy): void {
  const spec = (policy.spec ??= {});
  spec.failurePolicy ??= 'Fail';
  if (spec.matchConstraints !== undefined) defaultMatchResources(spec.matchConstraints);
}

export function defaultPolicyBinding({ spec }: { spec?: { matchResources?: MatchResources | undefined } | undefined }): void {
  if (spec?.matchResources !== undefined) defaultMatchResources(spec.matchResources);
}

function defaultMatchResources(resources: MatchResources): void {
  resources.matchPolicy ??= 'Equivalent';
  resources.namespaceSelector ??= {};
  resources.objectSelector ??= {};
  defaultRules([...(resources.resourceRules ?? []), ...(resources.excludeResourceRules ?? [])]);
}

function defaultRules(rules: readonly (RuleWithOperations | NamedRuleWithOperations)[]): void {
  for (const rule of rules) rule.scope ??= '*';
}
