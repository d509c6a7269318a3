import { policyRequest, type PolicyRequest, type RequestInputs } from '../api/admission/policies/policy-request.ts';
import { controllerOf, type KindFacts } from '../api/admission/policies/policy-inputs.ts';
import { isAsked, webhooksOf } from '../api/admission/webhooks/webhooks.ts';
import type { KubeObject } from '../api/object.ts';
import type { RuleWithOperations } from '../api/types/admissionregistration-v1.ts';
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
  const byResource = webhooks.length === 0 ? new Map<string, AskedAbout[]>() : requestsByResource(objects, inputs);
  return webhooks.flatMap(({ configuration, webhook, index }) => {
    const asked: string[] = [];
    let sure = false;
    for (const { name, request } of requestsNamedBy(webhook.rules ?? [], byResource)) {
      const answer = isAsked(webhook, request);
      if (answer === 'no') continue;
      asked.push(name);
      if (answer === 'yes') sure = true;
    }
    return asked.length === 0 ? [] : [{ configuration, issue: issueOf(webhook.name ?? '', webhook.failurePolicy !== 'Ignore', configuration.kind.startsWith('Mutating'), asked, sure, index) }];
  });
}

/** By `group/plural`. */
function requestsByResource(objects: readonly KubeObject[], inputs: Omit<RequestInputs, 'user'>): Map<string, AskedAbout[]> {
  const factsByKind = new Map<string, KindFacts | undefined>();
  const kindOf: RequestInputs['kindOf'] = (apiVersion, kind) => {
    const key = `${apiVersion} ${kind}`;
    if (!factsByKind.has(key)) factsByKind.set(key, inputs.kindOf(apiVersion, kind));
    return factsByKind.get(key);
  };
  const byResource = new Map<string, AskedAbout[]>();
  let order = 0;
  const add = (object: KubeObject, name: string, user: RequestInputs['user']): void => {
    const request = policyRequest(object, undefined, { ...inputs, kindOf, ...(user === undefined ? {} : { user }) });
    if (request === undefined) return;
    const key = `${request.group}/${request.facts.plural}`;
    const others = byResource.get(key);
    if (others === undefined) byResource.set(key, [{ name, request, order }]);
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
  return byResource;
}

/** The requests about the resources that rules name, in order; a rule may name all of a group, or of all groups. */
function requestsNamedBy(rules: readonly RuleWithOperations[], byResource: ReadonlyMap<string, readonly AskedAbout[]>): AskedAbout[] {
  const named = [...byResource].filter(([key]) => {
    const [group = '', plural = ''] = key.split('/');
    return rules.some(({ apiGroups = [], resources = [] }) => {
      const ofGroup = apiGroups.includes('*') || apiGroups.includes(group);
      return ofGroup && resources.some((resource) => resource.startsWith('*') || resource === plural || resource.startsWith(`${plural}/`));
    });
  });
  return named.flatMap(([, requests]) => requests).sort((a, b) => a.order - b.order);
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
