import type { KubeObject } from '../../api/object.ts';
import type { ResourceClaim, ResourceSlice } from '../../api/types/resource-v1.ts';
import { objectsOfKind } from '../objects/by-kind.ts';
import { count, listed } from '../words.ts';

/** Devices that are named one by one; of more only the number is said. */
const MOST_NAMED = 4;

/** Who has the devices of a node, for pods that found none there; undefined when it has no devices of its own. */
export function deviceHolders(node: string, objects: readonly KubeObject[]): string | undefined {
  const slices = (objectsOfKind(objects, 'ResourceSlice') as readonly ResourceSlice[]).filter(({ spec }) => spec?.nodeName === node);
  const devices = slices.flatMap(({ spec }) => (spec?.devices ?? []).map(({ name = '' }) => ({ name, id: deviceId(spec?.driver, spec?.pool?.name, name) })));
  if (devices.length === 0) return undefined;
  const holders = new Map<string, string>();
  for (const { metadata, status } of objectsOfKind(objects, 'ResourceClaim') as readonly ResourceClaim[]) {
    const users = (status?.reservedFor ?? []).map(({ name = '' }) => `${metadata?.namespace ?? ''}/${name}`);
    const holder = users.length === 0 ? `ResourceClaim ${metadata?.namespace ?? ''}/${metadata?.name ?? ''}` : listed(users);
    for (const { driver, pool, device, adminAccess } of status?.allocation?.devices?.results ?? []) if (adminAccess !== true) holders.set(deviceId(driver, pool, device), holder);
  }
  const held = devices.flatMap(({ name, id }) => (holders.has(id) ? [`${name} by ${holders.get(id) ?? ''}`] : []));
  const named = held.length > MOST_NAMED ? [...held.slice(0, MOST_NAMED), `${held.length - MOST_NAMED} more`] : held;
  if (held.length === 0) return `none of its ${count(devices.length, 'device')} is held`;
  const part = held.length === devices.length ? '' : `${held.length} of `;
  return `${part}its ${count(devices.length, 'device')} ${held.length === 1 ? 'is' : 'are'} held: ${listed(named)}`;
}

function deviceId(driver = '', pool = '', device = ''): string {
  return `${driver}/${pool}/${device}`;
}
