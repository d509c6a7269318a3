import { matchesNodeSelector } from '../../api/node-selector.ts';
import type { Device, DeviceTaint, ResourceSlice, ResourceSliceSpec } from '../../api/types/resource-v1.ts';
import type { NodeInfo } from './node-info.ts';
import type { Snapshot } from './snapshot.ts';

/** A device that a node can use. */
export interface PoolDevice {
  /** `driver/pool/device` */
  readonly id: string;
  readonly driver: string;
  readonly pool: string;
  readonly device: Device;
  readonly taints: readonly DeviceTaint[];
}

/** The devices that one driver publishes under one name, as far as the node can use them. */
export interface DevicePool {
  readonly driver: string;
  readonly name: string;
  readonly devices: readonly PoolDevice[];
  /** Not all slices of the newest generation are there: what is missing is not known, so nothing of the pool is used. */
  readonly isIncomplete: boolean;
}

/** The pools that a node reaches, in order of their slices (k8s.io/dynamic-resource-allocation/structured/internal, GatherPools, v1.36). */
export function poolsOf(node: NodeInfo, { objects }: Snapshot): readonly DevicePool[] {
  const slices = new Map<string, ResourceSlice[]>();
  for (const slice of objects.all('ResourceSlice')) {
    const key = `${slice.spec?.driver ?? ''}/${slice.spec?.pool?.name ?? ''}`;
    const known = slices.get(key);
    if (known === undefined) slices.set(key, [slice]);
    else known.push(slice);
  }
  const pools: DevicePool[] = [];
  for (const all of slices.values()) {
    const newest = Math.max(...all.map(({ spec }) => spec?.pool?.generation ?? 0));
    const specs = all.flatMap(({ spec }) => (spec !== undefined && (spec.pool?.generation ?? 0) === newest ? [spec] : []));
    const [first] = specs;
    if (first === undefined) continue;
    const devices = specs.flatMap((spec) => (spec.devices ?? []).filter((device) => isReachable(spec, device, node)).map((device) => poolDevice(spec, device)));
    if (devices.length === 0) continue;
    const isIncomplete = specs.length !== (first.pool?.resourceSliceCount ?? specs.length);
    pools.push({ driver: first.driver ?? '', name: first.pool?.name ?? '', devices, isIncomplete });
  }
  return pools;
}

function isReachable(spec: ResourceSliceSpec, device: Device, node: NodeInfo): boolean {
  const { nodeName, allNodes, nodeSelector } = spec.perDeviceNodeSelection === true ? device : spec;
  if (nodeName !== undefined && nodeName !== '') return nodeName === node.name;
  if (allNodes === true) return true;
  return nodeSelector !== undefined && matchesNodeSelector(nodeSelector, node);
}

function poolDevice(spec: ResourceSliceSpec, device: Device): PoolDevice {
  const [driver, pool] = [spec.driver ?? '', spec.pool?.name ?? ''];
  return { id: `${driver}/${pool}/${device.name ?? ''}`, driver, pool, device, taints: device.taints ?? [] };
}
