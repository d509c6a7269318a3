import { policyRequest, type RequestInputs } from '../api/admission/policies/policy-request.ts';
import { controllerOf } from '../api/admission/policies/policy-inputs.ts';
import { isAsked, webhooksOf } from '../api/admission/webhooks/webhooks.ts';
import type { KubeObject } from '../api/object.ts';
import { podTemplateOf } from '../api/workload.ts';
import { at } from '../diag/field-path.ts';
import type { Issue } from './issue.ts';
import { podOfTemplate } from './template-pod.ts';

const SHOWN = 3;

/** Says of each webhook of the input, once, which objects the API server would ask it about: what it answers is not known here. `configuration` is the object that has it. */
export function webhookIssues(objects: readonly KubeObject[], inputs: Omit<RequestInputs, 'user'>): { readonly configuration: KubeObject; readonly issue: Issue }[] {
  return webhooksOf(objects).flatMap(({ configuration, webhook, index }) => {
    const asked: string[] = [];
    let sure = false;
    const ask = (object: KubeObject, name: string, user: RequestInputs['user']): void => {
      const request = policyRequest(object, undefined, user === undefined ? inputs : { ...inputs, user });
      const answer = request === undefined ? 'no' : isAsked(webhook, request);
      if (answer === 'no') return;
      asked.push(name);
      if (answer === 'yes') sure = true;
    };
    for (const object of objects) {
      const name = nameOf(object);
      ask(object, name, undefined);
      const located = podTemplateOf(object);
      const user = controllerOf(object.kind);
      if (located !== undefined && user !== undefined) ask(podOfTemplate(object, located.template) as KubeObject, `the pods of ${name}`, user);
    }
    return asked.length === 0 ? [] : [{ configuration, issue: issueOf(webhook.name ?? '', webhook.failurePolicy !== 'Ignore', configuration.kind.startsWith('Mutating'), asked, sure, index) }];
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
