import { matchesNodeSelector } from '../../api/node-selector.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { NodeSelector } from '../../api/types/core-v1.ts';
import type { Device, DeviceTaint, ResourceSlice, ResourceSliceSpec } from '../../api/types/resource-v1.ts';
import type { NodeInfo } from './node-info.ts';
import type { Snapshot } from './snapshot.ts';

/** A device that a driver publishes. */
export interface PoolDevice {
  /** `driver/pool/device` */
  readonly id: string;
  readonly driver: string;
  readonly pool: string;
  readonly device: Device;
  readonly taints: readonly DeviceTaint[];
  readonly reach: DeviceReach;
}

/** The nodes that can use a device: one, those that match, or (neither is set) all when `allNodes` says so. */
export interface DeviceReach {
  readonly nodeName?: string | undefined;
  readonly nodeSelector?: NodeSelector | undefined;
  readonly allNodes?: boolean | undefined;
}

/** The devices that one driver publishes under one name, as far as the node can use them. */
export interface DevicePool {
  readonly driver: string;
  readonly name: string;
  readonly devices: readonly PoolDevice[];
  /** Not all slices of the newest generation are there: what is missing is not known, so nothing of the pool is used. */
  readonly isIncomplete: boolean;
  readonly whole: WholePool;
}

/** All of a pool, whatever nodes reach it. */
export interface WholePool {
  /** By id. */
  readonly devices: ReadonlyMap<string, PoolDevice>;
  /** What its devices share, by counter set and counter, in billionths. */
  readonly counters: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
  readonly driver: string;
  readonly name: string;
  readonly isIncomplete: boolean;
  /** The place among all pools. */
  readonly order: number;
}

/** Pools by the nodes that may reach them: most are one node's own. */
interface PoolIndex {
  readonly ofNode: ReadonlyMap<string, readonly WholePool[]>;
  readonly ofMany: readonly WholePool[];
}

const indexes = new WeakMap<readonly ResourceSlice[], PoolIndex>();

/** The pools that a node reaches, in order of their slices (k8s.io/dynamic-resource-allocation/structured/internal, GatherPools, v1.36). */
export function poolsOf(node: NodeInfo, { objects }: Snapshot): readonly DevicePool[] {
  const slices = objects.inNamespace('ResourceSlice', '');
  let index = indexes.get(slices);
  if (index === undefined) indexes.set(slices, (index = indexOf(slices)));
  const pools = [...(index.ofNode.get(node.name) ?? []), ...index.ofMany].sort((a, b) => a.order - b.order);
  return pools.flatMap((whole) => {
    const devices = [...whole.devices.values()].filter(({ reach }) => isReachable(reach, node));
    return devices.length === 0 ? [] : [{ driver: whole.driver, name: whole.name, devices, isIncomplete: whole.isIncomplete, whole }];
  });
}

function indexOf(slices: readonly ResourceSlice[]): PoolIndex {
  const byPool = new Map<string, ResourceSliceSpec[]>();
  for (const { spec = {} } of slices) {
    const key = `${spec.driver ?? ''}/${spec.pool?.name ?? ''}`;
    const known = byPool.get(key);
    if (known === undefined) byPool.set(key, [spec]);
    else known.push(spec);
  }
  const ofNode = new Map<string, WholePool[]>();
  const ofMany: WholePool[] = [];
  for (const [order, specs] of [...byPool.values()].entries()) {
    const pool = wholePool(specs, order);
    const nodes = new Set([...pool.devices.values()].map(({ reach }) => reach.nodeName ?? ''));
    const [only = ''] = nodes;
    if (nodes.size !== 1 || only === '') ofMany.push(pool);
    else {
      const known = ofNode.get(only);
      if (known === undefined) ofNode.set(only, [pool]);
      else known.push(pool);
    }
  }
  return { ofNode, ofMany };
}

/** Slices of older generations count no more. */
function wholePool(all: readonly ResourceSliceSpec[], order: number): WholePool {
  const newest = Math.max(...all.map(({ pool }) => pool?.generation ?? 0));
  const specs = all.filter(({ pool }) => (pool?.generation ?? 0) === newest);
  const [first = {}] = specs;
  const devices = specs.flatMap((spec) => (spec.devices ?? []).map((device) => poolDevice(spec, device)));
  const counters = new Map<string, Map<string, bigint>>();
  for (const { name = '', counters: own = {} } of specs.flatMap(({ sharedCounters }) => sharedCounters ?? [])) {
    counters.set(name, new Map(Object.entries(own).map(([counter, { value }]) => [counter, parseQuantity(value ?? 0)?.nanos ?? 0n])));
  }
  return {
    devices: new Map(devices.map((device) => [device.id, device])),
    counters,
    driver: first.driver ?? '',
    name: first.pool?.name ?? '',
    isIncomplete: specs.length !== (first.pool?.resourceSliceCount ?? specs.length),
    order,
  };
}

function isReachable({ nodeName, nodeSelector, allNodes }: DeviceReach, node: NodeInfo): boolean {
  if (nodeName !== undefined && nodeName !== '') return nodeName === node.name;
  return allNodes === true || (nodeSelector !== undefined && matchesNodeSelector(nodeSelector, node));
}

function poolDevice(spec: ResourceSliceSpec, device: Device): PoolDevice {
  const [driver, pool] = [spec.driver ?? '', spec.pool?.name ?? ''];
  const { nodeName, nodeSelector, allNodes } = spec.perDeviceNodeSelection === true ? device : spec;
  return { id: `${driver}/${pool}/${device.name ?? ''}`, driver, pool, device, taints: device.taints ?? [], reach: { nodeName, nodeSelector, allNodes } };
}
