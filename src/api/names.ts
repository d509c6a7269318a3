/**
 * The rules for names (k8s.io/apimachinery/pkg/util/validation/validation.go and pkg/api/validate/content, v1.36).
 * Each returns what is wrong with the text, one message for each rule that is broken, or an empty list.
 */
const LABEL_1123 = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN_1123 = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_PART = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/** The length that Go's `len` gives: bytes of UTF-8. */
export function byteLength(text: string): number {
  if (text.length > SHORT) return Buffer.byteLength(text);
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return Buffer.byteLength(text);
  return text.length;
}

/** Up to this length, looking at each character is cheaper than asking Node. */
const SHORT = 64;

function tooLongThan(text: string, max: number): string[] {
  return byteLength(text) > max ? [`must be no more than ${max} bytes`] : [];
}

/** A DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends. */
export function dns1123LabelProblems(text: string): string[] {
  const problems = tooLongThan(text, 63);
  if (!LABEL_1123.test(text)) problems.push("must consist of lower-case letters, digits and '-', and start and end with a letter or digit");
  return problems;
}

/** A DNS subdomain: labels joined by dots, 253 characters at most. */
export function dns1123SubdomainProblems(text: string): string[] {
  const problems = tooLongThan(text, 253);
  if (!SUBDOMAIN_1123.test(text)) problems.push("must consist of lower-case letters, digits, '-' and '.', and each part must start and end with a letter or digit");
  return problems;
}

/** A DNS label that starts with a letter. */
export function dns1035LabelProblems(text: string): string[] {
  const problems = tooLongThan(text, 63);
  if (!LABEL_1035.test(text)) problems.push("must consist of lower-case letters, digits and '-', start with a letter and end with a letter or digit");
  return problems;
}

/** The key of a label: an optional DNS subdomain and a slash, then a name of 1 to 63 characters. */
export function qualifiedNameProblems(text: string): string[] {
  const parts = text.split('/');
  const problems: string[] = [];
  let name = text;
  if (parts.length === 2) {
    const [prefix = '', rest = ''] = parts;
    name = rest;
    if (prefix === '') problems.push("the part before '/' must not be empty");
    else problems.push(...dns1123SubdomainProblems(prefix).map((problem) => `the part before '/' ${problem}`));
  } else if (parts.length !== 1) {
    return ["must be a name, or a DNS subdomain, '/' and a name"];
  }
  if (name === '') problems.push('the name must not be empty');
  else if (byteLength(name) > 63) problems.push('the name must be no more than 63 bytes');
  if (!QUALIFIED_PART.test(name)) problems.push("the name must consist of letters, digits, '-', '_' and '.', and start and end with a letter or digit");
  return problems;
}

/** The value of a label: empty, or up to 63 characters. */
export function labelValueProblems(text: string): string[] {
  const problems = tooLongThan(text, 63);
  if (!LABEL_VALUE.test(text)) problems.push("must be empty or consist of letters, digits, '-', '_' and '.', and start and end with a letter or digit");
  return problems;
}
