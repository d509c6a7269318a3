import type { ObjectFilter } from '../config/lint-config.ts';
import type { LintObject } from '../model/lint-object.ts';
import { fitsAny, fitsPathGlob } from '../wildcard.ts';

/** Whether an object is one that a part of the configuration is about. Kinds may be given with or without their group. */
export function fitsObject(filter: ObjectFilter, object: LintObject): boolean {
  return (
    (filter.kinds === undefined || filter.kinds.some((kind) => kind === object.kind || kind === object.kindKey || kind === `${object.group}/${object.kind}`)) &&
    fitsAny(filter.names, object.name) &&
    fitsAny(filter.namespaces, object.namespace) &&
    Object.entries(filter.labels ?? {}).every(([key, value]) => Object.hasOwn(object.labels, key) && object.labels[key] === value) &&
    (filter.files === undefined || filter.files.some((glob) => fitsPathGlob(glob, object.document.file)))
  );
}
