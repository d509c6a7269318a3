import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { wildcardSubdomainProblems } from '../dns-names.ts';
import { parseIp } from '../ip.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { dns1035LabelProblems, dns1123LabelProblems, dns1123SubdomainProblems } from '../names.ts';
import type { TypedLocalObjectReference } from '../types/core-v1.ts';
import type { HTTPIngressPath, Ingress, IngressBackend, IngressRule, IngressTLS } from '../types/networking-v1.ts';
import { validateSegment } from './path-segment.ts';
import { portNameProblems, portNumberProblems } from './port.ts';
import { invalidForEach } from './problems.ts';

const PATH_TYPES: readonly string[] = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_SEQUENCES: readonly string[] = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_ENDINGS: readonly string[] = ['/..', '/.'];
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

interface Options {
  /** What the stored object already has wrong and may keep. */
  readonly allowInvalidSecretName: boolean;
  readonly allowInvalidWildcardRule: boolean;
  readonly serviceNameProblems: (name: string) => string[];
}

/** The rules for an Ingress (pkg/apis/networking/validation/validation.go, `ValidateIngressCreate`, v1.36). */
export function validateIngress(ingress: Ingress, version: KubernetesVersion): FieldError[] {
  const errors = validateSpec(ingress, optionsFor(version, undefined));
  const annotation = ingress.metadata?.annotations?.[CLASS_ANNOTATION];
  const { ingressClassName } = ingress.spec ?? {};
  if (annotation !== undefined && ingressClassName !== undefined && annotation !== ingressClassName) {
    // The server leaves out `metadata` and the brackets here.
    errors.push(invalid(`annotations.${CLASS_ANNOTATION}`, annotation, 'must be the same as spec.ingressClassName when both are there; keep the field only'));
  }
  return errors;
}

export function validateIngressUpdate(ingress: Ingress, old: Ingress, version: KubernetesVersion): FieldError[] {
  return validateSpec(ingress, optionsFor(version, old));
}

function optionsFor(version: KubernetesVersion, old: Ingress | undefined): Options {
  // Service names may start with a digit from 1.36 on (RelaxedServiceNameValidation).
  const serviceNameProblems = compareKubernetesVersions(version, '1.36') >= 0 ? dns1123LabelProblems : dns1035LabelProblems;
  const strict: Options = { allowInvalidSecretName: false, allowInvalidWildcardRule: false, serviceNameProblems };
  if (old === undefined) return strict;
  return {
    serviceNameProblems,
    allowInvalidSecretName: (old.spec?.tls ?? []).some((tls) => secretNameProblems(tls).length > 0),
    allowInvalidWildcardRule: (old.spec?.rules ?? []).some((rule) => (rule.host ?? '').includes('*') && validateHttp(rule, strict, '').length > 0),
  };
}

function validateSpec({ spec = {} }: Ingress, options: Options): FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec;
  const errors: FieldError[] = [];
  if (rules.length === 0 && defaultBackend === undefined) errors.push(invalid('spec', rules, 'needs rules or a defaultBackend'));
  if (defaultBackend !== undefined) errors.push(...validateBackend(defaultBackend, options, 'spec.defaultBackend'));
  rules.forEach((rule, index) => errors.push(...validateRule(rule, options, at('spec.rules', index))));
  tls.forEach((item, index) => errors.push(...validateTls(item, options, at('spec.tls', index))));
  if (ingressClassName !== undefined) errors.push(...invalidForEach('spec.ingressClassName', ingressClassName, dns1123SubdomainProblems(ingressClassName)));
  return errors;
}

function hostProblems(host: string): string[] {
  return host.includes('*') ? wildcardSubdomainProblems(host) : dns1123SubdomainProblems(host);
}

function validateTls(tls: IngressTLS, options: Options, path: FieldPath): FieldError[] {
  const errors = (tls.hosts ?? []).flatMap((host, index) => invalidForEach(at(child(path, 'hosts'), index), host, hostProblems(host)));
  if (!options.allowInvalidSecretName) errors.push(...invalidForEach(child(path, 'secretName'), tls.secretName, secretNameProblems(tls)));
  return errors;
}

