import type { PlannedObject } from '../objects/planned-object.ts';
import { count, listed } from '../words.ts';
import { immutableAdvice } from './immutable-advice.ts';
import { type Prediction, type Predictor, changeOf, shortName } from './prediction.ts';

/** What the API server refuses, and what cannot be changed in place. */
export const requestPredictions: Predictor = ({ changes, after, before, run }) => [
  ...changes.flatMap((change): Prediction[] => {
    const object = after.get(change.object.kind, change.object.namespace, change.object.name);
    if (object === undefined) return [];
    if (change.immutable.length > 0) {
      const forcing = change.fields.filter(({ forcesReplacement }) => forcesReplacement === true);
      const why = change.immutable[0];
      const paths = forcing.length > 0 ? forcing.map(({ path }) => path) : [why?.path ?? ''];
      return [{ rule: 'plan/immutable-change', object, path: why?.path, place: forcing[0]?.place, message: `${change.object.kind} ${shortName(object)} cannot be updated in place: ${listed(paths)} ${paths.length === 1 ? 'is' : 'are'} immutable`, fix: immutableAdvice(object, paths) }];
    }
    const { refused } = change;
    if (refused === undefined) return [];
    const [cause] = refused.causes;
    const more = refused.causes.length > 1 ? ` (and ${count(refused.causes.length - 1, 'more field')})` : '';
    const why = cause === undefined ? refused.message : `${cause.path === '' ? '' : `${cause.path}: `}${cause.message}${more}`;
    return [{ rule: 'plan/refused', object, path: cause?.path, message: `the API server refuses ${change.object.kind} ${shortName(object)}: ${why}`, fix: refused.acceptedClientSide === true ? otherModeAdvice(cause?.path) : undefined }];
  }),
  ...refusedBase(before.objects.filter((object) => run.refusedBefore.has(object.key) && changeOf(changes, object) !== undefined)),
];

/** Server-side apply keeps what nobody owns, such as defaults that do not go with the new value. */
function otherModeAdvice(path = 'the field'): string {
  return `Set ${path} to null in the manifest, or apply without --server-side: kubectl's own patch drops it, and the API server takes the result (--apply client-side plans that).`;
}

/** Said once: a base that was written for an older release often has many of them. */
function refusedBase(objects: readonly PlannedObject[]): Prediction[] {
  if (objects.length === 0) return [];
  const names = listed(objects.map((object) => `${object.reference.kind} ${shortName(object)}`));
  return [{ rule: 'plan/base-refused', message: `the API server refuses ${names} of the base too, so ${objects.length === 1 ? 'it is' : 'they are'} taken as not running` }];
}
