import { policyRequest, type RequestInputs } from '../../api/admission/policies/policy-request.ts';
import { isAsked, webhooksOf, type ConfiguredWebhook } from '../../api/admission/webhooks/webhooks.ts';
import type { JsonObject } from '../../api/json.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import { matchesLabels } from '../../api/label-selector.ts';
import type { KubeObject } from '../../api/object.ts';
import type { EndpointSlice } from '../../api/types/discovery-v1.ts';
import { customKindsOf } from '../../schema/custom-kinds.ts';
import { kindFacts } from '../../schema/policy-inputs.ts';
import { requestUserOf } from '../../sim/apiserver/admission/shared-plugins.ts';
import type { LogEntry } from '../../sim/log-entry.ts';
import type { Service } from '../../sim/objects.ts';
import { formatDuration } from '../duration.ts';
import { objectsOfKind } from '../objects/by-kind.ts';
import type { State } from '../objects/state.ts';
import type { ChangeRun } from '../timeline/run-change.ts';
import { listed } from '../words.ts';
import { type Prediction, type Predictor } from './prediction.ts';

/**
 * Webhooks that nobody answers for: with failurePolicy Fail the API server refuses what it cannot ask them about. The simulation asks no
 * webhooks, so this follows from who would be asked when, and from the endpoints of the webhook's Service at that time.
 */
export const webhookPredictions: Predictor = ({ version, before, after, run }) => {
  const strict = webhooksOf([...objectsOfKind(run.after, 'MutatingWebhookConfiguration'), ...objectsOfKind(run.after, 'ValidatingWebhookConfiguration')]).filter(({ webhook }) => webhook.failurePolicy !== 'Ignore');
  if (strict.length === 0) return [];
  const requests = requestsOf(run, inputsOf(run, version, [before, after]));
  return strict.flatMap((configured): Prediction[] => {
    const service = serviceOf(configured, run);
    if (service === undefined) return [];
    const readiness = new Readiness(service, run);
    const unanswered = requestsAfter(configured, run, requests).flatMap(({ entry, request }) => (readiness.at(entry.sequence) === 0 && asks(configured, request()) ? [entry] : []));
    const object = after.get(configured.configuration.kind, undefined, configured.configuration.metadata.name ?? '');
    const path = object === undefined ? undefined : `webhooks[${configured.index}].clientConfig.service`;
    const predict = (entries: readonly LogEntry[], severity: 'error' | 'warning', text: (list: string) => string): Prediction[] => {
      const [first] = entries;
      if (first === undefined) return [];
      const { kind, metadata } = first.object;
      return [{ rule: 'plan/webhook-unreachable', severity, object: object ?? after.get(kind, metadata.namespace, metadata.name ?? ''), path, message: `webhook ${configured.webhook.name ?? ''} ${text(listed([...new Set(entries.map(nameOf))], 3))}` }];
    };
    const home = `its Service ${service.metadata.namespace ?? ''}/${service.metadata.name ?? ''}`;
    const own = unanswered.filter(({ object: asked }) => asked.kind === 'Pod' && isBehind(service, asked));
    if (own.length > 0) return predict(own, 'error', (list) => `is asked about the pods that answer for it (${list}): while none of them is ready none can be created, and failurePolicy is Fail; leave its own namespace out by a namespaceSelector`);
    if (readiness.end() === 0) return predict(unanswered, 'error', (list) => `cannot be reached, since ${home} has no ready endpoint, and failurePolicy is Fail: the API server refuses ${list}`);
    return predict(unanswered, 'warning', (list) => `is asked about ${list} before ${home} has a ready endpoint (${formatDuration(readiness.firstMs() - run.startMs)} after the apply), and failurePolicy is Fail: these requests may be refused; apply them again when it is up`);
  });
};

/** Of a namespace that is only assumed nobody knows the labels. */
function inputsOf(run: ChangeRun, version: KubernetesVersion, states: readonly State[]): RequestInputs {
  const known = objectsOfKind(run.after, 'Namespace').filter(({ metadata }) => Object.keys(metadata.labels ?? {}).some((label) => label !== 'kubernetes.io/metadata.name') || states.some((state) => state.get('Namespace', undefined, metadata.name ?? '') !== undefined));
  const namespaces = new Map(known.map((namespace) => [namespace.metadata.name ?? '', namespace]));
  const customKinds = [...customKindsOf(objectsOfKind(run.after, 'CustomResourceDefinition') as unknown as readonly JsonObject[]).values()];
  return { namespaceOf: (name) => namespaces.get(name), kindOf: (apiVersion, kind) => kindFacts(apiVersion, kind, version, () => customKinds) };
}

