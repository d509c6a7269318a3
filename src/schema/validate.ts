import type { AdmissionCluster } from '../api/admission/index.ts';
import type { Unevaluated } from '../api/admission/policies/invocations.ts';
import { POLICY_KINDS, type PolicyInputs } from '../api/admission/policies/policy-inputs.ts';
import { WEBHOOK_KINDS } from '../api/admission/webhooks/webhooks.ts';
import { gvkKey } from '../api/gvk.ts';
import type { JsonObject } from '../api/json.ts';
import { DEFAULT_KUBERNETES_VERSION, type KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import type { ResourceQuota } from '../api/types/core-v1.ts';
import { compareFindings, type Finding, type ObjectReference } from '../diag/finding.ts';
import type { ManifestDocument, ManifestSet } from '../load/manifest-set.ts';
import { customKindsOf } from './custom-kinds.ts';
import type { DocumentOutcome, DocumentVerdict } from './document-outcome.ts';
import type { Issue } from './issue.ts';
import { kindFacts, policyInputs } from './policy-inputs.ts';
import { quotaIssues, type QuotaSubject } from './quota/quota-issues.ts';
import { onlyMutating } from './policy-issues.ts';
import type { KindSource } from './sources/kind-source.ts';
import { unevaluatedPolicies } from './unevaluated-policies.ts';
import { createRequest } from './request.ts';
import { resourceOf } from './resources.ts';
import { validateDocument, type DocumentContext } from './validate-document.ts';
import { versionsInWords } from './version-range.ts';
import { webhookIssues } from './webhooks.ts';

export interface ValidateOptions {
  /** The releases to check against, oldest first; findings say in which they hold when not in all. Default: the newest one. */
  readonly versions?: readonly KubernetesVersion[];
  /** CustomResourceDefinitions that are not part of the input (`--crds`). */
  readonly crds?: readonly JsonObject[];
  /** Where kinds are described otherwise: OpenAPI, JSON Schemas (`readSources`). */
  readonly sources?: readonly KindSource[];
  /** Objects of the cluster that admission looks up (priority, runtime, storage and ingress classes). */
  readonly clusterObjects?: readonly KubeObject[];
  /** The namespace of objects that name none. Default: `default`. */
  readonly namespace?: string;
}

/** What the newest of the releases makes of a document. */
export interface ValidatedDocument {
  readonly document: ManifestDocument;
  readonly verdict: DocumentVerdict;
  /** Decoded, defaulted and prepared, also for refused objects as far as they could be read. */
  readonly object?: KubeObject;
  /** The effective namespace; absent for cluster-scoped kinds and for kinds that nobody has described. */
  readonly namespace?: string;
  readonly namespaced?: boolean;
}

export interface Validation {
  /** In the fixed order of findings. */
  readonly findings: readonly Finding[];
  /** In the order of the set. */
  readonly documents: readonly ValidatedDocument[];
}

/** Would the API server accept these manifests? */
export function validate(set: ManifestSet, options: ValidateOptions = {}): Validation {
  const versions = options.versions ?? [DEFAULT_KUBERNETES_VERSION];
  const contexts = contextsOf(set, versions, options);
  const findings: Finding[] = [];
  const documents: ValidatedDocument[] = [];
  const unevaluated: (Unevaluated & { readonly document: ManifestDocument })[] = [];
  const unknownKinds = new Map<string, ManifestDocument[]>();
  for (const document of set.documents) {
    const outcomes = contexts.map((context) => validateDocument(document, context));
    const newest = outcomes.at(-1);
    if (newest === undefined) continue;
    documents.push(withoutIssues(document, newest));
    findings.push(...findingsOf(document, outcomes, versions));
    for (const policy of newest.unevaluated ?? []) unevaluated.push({ ...policy, document });
    if (newest.verdict === 'unknown' && document.kind !== '' && document.apiVersion !== '') {
      const key = gvkKey(document.apiVersion, document.kind);
      unknownKinds.set(key, [...(unknownKinds.get(key) ?? []), document]);
    }
  }
  for (const same of unknownKinds.values()) findings.push(unknownKindFinding(same));
  for (const { document, issue } of unevaluatedPolicies(set, unevaluated)) findings.push(toFinding(document, issue, undefined, ''));
  findings.push(...quotaFindings(documents, contexts.at(-1)), ...webhookFindings(documents, contexts.at(-1)));
  return { findings: findings.sort(compareFindings), documents };
}

function contextsOf(set: ManifestSet, versions: readonly KubernetesVersion[], options: ValidateOptions): DocumentContext[] {
  const customKinds = customKindsOf([...set.documents.map((document) => document.object), ...(options.crds ?? [])]);
  const defaultNamespace = options.namespace ?? 'default';
  return versions.map((version) => {
    const known = [...lookedUpObjects(set, version, defaultNamespace), ...(options.clusterObjects ?? [])];
    const cluster = clusterOf(known);
    const context = { version, cluster, customKinds, defaultNamespace, ...(options.sources === undefined ? {} : { sources: options.sources }) };
    const policies = policiesOf(set, known, context);
    return policies === undefined ? context : { ...context, policies, cluster: { ...cluster, policies: onlyMutating(policies) } };
  });
}

/** The policies of the input and what they look up there; undefined when it has none. */
function policiesOf(set: ManifestSet, known: readonly KubeObject[], { version, cluster, customKinds, defaultNamespace }: DocumentContext): PolicyInputs | undefined {
  const namespaces = new Map((cluster.namespaces ?? []).map((namespace) => [namespace.metadata?.name ?? '', namespace]));
  const parameters = new Map<string, readonly KubeObject[]>();
  return policyInputs(known, version, {
    namespaceOf: (name) => namespaces.get(name),
    objectsOf: (apiVersion, kind) => {
      const key = gvkKey(apiVersion, kind);
      const found = parameters.get(key) ?? parametersIn(set, known, apiVersion, kind, { version, cluster, customKinds, defaultNamespace });
      parameters.set(key, found);
      return found;
    },
    customKinds: () => customKinds.values(),
  });
}

/** The objects of a kind that the server would take, as it would store them. */
function parametersIn(set: ManifestSet, known: readonly KubeObject[], apiVersion: string, kind: string, context: DocumentContext): KubeObject[] {
  const written = set.documents.filter((document) => document.apiVersion === apiVersion && document.kind === kind);
  const accepted = written.flatMap((document) => {
    const { verdict, object } = validateDocument(document, context);
    return verdict === 'accepted' && object !== undefined ? [object] : [];
  });
  const others = known.filter((object) => object.apiVersion === apiVersion && object.kind === kind && !accepted.some(({ metadata }) => metadata.name === object.metadata.name && metadata.namespace === object.metadata.namespace));
  return [...accepted, ...others];
}

/** A quota that names no namespace lands wherever it is applied: it bounds nothing here. */
function quotaFindings(documents: readonly ValidatedDocument[], context: DocumentContext | undefined): Finding[] {
  const accepted = documents.filter(({ verdict, object }) => verdict === 'accepted' && object !== undefined);
  const quotas = accepted.filter(({ document }) => document.kind === 'ResourceQuota' && document.apiVersion === 'v1' && document.namespace !== '');
  if (context === undefined || quotas.length === 0) return [];
  const { version, cluster, customKinds } = context;
  const subjects = (): QuotaSubject<ValidatedDocument>[] =>
    accepted.flatMap((entry) => {
      const { object } = entry;
      if (object === undefined || entry.namespaced !== true) return [];
      const plural = (resourceOf(object.apiVersion, object.kind, version) ?? customKinds.get(gvkKey(object.apiVersion, object.kind)))?.plural ?? '';
      return [{ document: entry, object, plural }];
    });
  return quotaIssues(quotas.map(({ object }) => object as ResourceQuota), subjects, { version, cluster }).map(({ document, issue }) => toFinding(document.document, issue, document.namespace, ''));
}

/** What only webhooks decide. */
function webhookFindings(documents: readonly ValidatedDocument[], context: DocumentContext | undefined): Finding[] {
  const accepted = documents.filter(({ verdict }) => verdict === 'accepted');
  if (context === undefined || !accepted.some(({ document }) => WEBHOOK_KINDS.has(document.kind))) return [];
  const { version, cluster, customKinds } = context;
  const namespaces = new Map((cluster.namespaces ?? []).map((namespace) => [namespace.metadata?.name ?? '', namespace]));
  const homes = new Map(accepted.flatMap(({ document, object }) => (object === undefined ? [] : [[object, document] as const])));
  const inputs = { namespaceOf: (name: string) => namespaces.get(name), kindOf: (apiVersion: string, kind: string) => kindFacts(apiVersion, kind, version, () => customKinds.values()) };
  return webhookIssues([...homes.keys()], inputs).flatMap(({ configuration, issue }) => {
    const home = homes.get(configuration);
    return home === undefined ? [] : [toFinding(home, issue, undefined, '')];
  });
}

/** Kinds that admission looks up when it judges other objects. */
const LOOKED_UP = new Set([...POLICY_KINDS, 'IngressClass', 'LimitRange', 'Namespace', 'PriorityClass', 'RuntimeClass', 'StorageClass']);

/**
 * The objects of the input that admission would find, as the server stores them; what it would refuse is not there. A LimitRange that names
 * no namespace lands wherever it is applied, with who knows which of the others: it bounds nothing here.
 */
function lookedUpObjects(set: ManifestSet, version: KubernetesVersion, defaultNamespace: string): KubeObject[] {
  return set.documents
    .filter(({ kind, namespace }) => LOOKED_UP.has(kind) && (kind !== 'LimitRange' || namespace !== ''))
    .flatMap((document) => {
      const outcome = createRequest(document.object, { version, namespace: document.namespace === '' ? defaultNamespace : document.namespace, fieldValidation: 'Ignore' });
      return outcome.verdict === 'accepted' ? [outcome.object] : [];
    });
}

/** The input is rarely the whole cluster, so a class that it lacks may exist. */
function clusterOf(objects: readonly KubeObject[]): AdmissionCluster {
  const ofKind = <T>(kind: string): T[] => objects.filter((object) => object.kind === kind) as unknown as T[];
  return {
    complete: false,
    priorityClasses: ofKind('PriorityClass'),
    runtimeClasses: ofKind('RuntimeClass'),
    storageClasses: ofKind('StorageClass'),
    ingressClasses: ofKind('IngressClass'),
    namespaces: ofKind('Namespace'),
    limitRanges: ofKind('LimitRange'),
  };
}

function withoutIssues(document: ManifestDocument, outcome: DocumentOutcome): ValidatedDocument {
  const { issues: _issues, unevaluated: _unevaluated, ...rest } = outcome;
  return { document, ...rest };
}

/** The findings of all versions, each once, with the releases in which it holds. */
function findingsOf(document: ManifestDocument, outcomes: readonly DocumentOutcome[], versions: readonly KubernetesVersion[]): Finding[] {
  const merged = new Map<string, { issue: Issue; holds: KubernetesVersion[] }>();
  outcomes.forEach((outcome, index) => {
    const version = versions[index];
    for (const issue of outcome.issues) {
      const key = `${issue.rule}\n${issue.path}\n${issue.message}`;
      const known = merged.get(key) ?? { issue, holds: [] };
      if (version !== undefined && known.holds.at(-1) !== version) known.holds.push(version);
      merged.set(key, known);
    }
  });
  const namespace = outcomes.at(-1)?.namespace;
  return [...merged.values()].map(({ issue, holds }) => toFinding(document, issue, namespace, versionsInWords(holds, versions)));
}

function toFinding(document: ManifestDocument, issue: Issue, namespace: string | undefined, suffix: string): Finding {
  const { rule, severity, path, part, message, reason } = issue;
  return {
    rule,
    source: 'validate',
    severity,
    message: `${message}${suffix}`,
    ...(reason === undefined ? {} : { reason }),
    object: referenceTo(document, namespace),
    path,
    file: document.file,
    document: document.document,
    ...document.locate(path, part),
    ...(document.origin === undefined ? {} : { origin: document.origin }),
  };
}

function unknownKindFinding(documents: readonly ManifestDocument[]): Finding {
  const [first] = documents as [ManifestDocument];
  const others = documents.length === 1 ? '' : ` (${documents.length} objects)`;
  const message = `nothing is known of the kind ${first.apiVersion} ${first.kind}${others}, so it was not checked; add its CustomResourceDefinition to the input or name it with --crds`;
  return toFinding(first, { rule: 'validate/unknown-kind', severity: 'info', path: 'kind', part: 'value', message }, undefined, '');
}

function referenceTo(document: ManifestDocument, namespace: string | undefined): ObjectReference {
  const { apiVersion, kind, name } = document;
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}
