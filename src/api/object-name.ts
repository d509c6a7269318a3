import { dns1035LabelProblems, dns1123LabelProblems, dns1123SubdomainProblems } from './names.ts';

/**
 * Rules for `metadata.name` by kind, in the shape of `Strategy.nameProblems` (k8s.io/apimachinery/pkg/api/validation/generic.go and
 * pkg/api/validation/path, v1.36). A prefix for generated names may end in a hyphen.
 */
export type NameRule = (name: string, prefix: boolean) => readonly string[];

/** The rule of most kinds. */
export const subdomainName: NameRule = (name, prefix) => dns1123SubdomainProblems(prefix ? maskTrailingHyphen(name) : name);

export const labelName: NameRule = (name, prefix) => dns1123LabelProblems(prefix ? maskTrailingHyphen(name) : name);

export const label1035Name: NameRule = (name, prefix) => dns1035LabelProblems(prefix ? maskTrailingHyphen(name) : name);

/** Kinds whose names only have to fit into a URL, such as those of RBAC. */
export const pathSegmentName: NameRule = (name, prefix) => (prefix ? pathSegmentPrefixProblems(name) : pathSegmentProblems(name));

export const anyName: NameRule = () => [];

/** What keeps a text from being one segment of a URL's path (`IsPathSegmentName`). */
export function pathSegmentProblems(text: string): string[] {
  if (text === '.' || text === '..') return [`must not be '${text}'`];
  return pathSegmentPrefixProblems(text);
}

function pathSegmentPrefixProblems(text: string): string[] {
  return ['/', '%'].filter((char) => text.includes(char)).map((char) => `must not contain '${char}'`);
}

/** Replaces a hyphen at the end, and the character before it, by a letter: something will follow there. */
function maskTrailingHyphen(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