/** The Service of a webhook, when it is known and its endpoints are those of pods. */
function serviceOf({ webhook }: ConfiguredWebhook, run: ChangeRun): Service | undefined {
  const reference = webhook.clientConfig?.service;
  if (reference === undefined) return undefined;
  const found = (objectsOfKind(run.after, 'Service') as readonly Service[]).find(({ metadata }) => metadata.namespace === reference.namespace && metadata.name === reference.name);
  return Object.keys(found?.spec?.selector ?? {}).length === 0 || found?.spec?.type === 'ExternalName' ? undefined : found;
}

interface WrittenRequest {
  readonly entry: LogEntry;
  /** As webhooks see it; made once, however many are asked. */
  readonly request: () => ReturnType<typeof policyRequest>;
}

/** What is written by users, and pods by controllers. */
function requestsOf({ entries }: ChangeRun, inputs: RequestInputs): WrittenRequest[] {
  const written = entries.filter(({ verb, by, object }) => verb !== 'deleted' && (by === 'user' || (verb === 'created' && object.kind === 'Pod')));
  return written.map((entry) => {
    let made: { readonly request: ReturnType<typeof policyRequest> } | undefined;
    return { entry, request: () => (made ??= { request: policyRequest(entry.object, entry.previous, { ...inputs, ...requestUserOf(entry.by) }) }).request };
  });
}

/** Those that are made once the configuration is there. */
function requestsAfter({ configuration }: ConfiguredWebhook, run: ChangeRun, requests: readonly WrittenRequest[]): WrittenRequest[] {
  const uid = configuration.metadata.uid;
  const created = run.before.some(({ metadata }) => metadata.uid === uid) ? -1 : (run.entries.find(({ object }) => object.metadata.uid === uid)?.sequence ?? -1);
  return requests.filter(({ entry }) => entry.sequence > created);
}

function asks({ webhook }: ConfiguredWebhook, request: ReturnType<typeof policyRequest>): boolean {
  return request !== undefined && isAsked(webhook, request) === 'yes';
}

function isBehind({ metadata, spec }: Service, pod: KubeObject): boolean {
  return pod.metadata.namespace === metadata.namespace && matchesLabels(spec?.selector ?? {}, pod.metadata.labels ?? {});
}

/** Pods are named by what makes them. */
function nameOf({ object: { kind, metadata } }: LogEntry): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  const home = metadata.namespace === undefined ? '' : `${metadata.namespace}/`;
  return owner === undefined ? `${kind} ${home}${metadata.name ?? ''}` : `the ${kind}s of ${owner.kind ?? ''} ${home}${owner.name ?? ''}`;
}

/** The ready endpoints of a Service over the writes of a run. */
class Readiness {
  readonly #points: { readonly sequence: number; readonly timeMs: number; readonly ready: number }[] = [];

  constructor({ metadata }: Service, run: ChangeRun) {
    const slices = new Map<string, number>();
    const take = (object: KubeObject, gone: boolean, sequence: number, timeMs: number): void => {
      if (object.kind !== 'EndpointSlice' || object.metadata.namespace !== metadata.namespace || object.metadata.labels?.['kubernetes.io/service-name'] !== metadata.name) return;
      const uid = object.metadata.uid ?? '';
      if (gone) slices.delete(uid);
      else slices.set(uid, ((object as EndpointSlice & KubeObject).endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).length);
      this.#points.push({ sequence, timeMs, ready: [...slices.values()].reduce((sum, count) => sum + count, 0) });
    };
    for (const object of run.before) take(object, false, -1, run.startMs);
    for (const { object, verb, sequence, timeMs } of run.entries) take(object, verb === 'deleted', sequence, timeMs);
  }

  /** When a write is made. */
  at(sequence: number): number {
    return this.#points.findLast((point) => point.sequence < sequence)?.ready ?? 0;
  }

  end(): number {
    return this.#points.at(-1)?.ready ?? 0;
  }

  /** The time at which there is one for the first time. */
  firstMs(): number {
    return this.#points.find(({ ready }) => ready > 0)?.timeMs ?? 0;
  }
}
