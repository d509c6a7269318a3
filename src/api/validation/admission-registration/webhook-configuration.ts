import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { AdmissionExpressions } from '../../cel/admission-expressions.ts';
import { duplicate, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import type { ValidationContext } from '../../strategy.ts';
import { dns1035LabelProblems, dns1123SubdomainProblems } from '../../names.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import type { MutatingWebhook, ValidatingWebhook } from '../../types/admissionregistration-v1.ts';
import { validateLabelSelector } from '../label-selector.ts';
import { validateMatchConditions } from './match-conditions.ts';
import { MATCH_POLICIES, validateRule } from './rules.ts';
import { validateWebhookClientConfig } from './webhook-client.ts';

export const FAILURE_POLICIES: readonly string[] = ['Fail', 'Ignore'];
export const REINVOCATION_POLICIES: readonly string[] = ['IfNeeded', 'Never'];
const REVIEW_VERSIONS: readonly string[] = ['v1', 'v1beta1'];
const HARMLESS_SIDE_EFFECTS: readonly string[] = ['None', 'NoneOnDryRun'];
const SIDE_EFFECTS: readonly string[] = [...HARMLESS_SIDE_EFFECTS, 'Some', 'Unknown'];
const MAX_TIMEOUT_SECONDS = 30;

type Webhook = ValidatingWebhook & Pick<MutatingWebhook, 'reinvocationPolicy'>;

interface WebhookConfiguration {
  readonly webhooks?: readonly Webhook[] | undefined;
}

/** What a stored object that breaks younger rules may go on doing. */
interface Leniency {
  readonly sideEffects: boolean;
  readonly reviewVersions: boolean;
  readonly repeatedNames: boolean;
  readonly labelValues: boolean;
  readonly matchConditions: boolean;
}

const STRICT: Leniency = { sideEffects: false, reviewVersions: false, repeatedNames: false, labelValues: false, matchConditions: false };

/** The rules for both kinds of webhook configurations (pkg/apis/admissionregistration/validation/validation.go, v1.36). */
export function validateWebhookConfiguration(configuration: WebhookConfiguration, { version }: ValidationContext): FieldError[] {
  return validateWebhooks(configuration.webhooks ?? [], STRICT, version);
}

export function validateWebhookConfigurationUpdate(configuration: WebhookConfiguration, { webhooks: old = [] }: WebhookConfiguration): FieldError[] {
  const webhooks = configuration.webhooks ?? [];
  return validateWebhooks(webhooks, {
    sideEffects: old.some(({ sideEffects = '' }) => !HARMLESS_SIDE_EFFECTS.includes(sideEffects)),
    reviewVersions: old.some(({ admissionReviewVersions = [] }) => admissionReviewVersions.length > 0 && !admissionReviewVersions.some((version) => REVIEW_VERSIONS.includes(version))),
    repeatedNames: new Set(old.map(({ name }) => name)).size < old.length,
    labelValues: old.some(({ namespaceSelector, objectSelector }) => [namespaceSelector, objectSelector].some((selector) => validateLabelSelector(selector, {}, '').length > 0)),
    matchConditions: webhooks.length === old.length && webhooks.every((webhook, index) => semanticEqual(webhook.matchConditions, old[index]?.matchConditions)),
  });
}

function validateWebhooks(webhooks: readonly Webhook[], leniency: Leniency, release?: KubernetesVersion): FieldError[] {
  const seen = new Set<string>();
  return webhooks.flatMap((webhook, index) => {
    const path = at('webhooks', index);
    const { name = '' } = webhook;
    const errors = validateWebhook(webhook, leniency, release, path);
    if (!leniency.repeatedNames && seen.has(name)) errors.push(duplicate(child(path, 'name'), name));
    if (name !== '') seen.add(name);
    return errors;
  });
}

function validateWebhook(webhook: Webhook, leniency: Leniency, release: KubernetesVersion | undefined, path: FieldPath): FieldError[] {
  const { name = '', rules = [], failurePolicy, matchPolicy, sideEffects, timeoutSeconds, reinvocationPolicy, clientConfig = {} } = webhook;
  const errors = [...validateName(name, child(path, 'name')), ...rules.flatMap((rule, index) => validateRule(rule, at(child(path, 'rules'), index)))];
  const oneOf = (field: string, value: string | undefined, allowed: readonly string[]): void => {
    if (value !== undefined && !allowed.includes(value)) errors.push(notSupported(child(path, field), value, allowed));
  };
  oneOf('failurePolicy', failurePolicy, FAILURE_POLICIES);
  oneOf('matchPolicy', matchPolicy, MATCH_POLICIES);
  oneOf('reinvocationPolicy', reinvocationPolicy, REINVOCATION_POLICIES);
  const allowedEffects = leniency.sideEffects ? SIDE_EFFECTS : HARMLESS_SIDE_EFFECTS;
  oneOf('sideEffects', sideEffects, allowedEffects);
  if (sideEffects === undefined) errors.push(required(child(path, 'sideEffects'), `must be one of ${allowedEffects.join(', ')}`));
  if (timeoutSeconds !== undefined && (timeoutSeconds < 1 || timeoutSeconds > MAX_TIMEOUT_SECONDS)) {
    errors.push(invalid(child(path, 'timeoutSeconds'), timeoutSeconds, `must be between 1 and ${MAX_TIMEOUT_SECONDS} seconds`));
  }
  const selectorOptions = { allowInvalidValues: leniency.labelValues };
  errors.push(
    ...validateLabelSelector(webhook.namespaceSelector, selectorOptions, child(path, 'namespaceSelector')),
    ...validateLabelSelector(webhook.objectSelector, selectorOptions, child(path, 'objectSelector')),
    ...validateWebhookClientConfig(clientConfig, child(path, 'clientConfig')),
  );
  if (!leniency.matchConditions) errors.push(...validateMatchConditions(webhook.matchConditions ?? [], new AdmissionExpressions({ release }), child(path, 'matchConditions')));
  return [...errors, ...validateReviewVersions(webhook.admissionReviewVersions ?? [], leniency.reviewVersions, child(path, 'admissionReviewVersions'))];
}

function validateName(name: string, path: FieldPath): FieldError[] {
  if (name === '') return [required(path, 'must be a domain such as check.example.org')];
  const problems = dns1123SubdomainProblems(name);
  if (problems.length > 0) return [invalid(path, name, problems.join(' and '))];
  return name.split('.').length < 3 ? [invalid(path, name, 'must be a domain of at least three parts, such as check.example.org')] : [];
}

/** Versions of AdmissionReview, of which the API server must know one; shared with conversion webhooks. */
export function validateReviewVersions(versions: readonly string[], anyVersion: boolean, path: FieldPath): FieldError[] {
  if (versions.length === 0) return [required(path, `must have at least one of ${REVIEW_VERSIONS.join(', ')}`)];
  const errors = versions.flatMap((version, index) => {
    if (versions.indexOf(version) < index) return [invalid(at(path, index), version, 'occurs twice')];
    return dns1035LabelProblems(version).map((problem) => invalid(at(path, index), version, problem));
  });
  if (!anyVersion && !versions.some((version) => REVIEW_VERSIONS.includes(version))) errors.push(invalid(path, versions, `must include one of ${REVIEW_VERSIONS.join(', ')}`));
  return errors;
}
