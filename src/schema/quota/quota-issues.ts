import { parseApiVersion } from '../../api/gvk.ts';
import type { KubeObject } from '../../api/object.ts';
import { inScope } from '../../api/quota/scope.ts';
import { unstatedIn, type Unstated } from '../../api/quota/unstated.ts';
import type { Json } from '../../api/json.ts';
import { compareQuantities } from '../../api/quantity.ts';
import type { Pod, ResourceQuota } from '../../api/types/core-v1.ts';
import type { Issue } from '../issue.ts';
import { createRequest, type RequestContext } from '../request.ts';
import { resourceOf } from '../resources.ts';
import { chargesOf, claimTemplatesIn, leastReplicas, type Charge } from './charges.ts';
import { excessInWords, QuotaLedger, type Excess } from './ledger.ts';
import { placeOfExcess, placeOfUnstated } from './places.ts';

/** What the quotas of the input say to one of its objects. */
export interface QuotaIssue<Document> {
  readonly document: Document;
  readonly issue: Issue;
}

/** An object of the input that the server takes, as it stores it. */
export interface QuotaSubject<Document> {
  readonly document: Document;
  readonly object: KubeObject;
  /** The resource in URLs. */
  readonly plural: string;
}

/**
 * Whether all objects of the input, and then all that controllers make of them, fit the ResourceQuotas of the input: first what is
 * submitted, in the order given, then pods and claims. What does not fit is refused and takes nothing. Replicas count in full, without
 * what a rollout needs on top. `subjects` are asked for only when there is a quota.
 */
export function quotaIssues<Document>(quotas: readonly ResourceQuota[], subjects: () => readonly QuotaSubject<Document>[], context: RequestContext): QuotaIssue<Document>[] {
  if (quotas.length === 0) return [];
  const ledgers = ledgersByNamespace(quotas);
  // What a controller has made already is counted at its owner.
  const own = withoutRepeats(subjects()).filter(({ object }) => object.metadata.ownerReferences?.some(({ controller }) => controller === true) !== true);
  const bounded = own.filter(({ object }) => ledgers.has(object.metadata.namespace ?? ''));
  const objects = bounded.map(({ object }) => object);
  const inputs = { least: leastReplicas(objects), claimTemplates: claimTemplatesIn(objects) };
  const issues: QuotaIssue<Document>[] = [];
  const charge = ({ document }: QuotaSubject<Document>, made: Charge, plural: string): void => {
    for (const ledger of ledgers.get(made.object.metadata.namespace ?? '') ?? []) {
      const issue = chargeOne(ledger, made, plural);
      if (issue !== undefined) issues.push({ document, issue });
    }
  };
  for (const subject of bounded) charge(subject, { object: subject.object, times: 1, passing: false, path: '' }, subject.plural);
  for (const subject of bounded) {
    for (const made of chargesOf(subject.object, inputs)) {
      const stored = asStored(made, context);
      if (stored !== undefined) charge(subject, stored, resourceOf(stored.object.apiVersion, stored.object.kind, context.version)?.plural ?? '');
    }
  }
  return issues;
}

function ledgersByNamespace(quotas: readonly ResourceQuota[]): Map<string, QuotaLedger[]> {
  const ledgers = new Map<string, QuotaLedger[]>();
  for (const quota of quotas) {
    const namespace = quota.metadata?.namespace ?? '';
    ledgers.set(namespace, [...(ledgers.get(namespace) ?? []), new QuotaLedger(quota)]);
  }
  return ledgers;
}

/** Of several documents that describe the same object, the last one stays. */
function withoutRepeats<Document>(subjects: readonly QuotaSubject<Document>[]): QuotaSubject<Document>[] {
  const byIdentity = new Map<string, QuotaSubject<Document>>();
  for (const subject of subjects) {
    const { apiVersion, kind, metadata } = subject.object;
    const key = `${parseApiVersion(apiVersion).group}/${kind} ${metadata.namespace ?? ''}/${metadata.name ?? metadata.generateName ?? ''}`;
    byIdentity.set(key, subject);
  }
  return [...byIdentity.values()];
}

/** What a controller sends, with what admission fills in; undefined when something else refuses it. */
function asStored(made: Charge, context: RequestContext): Charge | undefined {
  if (made.object.kind === 'ReplicaSet') return made;
  const outcome = createRequest(made.object as unknown as Json, { ...context, namespace: made.object.metadata.namespace ?? '', fieldValidation: 'Ignore' });
  return outcome.verdict === 'accepted' ? { ...made, object: outcome.object } : undefined;
}

function chargeOne(ledger: QuotaLedger, charge: Charge, plural: string): Issue | undefined {
  const { object, times, passing } = charge;
  const { group } = parseApiVersion(object.apiVersion);
  const unstated = object.kind === 'Pod' && inScope(ledger.quota, object) ? unstatedIn((object as Pod).spec ?? {}, ledger.hard.keys()) : [];
  const [missing] = unstated;
  if (missing !== undefined) return issueAt(placeOfUnstated(charge, missing), unstatedInWords(ledger.name, unstated, charge));
  const excess = ledger.charge(object, group === '' ? object.kind : `${object.kind}.${group}`, plural, times, passing);
  const [first] = excess;
  if (first === undefined) return undefined;
  // What ends may come before what stays, and only that waits then.
  const mayRunFirst = charge.ends === true && excess.every(({ each, hard }) => compareQuantities(each, hard) <= 0);
  return issueAt(placeOfExcess(charge, first), excessMessage(ledger.name, excess, charge), mayRunFirst ? 'warning' : 'error');
}

function issueAt(path: string, message: string, severity: Issue['severity'] = 'error'): Issue {
  return { rule: 'validate/quota', severity, path, part: 'value', message };
}

function unstatedInWords(quota: string, unstated: readonly Unstated[], { path }: Charge): string {
  const whose = path === '' ? 'it' : 'the pods of this template';
  const what = unstated.map(({ resource, containers }) => `${resource} (not stated by ${containers.join(', ')})`).join(' and ');
  return `ResourceQuota ${quota} refuses ${whose}: every container must state ${what}; state it, or let a LimitRange give a default`;
}

function excessMessage(quota: string, excess: readonly Excess[], { object, times, passing, path }: Charge): string {
  const amounts = excess.map(excessInWords).join('; ');
  const remedy = 'ask for less, or raise spec.hard of the quota';
  if (path === '' && times === 1) return `ResourceQuota ${quota} refuses ${object.kind === 'ReplicaSet' ? 'its ReplicaSet' : 'it'}: it takes ${amounts}; ${remedy}`;
  const noun = NOUNS[object.kind] ?? 'object';
  if (passing || times === 1) return `ResourceQuota ${quota} has no room for a ${noun} of it: it takes ${amounts}; ${remedy}`;
  const room = Math.min(...excess.map((entry) => entry.room));
  return `ResourceQuota ${quota} has room for ${room} of its ${times} ${noun}s: each takes ${amounts}; ${remedy}`;
}

const NOUNS: Readonly<Record<string, string>> = { Pod: 'pod', PersistentVolumeClaim: 'volume claim', ResourceClaim: 'resource claim' };
