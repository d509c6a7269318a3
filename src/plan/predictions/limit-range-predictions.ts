import type { LimitRangeItem } from '../../api/types/core-v1.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { fieldOf, listAt, podSpecOf } from '../objects/workload.ts';
import { type Prediction, type Predictor, shortName } from './prediction.ts';

/** Pods that fit no node because of a request that nobody wrote: a LimitRange gives it to containers that state none. */
export const limitRangePredictions: Predictor = ({ after, pending }) =>
  pending.flatMap(({ owner, lacking, closest }): Prediction[] => {
    const workload = after.get(owner.kind, owner.metadata.namespace, owner.metadata.name ?? '');
    if (workload === undefined || lacking === undefined) return [];
    const silent = (podSpecOf(workload.stated)?.containers ?? []).filter(({ resources }) => fieldOf(resources, 'requests', lacking) === undefined && fieldOf(resources, 'limits', lacking) === undefined);
    if (silent.length === 0) return [];
    return after.ofKind('LimitRange', owner.metadata.namespace).flatMap((range): Prediction[] => {
      const found = defaultOf(range, lacking);
      if (found === undefined) return [];
      return [{ rule: 'plan/limit-range-default', object: range, path: found.path, message: `LimitRange ${shortName(range)} gives container ${silent.map(({ name }) => name).join(', ')} of ${owner.kind} ${shortName(workload)}, which states no request for ${lacking}, ${found.amount}: its pods fit no node${closest === undefined ? '' : ` (${closest.node} is ${closest.lacks})`}; lower the default or state a request` }];
    });
  });

function defaultOf(range: PlannedObject, resource: string): { readonly path: string; readonly amount: string } | undefined {
  const items = listAt(range.stated, 'spec', 'limits') as readonly LimitRangeItem[];
  for (const [index, item] of items.entries()) {
    if (item.type !== 'Container') continue;
    for (const field of ['defaultRequest', 'default'] as const) {
      const amount = fieldOf(item, field, resource);
      if (amount !== undefined) return { path: `spec.limits[${index}].${field}[${resource}]`, amount: String(amount) };
    }
  }
  return undefined;
}
