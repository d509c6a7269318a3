import { EvaluationError } from '../../cel/values.ts';
import type { KubeObject } from '../../object.ts';
import type { MutatingWebhook, MutatingWebhookConfiguration, ValidatingWebhook, ValidatingWebhookConfiguration } from '../../types/admissionregistration-v1.ts';
import { matchesResources } from '../policies/match-resources.ts';
import { expressionsOf, meetsConditions, PolicyEvaluation } from '../policies/policy-expressions.ts';
import type { PolicyRequest } from '../policies/policy-request.ts';
import { isPolicy } from '../policies/validating.ts';

export const WEBHOOK_KINDS: ReadonlySet<string> = new Set(['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']);

/** A webhook of a configuration that the API server has taken: defaults are filled in. */
export interface ConfiguredWebhook {
  readonly configuration: KubeObject;
  readonly webhook: MutatingWebhook | ValidatingWebhook;
  /** Its place in the configuration. */
  readonly index: number;
}

/** The webhooks among objects, in order of configurations. */
export function webhooksOf(objects: Iterable<KubeObject>): ConfiguredWebhook[] {
  return [...objects].filter(isWebhookConfiguration).flatMap((configuration) => {
    const { webhooks = [] } = configuration as KubeObject & (MutatingWebhookConfiguration | ValidatingWebhookConfiguration);
    return webhooks.map((webhook, index) => ({ configuration, webhook, index }));
  });
}

/**
 * Whether the API server asks a webhook about a request; `perhaps` when that depends on what nobody knows, or a condition fails
 * (k8s.io/apiserver/pkg/admission/plugin/webhook/generic/webhook.go, `ShouldCallHook`, v1.36). What it answers is never known.
 */
export function isAsked({ matchPolicy, rules = [], namespaceSelector, objectSelector, matchConditions = [] }: MutatingWebhook | ValidatingWebhook, request: PolicyRequest): 'yes' | 'no' | 'perhaps' {
  // Configurations of admission are exempt, so that a wrong one can be mended.
  if (isWebhookConfiguration(request.object) || isPolicy(request.object) || rules.length === 0) return 'no';
  try {
    const about = { matchPolicy, resourceRules: rules, namespaceSelector, objectSelector };
    if (!matchesResources(about, request, true)) return 'no';
    if (matchConditions.length === 0) return 'yes';
    return meetsConditions(matchConditions, new PolicyEvaluation(expressionsOf({ matchConditions }), request, request.object, null)) ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof EvaluationError) return 'perhaps';
    throw error;
  }
}

function isWebhookConfiguration({ apiVersion, kind }: KubeObject): boolean {
  return WEBHOOK_KINDS.has(kind) && apiVersion.startsWith('admissionregistration.k8s.io/');
}
