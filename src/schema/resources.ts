import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gvkKey, parseApiVersion } from '../api/gvk.ts';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../api/kubernetes-version.ts';
import { packageFolder } from './package-folder.ts';

/** A kind that the API server of some version serves. */
export interface Resource {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The resource in URLs and RBAC rules: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
  /** The name of its type in `definitions.ts`. */
  readonly definition: string;
}

interface Entry extends Omit<Resource, 'subresources'> {
  readonly mask: number;
  readonly subresourceMasks: readonly (readonly [string, number])[];
}

const ALL = 2 ** KUBERNETES_VERSIONS.length - 1;

let entries: Map<string, Entry[]> | undefined;
const resources = new Map<string, Resource | null>();
const byVersion = new Map<KubernetesVersion, readonly Resource[]>();

/** The resource of a kind in one Kubernetes version, or undefined when that version does not serve it. */
export function resourceOf(apiVersion: string, kind: string, version: KubernetesVersion): Resource | undefined {
  const key = `${version} ${apiVersion} ${kind}`;
  let resource = resources.get(key);
  if (resource === undefined) {
    resource = findResource(apiVersion, kind, version) ?? null;
    resources.set(key, resource);
  }
  return resource ?? undefined;
}

/** Every resource that a Kubernetes version serves, in order of group, version and kind. */
export function allResources(version: KubernetesVersion): readonly Resource[] {
  let found = byVersion.get(version);
  if (found === undefined) {
    const bit = bitOf(version);
    found = [...loadEntries().values()].flat().filter((entry) => (entry.mask & bit) !== 0).map((entry) => toResource(entry, bit));
    byVersion.set(version, found);
  }
  return found;
}

/** The Kubernetes versions that serve a kind, oldest first; empty for one that is not built in. */
export function versionsServing(apiVersion: string, kind: string): KubernetesVersion[] {
  const found = loadEntries().get(gvkKey(apiVersion, kind)) ?? [];
  return KUBERNETES_VERSIONS.filter((version) => found.some((entry) => (entry.mask & bitOf(version)) !== 0));
}

/** Reads a mask of versions: `*` for all, else hexadecimal with the oldest version as the lowest bit. */
export function parseMask(text: string): number {
  return text === '*' ? ALL : Number.parseInt(text, 16);
}

export function bitOf(version: KubernetesVersion): number {
  return 1 << KUBERNETES_VERSIONS.indexOf(version);
}

function findResource(apiVersion: string, kind: string, version: KubernetesVersion): Resource | undefined {
  const bit = bitOf(version);
  const entry = loadEntries().get(gvkKey(apiVersion, kind))?.find((candidate) => (candidate.mask & bit) !== 0);
  return entry === undefined ? undefined : toResource(entry, bit);
}

function toResource(entry: Entry, bit: number): Resource {
  const { mask: _mask, subresourceMasks, ...rest } = entry;
  return { ...rest, subresources: subresourceMasks.filter(([, mask]) => (mask & bit) !== 0).map(([name]) => name) };
}

/** Lines of `GROUP VERSION KIND PLURAL N|C VERBS DEFINITION MASK SUBRESOURCES`, `-` for the core group and for none. */
function loadEntries(): Map<string, Entry[]> {
  if (entries !== undefined) return entries;
  entries = new Map();
  for (const line of readFileSync(join(packageFolder(), 'schemas/kubernetes/resources.txt'), 'latin1').split('\n')) {
    if (line === '') continue;
    const [group = '', version = '', kind = '', plural = '', scope = '', verbs = '', definition = '', maskText = '', subresources = ''] = line.split(' ');
    const apiVersion = group === '-' ? version : `${group}/${version}`;
    const mask = parseMask(maskText);
    const entry: Entry = {
      apiVersion,
      ...parseApiVersion(apiVersion),
      kind,
      plural,
      namespaced: scope === 'N',
      verbs: verbs.split(','),
      definition,
      mask,
      subresourceMasks: subresources === '-' ? [] : subresources.split(',').map((text) => {
        const [name = '', present] = text.split('%');
        return [name, present === undefined ? mask : parseMask(present)] as const;
      }),
    };
    const key = gvkKey(apiVersion, kind);
    const list = entries.get(key);
    if (list === undefined) entries.set(key, [entry]);
    else list.push(entry);
  }
  return entries;
}
