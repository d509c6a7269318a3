import type { AdmissionCluster } from '../api/admission/index.ts';
import { podsBeyondLimits } from '../api/admission/limit-ranger.ts';
import { refusedPodsOf } from '../api/admission/pod-security.ts';
import { mutateByPolicies } from '../api/admission/policies/mutating.ts';
import type { PolicyInputs } from '../api/admission/policies/policy-inputs.ts';
import { gvkKey } from '../api/gvk.ts';
import type { JsonObject } from '../api/json.ts';
import { compareKubernetesVersions, parseKubernetesVersion, type KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import { deprecatedApiVersion } from '../api/removed-api-versions.ts';
import type { ManifestDocument } from '../load/manifest-set.ts';
import type { CustomKind } from './custom-kinds.ts';
import { validateCustomResource } from './custom-resource.ts';
import type { DocumentOutcome } from './document-outcome.ts';
import type { Issue } from './issue.ts';
import { outcomeIssues } from './outcome-issues.ts';
import { policyFindings } from './policy-issues.ts';
import { createRequest } from './request.ts';
import { resourceOf } from './resources.ts';
import type { KindDescription, KindSource } from './sources/kind-source.ts';
import { unservedKindIssue } from './unserved-kind.ts';

export interface DocumentContext {
  readonly version: KubernetesVersion;
  readonly cluster: AdmissionCluster;
  /** Admission policies that objects are held against; `cluster` has only those that change objects. */
  readonly policies?: PolicyInputs;
  readonly customKinds: ReadonlyMap<string, CustomKind>;
  /** Where other kinds are described; the first that knows a kind counts. */
  readonly sources?: readonly KindSource[];
  /** The namespace of objects that name none. */
  readonly defaultNamespace: string;
}

export function validateDocument(document: ManifestDocument, context: DocumentContext): DocumentOutcome {
  const { apiVersion, kind, object: value } = document;
  if (apiVersion === '' || kind === '') return { verdict: 'unknown', issues: [] };
  const resource = resourceOf(apiVersion, kind, context.version);
  if (resource === undefined) return validateOther(document, context);
  if (!resource.verbs.includes('create')) {
    return { verdict: 'rejected', issues: [{ rule: 'validate/not-creatable', severity: 'error', path: 'kind', part: 'value', message: `objects of kind ${kind} are only shown by the API server and cannot be created` }] };
  }
  const namespace = document.namespace === '' ? context.defaultNamespace : document.namespace;
  const request = { version: context.version, namespace, duplicateKeys: document.duplicateKeys, cluster: context.cluster };
  const outcome = createRequest(value, request);
  const misspelt = outcome.verdict === 'rejected' && outcome.strictErrors.length > 0 && outcome.problems.length === 0;
  const lenient = misspelt ? createRequest(value, { ...request, fieldValidation: 'Ignore' }) : undefined;
  const { verdict, object } = lenient ?? outcome;
  const result: DocumentOutcome = {
    verdict: outcome.verdict,
    issues: [...deprecationIssues(apiVersion, kind, context.version), ...withRefusedPods(outcomeIssues(outcome, kind, lenient), outcome.object, context)],
    ...withObject(object),
    ...(resource.namespaced ? { namespace } : {}),
    namespaced: resource.namespaced,
  };
  return verdict === 'accepted' ? heldAgainstPolicies(result, context) : result;
}

/** Adds what the policies of the input say to an object that everything before them lets in. */
function heldAgainstPolicies(outcome: DocumentOutcome, { policies, version, cluster, defaultNamespace }: DocumentContext): DocumentOutcome {
  if (policies === undefined || outcome.object === undefined) return outcome;
  const { issues, refused, unevaluated } = policyFindings(outcome.object, policies, { version, cluster, namespace: outcome.namespace ?? defaultNamespace });
  return { ...outcome, issues: [...outcome.issues, ...issues], ...(refused ? { verdict: 'rejected' as const } : {}), unevaluated };
}

/** Says of a workload that its namespace will refuse its pods, instead of the server's warning about it. */
function withRefusedPods(issues: Issue[], object: KubeObject | undefined, { cluster, version }: DocumentContext): Issue[] {
  if (object === undefined) return issues;
  const namespace = object.metadata.namespace ?? '';
  const issue = (rule: Issue['rule'], path: string | undefined, why: string): Issue => ({
    rule,
    severity: 'error',
    path: path ?? '',
    part: 'value',
    message: `the namespace ${namespace} refuses the pods of this template: ${why}`,
  });
  const insecure = refusedPodsOf(object, cluster, version);
  const kept = insecure.length === 0 ? issues : issues.filter(({ rule, message }) => rule !== 'validate/server-warning' || !message.startsWith('would violate PodSecurity'));
  return [
    ...kept,
    ...insecure.map(({ control, detail, paths }) => issue('validate/pod-security', paths[0], `${control} (${detail})`)),
    ...podsBeyondLimits(object, cluster).map(({ path, message }) => issue('validate/limit-range', path, message)),
  ];
}

function withObject(object: KubeObject | undefined): { readonly object?: KubeObject } {
  return object === undefined ? {} : { object };
}

function validateOther(document: ManifestDocument, context: DocumentContext): DocumentOutcome {
  const { apiVersion, kind } = document;
  const custom = context.customKinds.get(gvkKey(apiVersion, kind));
  if (custom !== undefined) return validateCustom(document, custom, context);
  const unserved = unservedKindIssue(apiVersion, kind, context.version);
  if (unserved !== undefined) return { verdict: 'rejected', issues: [unserved] };
  for (const source of context.sources ?? []) {
    const described = source.describe(apiVersion, kind, context.version);
    if (described !== undefined) return validateDescribed(document, described, context);
  }
  return { verdict: 'unknown', issues: [] };
}

function validateDescribed(document: ManifestDocument, { kind, check }: KindDescription, context: DocumentContext): DocumentOutcome {
  const outcome = validateCustom(document, kind, context);
  const issues = check?.(document.object) ?? [];
  return issues.length === 0 ? outcome : { ...outcome, verdict: 'rejected', issues: [...outcome.issues, ...issues] };
}

/** A custom object is checked as the policies leave it. */
function validateCustom(document: ManifestDocument, kind: CustomKind, context: DocumentContext): DocumentOutcome {
  const outcome = validateCustomResource(document, kind, context.defaultNamespace);
  if (context.policies === undefined || outcome.verdict !== 'accepted' || outcome.object === undefined) return outcome;
  const mutated = mutateByPolicies(outcome.object, undefined, context.policies);
  if (mutated.refusal !== undefined) return { ...outcome, verdict: 'rejected', issues: [...outcome.issues, { rule: 'validate/admission-policy', severity: 'error', path: '', part: 'value', message: mutated.refusal }] };
  const final = mutated.object === outcome.object ? outcome : validateCustomResource({ ...document, object: mutated.object as unknown as JsonObject }, kind, context.defaultNamespace);
  return final.verdict === 'accepted' ? heldAgainstPolicies(final, context) : final;
}

function deprecationIssues(apiVersion: string, kind: string, version: KubernetesVersion): Issue[] {
  const entry = deprecatedApiVersion(apiVersion, kind);
  if (entry === undefined) return [];
  const since = parseKubernetesVersion(entry.deprecatedIn);
  if (since !== undefined && compareKubernetesVersions(version, since) < 0) return [];
  const removal = entry.removedIn === undefined ? '' : ` and gone in ${entry.removedIn}`;
  const remedy = entry.replacement === undefined ? '' : `; use ${entry.replacement}`;
  return [{ rule: 'validate/deprecated-api-version', severity: 'warning', path: 'apiVersion', part: 'value', message: `${apiVersion} ${kind} is deprecated since Kubernetes ${entry.deprecatedIn}${removal}${remedy}` }];
}
