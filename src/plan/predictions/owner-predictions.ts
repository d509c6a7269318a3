import type { OwnerReference } from '../../api/types/meta-v1.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { type Prediction, type Predictor, shortName, touches } from './prediction.ts';

const COLLECTOR = 'garbage-collector';

/** What the garbage collector takes away again, since the owners that it names do not exist. */
export const ownerPredictions: Predictor = ({ after, changes, run }) => {
  const owned = after.objects.filter((object) => ownersOf(object).length > 0 && touches(changes, [object]));
  if (owned.length === 0) return [];
  const collected = new Set(run.entries.filter(({ verb, by }) => verb === 'deleted' && by === COLLECTOR).map(({ object }) => nameKey(object.kind, object.metadata.namespace, object.metadata.name)));
  const uids = new Set([...run.before, ...run.after].map(({ metadata }) => metadata.uid));
  return owned.flatMap((object): Prediction[] => {
    const { kind, namespace, name } = object.reference;
    const index = ownersOf(object).findIndex(({ uid }) => !uids.has(uid));
    const owner = ownersOf(object)[index];
    if (owner === undefined || !collected.has(nameKey(kind, namespace, name))) return [];
    const path = `metadata.ownerReferences[${index}].uid`;
    return [{ rule: 'plan/owner-missing', object, path, message: `${kind} ${shortName(object)} is deleted again by the garbage collector: no ${owner.kind ?? 'object'} ${owner.name ?? ''} with the uid ${owner.uid ?? ''} is in the input or the cluster; leave ownerReferences out of the manifest` }];
  });
};

function ownersOf({ stated }: PlannedObject): readonly OwnerReference[] {
  return stated.metadata.ownerReferences ?? [];
}

function nameKey(kind: string, namespace: string | undefined, name: string | undefined): string {
  return `${kind} ${namespace ?? ''}/${name ?? ''}`;
}
