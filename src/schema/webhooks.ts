import { policyRequest, type PolicyRequest, type RequestInputs } from '../api/admission/policies/policy-request.ts';
import { controllerOf, type KindFacts } from '../api/admission/policies/policy-inputs.ts';
import { type ConfiguredWebhook, isAsked, webhooksOf } from '../api/admission/webhooks/webhooks.ts';
import type { KubeObject } from '../api/object.ts';
import type { RuleWithOperations } from '../api/types/admissionregistration-v1.ts';
import type { LabelSelector } from '../api/types/meta-v1.ts';
import { podTemplateOf } from '../api/workload.ts';
import { at } from '../diag/field-path.ts';
import type { Issue } from './issue.ts';
import { podOfTemplate } from './template-pod.ts';

const SHOWN = 3;

/** A request that applying an object leads to: its own creation, or that of its pods. */
interface AskedAbout {
  readonly name: string;
  readonly request: PolicyRequest;
  /** Its place among all of them. */
  readonly order: number;
}

/** Says of each webhook of the input, once, which objects the API server would ask it about: what it answers is not known here. `configuration` is the object that has it. */
export function webhookIssues(objects: readonly KubeObject[], inputs: Omit<RequestInputs, 'user'>): { readonly configuration: KubeObject; readonly issue: Issue }[] {
  const webhooks = webhooksOf(objects);
  const groups = webhooks.length === 0 ? [] : groupedRequests(objects, inputs);
  return webhooks.flatMap(({ configuration, webhook, index }) => {
    const asked: AskedAbout[] = [];
    const answerFor = selects(webhook.namespaceSelector) || looksAtObjects(webhook) ? (request: PolicyRequest) => isAsked(webhook, request) : sameForAKind((request) => isAsked(webhook, request));
    let sure = false;
    for (const requests of groups) {
      const [first] = requests;
      if (first === undefined || !isNamed(webhook.rules ?? [], first.request)) continue;
      // Without a look at the object itself the answer is the same for all of a group.
      for (const part of looksAtObjects(webhook) ? requests.map((request) => [request]) : [requests]) {
        const answer = part[0] === undefined ? 'no' : answerFor(part[0].request);
        if (answer === 'no') continue;
        asked.push(...part);
        if (answer === 'yes') sure = true;
      }
    }
    const names = [...new Set(asked.sort((a, b) => a.order - b.order).map(({ name }) => name))];
    return names.length === 0 ? [] : [{ configuration, issue: issueOf(webhook.name ?? '', webhook.failurePolicy !== 'Ignore', configuration.kind.startsWith('Mutating'), names, sure, index) }];
  });
}

function looksAtObjects({ objectSelector, matchConditions = [] }: ConfiguredWebhook['webhook']): boolean {
  return matchConditions.length > 0 || selects(objectSelector);
}

function selects(selector: LabelSelector | undefined): boolean {
  return (selector?.matchExpressions ?? []).length > 0 || Object.keys(selector?.matchLabels ?? {}).length > 0;
}

/** Asks once for each kind. */
function sameForAKind<T>(answer: (request: PolicyRequest) => T): (request: PolicyRequest) => T {
  const answers = new Map<KindFacts, T>();
  return (request) => {
    const known = answers.get(request.facts) ?? answer(request);
    answers.set(request.facts, known);
    return known;
  };
}

/** Requests of the same API version, resource and namespace are together. */
function groupedRequests(objects: readonly KubeObject[], inputs: Omit<RequestInputs, 'user'>): AskedAbout[][] {
  const factsByKind = new Map<string, KindFacts | undefined>();
  const kindOf: RequestInputs['kindOf'] = (apiVersion, kind) => {
    const key = `${apiVersion} ${kind}`;
    if (!factsByKind.has(key)) factsByKind.set(key, inputs.kindOf(apiVersion, kind));
    return factsByKind.get(key);
  };
  const groups = new Map<string, AskedAbout[]>();
  let order = 0;
  const add = (object: KubeObject, name: string, user: RequestInputs['user']): void => {
    const request = policyRequest(object, undefined, { ...inputs, kindOf, ...(user === undefined ? {} : { user }) });
    if (request === undefined) return;
    // A Namespace is judged by its own labels.
    const home = object.kind === 'Namespace' ? object.metadata.name : request.namespaceName;
    const key = `${object.apiVersion} ${object.kind} ${home ?? ''}`;
    const others = groups.get(key);
    if (others === undefined) groups.set(key, [{ name, request, order }]);
    else others.push({ name, request, order });
    order += 1;
  };
  for (const object of objects) {
    const name = nameOf(object);
    add(object, name, undefined);
    const user = controllerOf(object.kind);
    const located = user === undefined ? undefined : podTemplateOf(object);
    if (located !== undefined) add(podOfTemplate(object, located.template) as KubeObject, `the pods of ${name}`, user);
  }
  return [...groups.values()];
}

/** Cheap: whether a rule names the group and the resource at all. */
function isNamed(rules: readonly RuleWithOperations[], { group, facts }: PolicyRequest): boolean {
  return rules.some(({ apiGroups = [], resources = [] }) => {
    const ofGroup = apiGroups.includes('*') || apiGroups.includes(group);
    return ofGroup && resources.some((resource) => resource.startsWith('*') || resource === facts.plural || resource.startsWith(`${facts.plural}/`));
  });
}

function issueOf(name: string, fails: boolean, mutates: boolean, asked: readonly string[], sure: boolean, index: number): Issue {
  const named = asked.length > SHOWN + 1 ? [...asked.slice(0, SHOWN), `${asked.length - SHOWN} more`] : asked;
  const list = named.length === 1 ? (named[0] ?? '') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
  const answer = mutates ? 'change or refuse them' : 'refuse them';
  const unreachable = fails ? '; while it cannot be reached, they are refused' : '';
  return { rule: 'validate/webhook', severity: 'info', path: at('webhooks', index), part: 'value', message: `the webhook ${name} ${sure ? 'is' : 'may be'} asked about ${list}, and may ${answer}, which is not known here${unreachable}` };
}

function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name ?? metadata.generateName ?? ''}`;
}
