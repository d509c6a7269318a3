import { byteLength, dns1123LabelProblems, dns1123SubdomainProblems } from './names.ts';

/** Further names that follow DNS (k8s.io/apimachinery/pkg/util/validation/validation.go, v1.36). */
const WILDCARD_SUBDOMAIN = /^\*\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const HTTP_PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;
const SUBDOMAIN_MAX_BYTES = 253;

/** `*.` and a DNS subdomain: the wildcard stands for exactly one label (`IsWildcardDNS1123Subdomain`). */
export function wildcardSubdomainProblems(text: string): string[] {
  const problems: string[] = [];
  if (byteLength(text) > SUBDOMAIN_MAX_BYTES) problems.push(`must be no more than ${SUBDOMAIN_MAX_BYTES} bytes`);
  if (!WILDCARD_SUBDOMAIN.test(text)) problems.push("must be '*.' followed by a DNS subdomain such as example.org");
  return problems;
}

/** A DNS subdomain of at least two labels, which may end in a dot (`IsFullyQualifiedDomainName`): one problem at most. The empty name is the caller's to refuse. */
export function fullyQualifiedDomainNameProblems(text: string): string[] {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  const problems = dns1123SubdomainProblems(name);
  if (problems.length > 0) return [problems.join(' and ')];
  const labels = name.split('.');
  if (labels.length < 2) return ['must have at least two parts separated by a dot'];
  const label = labels.find((part) => dns1123LabelProblems(part).length > 0);
  return label === undefined ? [] : [`its part ${label} ${dns1123LabelProblems(label).join(' and ')}`];
}

/** A DNS subdomain, `/` and a path, such as `example.org/ingress-controller` (`IsDomainPrefixedPath`). The empty text is the caller's to refuse. */
export function domainPrefixedPathProblems(text: string): string[] {
  const slash = text.indexOf('/');
  const host = slash === -1 ? text : text.slice(0, slash);
  const path = slash === -1 ? '' : text.slice(slash + 1);
  if (slash === -1 || host === '' || path === '') return ["must be a domain, '/' and a path, such as example.org/controller"];
  const problems = dns1123SubdomainProblems(host).map((problem) => `the part before '/' ${problem}`);
  if (!HTTP_PATH.test(path)) problems.push('the part after the first slash has characters that a URL does not allow');
  return problems;
}