function secretNameProblems({ secretName = '' }: IngressTLS): string[] {
  return secretName === '' ? [] : dns1123SubdomainProblems(secretName);
}

function validateRule(rule: IngressRule, options: Options, path: FieldPath): FieldError[] {
  const { host = '' } = rule;
  const errors: FieldError[] = [];
  if (host !== '') {
    if (parseIp(host) !== undefined) errors.push(invalid(child(path, 'host'), host, 'must be a DNS name, not an IP address'));
    errors.push(...invalidForEach(child(path, 'host'), host, hostProblems(host)));
  }
  if (!(host.includes('*') && options.allowInvalidWildcardRule)) errors.push(...validateHttp(rule, options, path));
  return errors;
}

function validateHttp({ http }: IngressRule, options: Options, path: FieldPath): FieldError[] {
  if (http === undefined) return [];
  const pathsPath = child(child(path, 'http'), 'paths');
  const paths = http.paths ?? [];
  if (paths.length === 0) return [required(pathsPath, 'a rule needs at least one path')];
  return paths.flatMap((item, index) => validatePath(item, options, at(pathsPath, index)));
}

function validatePath(item: HTTPIngressPath, options: Options, path: FieldPath): FieldError[] {
  const { pathType, path: text = '', backend = {} } = item;
  const place = child(path, 'path');
  if (pathType === undefined) return [required(child(path, 'pathType'), `must be one of ${PATH_TYPES.join(', ')}`)];
  const errors: FieldError[] = [];
  if (!PATH_TYPES.includes(pathType)) errors.push(notSupported(child(path, 'pathType'), pathType, PATH_TYPES));
  else if (pathType === 'ImplementationSpecific') {
    if (text !== '' && !text.startsWith('/')) errors.push(invalid(place, text, 'must be an absolute path, start it with a slash'));
  } else {
    if (!text.startsWith('/')) errors.push(invalid(place, text, 'must be an absolute path, start it with a slash'));
    for (const sequence of BAD_SEQUENCES) if (text.includes(sequence)) errors.push(invalid(place, text, `must not contain '${sequence}'`));
    for (const ending of BAD_ENDINGS) if (text.endsWith(ending)) errors.push(invalid(place, text, `must not end in '${ending}'`));
  }
  return [...errors, ...validateBackend(backend, options, child(path, 'backend'))];
}

function validateBackend({ resource, service }: IngressBackend, options: Options, path: FieldPath): FieldError[] {
  if (resource !== undefined && service !== undefined) return [invalid(path, '', 'has both a resource and a service, keep one')];
  if (resource !== undefined) return validateReference(resource, child(path, 'resource'));
  if (service === undefined) return [invalid(path, '', 'needs a service or a resource')];
  const servicePath = child(path, 'service');
  const { name = '', port = {} } = service;
  const errors: FieldError[] =
    name === '' ? [required(child(servicePath, 'name'), 'names the Service')] : invalidForEach(child(servicePath, 'name'), name, options.serviceNameProblems(name));
  const portName = port.name ?? '';
  const portNumber = port.number ?? 0;
  const portPath = child(servicePath, 'port');
  if (portName !== '' && portNumber !== 0) errors.push(invalid(path, '', 'has both a name and a number of the port, keep one'));
  else if (portName !== '') errors.push(...invalidForEach(child(portPath, 'name'), portName, portNameProblems(portName)));
  else if (portNumber !== 0) errors.push(...invalidForEach(child(portPath, 'number'), portNumber, portNumberProblems(portNumber)));
  else errors.push(required(path, 'needs the name or the number of the port of the Service'));
  return errors;
}

function validateReference({ apiGroup, kind = '', name = '' }: TypedLocalObjectReference, path: FieldPath): FieldError[] {
  const errors = apiGroup === undefined ? [] : invalidForEach(child(path, 'apiGroup'), apiGroup, dns1123SubdomainProblems(apiGroup));
  return [...errors, ...validateSegment(kind, child(path, 'kind')), ...validateSegment(name, child(path, 'name'))];
}
