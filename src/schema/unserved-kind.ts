import { parseApiVersion } from '../api/gvk.ts';
import { compareKubernetesVersions, KUBERNETES_VERSIONS, type KubernetesVersion } from '../api/kubernetes-version.ts';
import { removedApiVersion } from '../api/removed-api-versions.ts';
import type { Issue } from './issue.ts';
import { closestWord } from './did-you-mean.ts';
import { allResources, versionsServing, type Resource } from './resources.ts';

/** Why a kind is not served by a Kubernetes version; undefined when the kind is not one of Kubernetes' own. */
export function unservedKindIssue(apiVersion: string, kind: string, version: KubernetesVersion): Issue | undefined {
  const removed = removedApiVersion(apiVersion, kind);
  if (removed !== undefined) {
    const { removedIn, replacement, note } = removed;
    const remedy = replacement === undefined ? 'nothing replaces it' : `use ${replacement}`;
    return issue('validate/removed-api-version', `${apiVersion} ${kind} is gone since Kubernetes ${removedIn}; ${remedy}${note === undefined ? '' : `. ${note}`}`);
  }
  const served = allResources(version);
  const alternatives = alternativesTo(apiVersion, kind, served);
  const instead = alternatives.length === 0 ? '' : `; use ${alternatives.join(' or ')}`;
  const versions = versionsServing(apiVersion, kind);
  const [first] = versions;
  const last = versions.at(-1);
  if (first !== undefined && last !== undefined) {
    if (compareKubernetesVersions(version, first) < 0) {
      return issue('validate/api-version-too-new', `${apiVersion} ${kind} exists from Kubernetes ${first} on, not in ${version}${instead}`);
    }
    const gone = KUBERNETES_VERSIONS[KUBERNETES_VERSIONS.indexOf(last) + 1] ?? version;
    return issue('validate/removed-api-version', `${apiVersion} ${kind} is gone since Kubernetes ${gone}${instead}`);
  }
  return alternatives.length > 0 || isBuiltInGroup(apiVersion, served) ? neverExisted(apiVersion, kind, served, alternatives) : undefined;
}

/** `apiVersion`s that serve the same kind: in the same group, else anywhere if the group is one of Kubernetes' own. */
function alternativesTo(apiVersion: string, kind: string, served: readonly Resource[]): string[] {
  const { group } = parseApiVersion(apiVersion);
  const same = served.filter((resource) => resource.kind === kind);
  const inGroup = same.filter((resource) => resource.group === group);
  const found = inGroup.length > 0 ? inGroup : isBuiltInGroup(apiVersion, served) || group === 'extensions' ? same : [];
  return found.map((resource) => resource.apiVersion).sort(byStability);
}

/** Stable versions first, then the newest. */
function byStability(a: string, b: string): number {
  const rank = (text: string): number => (/alpha/.test(text) ? 2 : /beta/.test(text) ? 1 : 0);
  return rank(a) - rank(b) || (a < b ? 1 : -1);
}

function isBuiltInGroup(apiVersion: string, served: readonly Resource[]): boolean {
  const { group } = parseApiVersion(apiVersion);
  return served.some((resource) => resource.group === group);
}

function neverExisted(apiVersion: string, kind: string, served: readonly Resource[], alternatives: readonly string[]): Issue {
  if (alternatives.length > 0) return issue('validate/unknown-api-version', `there is no ${kind} in ${apiVersion}; use ${alternatives.join(' or ')}`);
  const { group } = parseApiVersion(apiVersion);
  const suggestion = closestWord(kind, served.filter((resource) => resource.group === group).map((resource) => resource.kind));
  return issue('validate/unknown-api-version', `there is no kind ${kind} in ${apiVersion}${suggestion === undefined ? '' : `, did you mean ${suggestion}?`}`);
}

function issue(rule: Issue['rule'], message: string): Issue {
  return { rule, severity: 'error', path: 'apiVersion', part: 'value', message };
}
