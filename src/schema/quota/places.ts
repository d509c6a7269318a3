import { amountsOf } from '../../api/effective-requests.ts';
import type { Unstated } from '../../api/quota/unstated.ts';
import { locateContainers } from '../../api/pod-containers.ts';
import type { Pod } from '../../api/types/core-v1.ts';
import { at, child, type FieldPath } from '../../diag/field-path.ts';
import type { Charge } from './charges.ts';
import type { Excess } from './ledger.ts';

/** The field of the submitted object that makes it, or what comes of it, too much: the number of replicas when one alone would fit. */
export function placeOfExcess({ object, times, path, timesPath }: Charge, { resource, hard, each }: Excess): FieldPath {
  const oneFits = each.nanos <= hard.nanos;
  if (timesPath !== undefined && times > 1 && oneFits) return timesPath;
  if (object.kind === 'Service' && resource !== 'services') return resource === 'count/services' ? '' : 'spec.type';
  if (object.kind === 'PersistentVolumeClaim') return resource.endsWith('requests.storage') ? child(path, 'spec.resources.requests.storage') : path;
  return object.kind === 'Pod' ? placeInPod(object as Pod, resource, path) : path;
}

/** The container that asks for most of the resource. */
function placeInPod({ spec = {} }: Pod, resource: string, path: FieldPath): FieldPath {
  const specPath = child(path, 'spec');
  const side = resource.startsWith('limits.') ? 'limits' : 'requests';
  const name = resource.replace(/^(?:limits|requests)\./, '');
  if (amountsOf(spec.resources?.[side]).has(name)) return at(child(specPath, `resources.${side}`), name);
  let most = 0n;
  let place = path;
  for (const { container, path: containerPath } of locateContainers(spec, specPath)) {
    const amount = amountsOf('resources' in container ? container.resources?.[side] : undefined).get(name);
    if (amount === undefined || amount.nanos <= most) continue;
    most = amount.nanos;
    place = at(child(containerPath, `resources.${side}`), name);
  }
  return place;
}

/** The resources of the first container that lacks the resource. */
export function placeOfUnstated({ object, path }: Charge, { side, containers }: Unstated): FieldPath {
  const located = locateContainers((object as Pod).spec ?? {}, child(path, 'spec')).find(({ container }) => container.name === containers[0]);
  return located === undefined ? path : child(located.path, `resources.${side}`);
}
