import { deprecatedApiVersion, removedApiVersion } from '../api/removed-api-versions.ts';

/** What became of a version of an API. Minor versions as `1.25`. */
export interface ApiLifecycle {
  /** Absent for what was removed before the oldest release that is known here. */
  readonly deprecatedIn?: string;
  readonly removedIn?: string;
  /** What to use instead; absent when the kind is gone. */
  readonly replacement?: { readonly apiVersion: string; readonly kind: string };
  /** Whether objects are written the same way there, so that changing the version is enough. */
  readonly sameShape: boolean;
}

/** What became of a version of a kind, or undefined when it is neither deprecated nor removed as far as is known. */
export function lifecycleOf(apiVersion: string, kind: string): ApiLifecycle | undefined {
  const deprecated = deprecatedApiVersion(apiVersion, kind);
  if (deprecated !== undefined) {
    const { deprecatedIn, removedIn, replacement, sameShape } = deprecated;
    const [newVersion = '', newKind = kind] = replacement?.split(' ') ?? [];
    return { deprecatedIn, ...(removedIn === undefined ? {} : { removedIn }), ...(newVersion === '' ? {} : { replacement: { apiVersion: newVersion, kind: newKind } }), sameShape: sameShape === true };
  }
  const removed = removedApiVersion(apiVersion, kind);
  if (removed !== undefined) {
    const { removedIn, replacement, sameShape } = removed;
    return { removedIn, ...(replacement === undefined ? {} : { replacement: { apiVersion: replacement, kind } }), sameShape: sameShape === true };
  }
  // Nothing is left of the group, whatever the kind.
  return apiVersion.startsWith('extensions/v1beta') ? { removedIn: '1.22', sameShape: false } : undefined;
}

/** Negative when minor version `a` is older than `b`. */
export function compareMinorVersions(a: string, b: string): number {
  const minor = (version: string): number => Number(version.split('.')[1] ?? 0);
  return minor(a) - minor(b);
}
