import { count } from '../words.ts';
import { type Prediction, type Predictor, sameObject, shortName } from './prediction.ts';

/** What the API server refuses, and what cannot be changed in place. */
export const requestPredictions: Predictor = ({ changes, after, before, run }) => [
  ...changes.flatMap((change): Prediction[] => {
    const object = after.objects.find((candidate) => sameObject(change, candidate));
    if (object === undefined) return [];
    if (change.immutable.length > 0) {
      const paths = [...new Set(change.immutable.map(({ path }) => path))];
      return paths.map((path) => ({
        rule: 'plan/immutable-change',
        object,
        path,
        message: `${change.object.kind} ${shortName(object)} cannot be updated: ${path}: ${change.immutable.find((field) => field.path === path)?.message ?? 'is immutable'}`,
      }));
    }
    const { refused } = change;
    if (refused === undefined) return [];
    const [cause] = refused.causes;
    const more = refused.causes.length > 1 ? ` (and ${count(refused.causes.length - 1, 'more field')})` : '';
    const why = cause === undefined ? refused.message : `${cause.path === '' ? '' : `${cause.path}: `}${cause.message}${more}`;
    return [{ rule: 'plan/refused', object, path: cause?.path, message: `the API server refuses ${change.object.kind} ${shortName(object)}: ${why}` }];
  }),
  ...before.objects
    .filter(({ key }) => run.refusedBefore.has(key))
    .map((object): Prediction => ({ rule: 'plan/base-refused', message: `${object.reference.kind} ${shortName(object)} of the base is refused and so cannot be running: ${run.refusedBefore.get(object.key)?.message ?? ''}` })),
];
