import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { parseGoUrl } from '../../go-url.ts';
import { dns1123SubdomainProblems } from '../../names.ts';
import type { WebhookClientConfig } from '../../types/admissionregistration-v1.ts';
import { portNumberProblems } from '../port.ts';

export const DEFAULT_WEBHOOK_PORT = 443;

/** Where a webhook is called: a URL or a Service, one of them (k8s.io/apiserver/pkg/util/webhook/validation.go, v1.36). */
export function validateWebhookClientConfig({ url, service }: WebhookClientConfig, path: FieldPath): FieldError[] {
  if ((url === undefined) === (service === undefined)) return [required(path, 'needs either url or service, and only one of them')];
  if (url !== undefined) return validateWebhookUrl(url, child(path, 'url'));
  return validateWebhookService(service ?? {}, child(path, 'service'));
}

function validateWebhookUrl(text: string, path: FieldPath): FieldError[] {
  const url = parseGoUrl(text);
  if (url === undefined) return [required(path, 'must be a URL such as https://example.org/path')];
  const errors: FieldError[] = [];
  if (url.scheme !== 'https') errors.push(invalid(path, text, 'must start with https://'));
  if (url.host === '') errors.push(invalid(path, text, 'names no host'));
  if (url.user !== undefined) errors.push(invalid(path, text, 'must not hold a user name'));
  if (url.fragment !== '') errors.push(invalid(path, text, 'must not have a fragment, remove what follows #'));
  if (url.rawQuery !== '') errors.push(invalid(path, text, 'must not have a query, remove what follows ?'));
  return errors;
}

interface ServiceAddress {
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly path?: string | undefined;
  readonly port?: number | undefined;
}

function validateWebhookService({ name = '', namespace = '', path: urlPath = '', port = DEFAULT_WEBHOOK_PORT }: ServiceAddress, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  // The server mixes the two up: it reports a missing name at `namespace`, and the other way round.
  if (name === '') errors.push(required(child(path, 'namespace'), 'the name of the Service is missing'));
  if (namespace === '') errors.push(required(child(path, 'name'), 'the namespace of the Service is missing'));
  errors.push(...portNumberProblems(port).map((problem) => invalid(child(path, 'port'), port, problem)));
  return [...errors, ...validateUrlPath(urlPath, child(path, 'path'))];
}

function validateUrlPath(urlPath: string, path: FieldPath): FieldError[] {
  if (urlPath === '' || urlPath === '/') return [];
  if (urlPath === '//') return [invalid(path, urlPath, 'has an empty segment')];
  const errors = urlPath.startsWith('/') ? [] : [invalid(path, urlPath, "must start with '/'")];
  const inner = urlPath.slice(1, urlPath.endsWith('/') ? -1 : undefined);
  for (const segment of inner.split('/')) {
    if (segment === '') errors.push(invalid(path, urlPath, 'has an empty segment'));
    else errors.push(...dns1123SubdomainProblems(segment).map((problem) => invalid(path, urlPath, `its segment ${segment} ${problem}`)));
  }
  return errors;
}
