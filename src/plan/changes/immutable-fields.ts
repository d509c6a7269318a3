import { cloneJson } from '../../api/json.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import { strategyOf } from '../../api/strategies/index.ts';
import type { ImmutableField } from '../plan-model.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { withoutAllocated } from '../objects/server-noise.ts';

/** The fields that the API server lets nobody change: what it refuses of the update though it would take the new object as it is. */
export function immutableFields(before: PlannedObject, after: PlannedObject, version: KubernetesVersion): ImmutableField[] {
  const strategy = strategyOf(after.reference.apiVersion, after.reference.kind);
  if (strategy?.validateUpdate === undefined || before.malformed !== undefined || after.malformed !== undefined) return [];
  if (before.reference.apiVersion !== after.reference.apiVersion) return [];
  const old = before.live ? withoutAllocated(before.defaulted, after.stated) : before.defaulted;
  const now = cloneJson(after.defaulted);
  strategy.prepareForUpdate?.(now, old, { version });
  const faults = strategy.validate(cloneJson(now), { version });
  return strategy
    .validateUpdate(now, old, { version })
    .filter((error) => !faults.some(({ path, reason, message }) => path === error.path && reason === error.reason && message === error.message))
    .map(({ path, message }) => ({ path, message }));
}
