import type { KubeObject } from '../../api/object.ts';
import type { EndpointSlice as Slice } from '../../api/types/discovery-v1.ts';
import type { LogEntry } from '../../sim/log-entry.ts';
import type { ServiceTimeline } from '../plan-model.ts';

/** Ready endpoints of every Service that stays, over time in milliseconds since `startMs`. By namespace and name. */
export function serviceTimelines(before: readonly KubeObject[], after: readonly KubeObject[], entries: readonly LogEntry[], startMs: number, endMs: number): ServiceTimeline[] {
  const staying = new Set(after.filter(({ kind }) => kind === 'Service').map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`));
  const services = new Map<string, Endpoints>();
  for (const object of before) take(object, false);
  for (const [, service] of services) service.points.push({ atMs: 0, ready: readyOf(service) });
  const initial = new Map([...services].map(([name, service]) => [name, readyOf(service)]));
  let touched = new Set<string>();
  let atMs = startMs;
  for (const entry of entries) {
    if (entry.timeMs !== atMs) flush();
    atMs = entry.timeMs;
    const name = take(entry.object, entry.verb === 'deleted');
    if (name !== undefined) touched.add(name);
  }
  flush();
  return [...services].filter(([name]) => staying.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, service]) => summary(name, service.points, initial.get(name) ?? 0, endMs - startMs));

  function flush(): void {
    for (const name of touched) {
      const service = services.get(name);
      if (service === undefined) continue;
      const ready = readyOf(service);
      const last = service.points.at(-1);
      if (last?.atMs === atMs - startMs) service.points[service.points.length - 1] = { atMs: atMs - startMs, ready };
      else if (last?.ready !== ready) service.points.push({ atMs: atMs - startMs, ready });
    }
    touched = new Set();
  }

  function take(object: KubeObject, gone: boolean): string | undefined {
    if (object.kind !== 'EndpointSlice') return undefined;
    const name = object.metadata.labels?.['kubernetes.io/service-name'];
    if (name === undefined) return undefined;
    const key = `${object.metadata.namespace ?? ''}/${name}`;
    const service = services.get(key) ?? { slices: new Map<string, number>(), points: [] };
    services.set(key, service);
    const endpoints = (object as Slice & KubeObject).endpoints ?? [];
    if (gone) service.slices.delete(object.metadata.uid ?? '');
    else service.slices.set(object.metadata.uid ?? '', endpoints.filter(({ conditions }) => conditions?.ready !== false).length);
    return key;
  }
}

interface Endpoints {
  readonly slices: Map<string, number>;
  readonly points: { atMs: number; ready: number }[];
}

function readyOf(service: Endpoints): number {
  let ready = 0;
  for (const count of service.slices.values()) ready += count;
  return ready;
}

function summary(service: string, points: ServiceTimeline['points'], before: number, durationMs: number): ServiceTimeline {
  const first = before > 0 ? 0 : points.findIndex(({ ready }) => ready > 0);
  const serving = first === -1 ? [] : points.slice(first);
  const withoutEndpointsMs = serving.reduce((sum, { atMs, ready }, index) => (ready > 0 ? sum : sum + (serving[index + 1]?.atMs ?? durationMs) - atMs), 0);
  return { service, points, before, after: points.at(-1)?.ready ?? 0, minReady: serving.length === 0 ? 0 : Math.min(...serving.map(({ ready }) => ready)), withoutEndpointsMs };
}
