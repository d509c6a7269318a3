import type { ObjectMeta } from '../api/types/meta-v1.ts';

/** Stands for the five letters and digits that the server draws for a generated name. */
const GENERATED_SUFFIX = 'xxxxx';
const MAX_GENERATED_PREFIX = 58;

/**
 * What a create does to metadata before validation: fields that only the server sets are emptied, a name is generated
 * (`FillObjectMetaSystemFields` and `BeforeCreate` in apiserver/pkg/registry/rest, v1.36). Changes `meta`.
 */
export function prepareMetadataForCreate(meta: ObjectMeta): void {
  delete meta.creationTimestamp;
  delete meta.deletionTimestamp;
  delete meta.deletionGracePeriodSeconds;
  delete meta.uid;
  delete meta.selfLink;
  delete meta.resourceVersion;
  delete meta.managedFields;
  if ((meta.name ?? '') === '' && (meta.generateName ?? '') !== '') {
    meta.name = (meta.generateName ?? '').slice(0, MAX_GENERATED_PREFIX) + GENERATED_SUFFIX;
  }
}

/** What an update does to metadata: what a client leaves out or cannot change is carried over (`BeforeUpdate`). Changes `meta`. */
export function prepareMetadataForUpdate(meta: ObjectMeta, old: ObjectMeta): void {
  keep(meta, old, 'generation');
  keep(meta, old, 'creationTimestamp');
  delete meta.managedFields;
  delete meta.selfLink;
  if (old.deletionTimestamp !== undefined) meta.deletionTimestamp = old.deletionTimestamp;
  if (old.deletionGracePeriodSeconds !== undefined) meta.deletionGracePeriodSeconds ??= old.deletionGracePeriodSeconds;
  if ((meta.uid ?? '') === '') keep(meta, old, 'uid');
  // An update without a version is not checked against the present one: the server fills it in.
  if ((meta.resourceVersion ?? '') === '') keep(meta, old, 'resourceVersion');
}

function keep(meta: ObjectMeta, old: ObjectMeta, field: 'generation' | 'creationTimestamp' | 'uid' | 'resourceVersion'): void {
  const value = old[field];
  if (value === undefined) delete meta[field];
  else (meta as Record<string, unknown>)[field] = value;
}
