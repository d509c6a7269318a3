import type { JsonObject } from '../../api/json.ts';
import { child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { mapAt, mapsAt, numberAt, textAt, valueAt } from '../fields.ts';
import type { ContainerView } from './container-view.ts';

export const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
export type ProbeField = (typeof PROBES)[number];

export interface ProbeView {
  readonly field: ProbeField;
  readonly value: JsonObject;
  readonly path: FieldPath;
  /** The handler: `httpGet`, `tcpSocket`, `grpc`, `exec`; undefined when none of them is a map. */
  readonly handler?: 'httpGet' | 'tcpSocket' | 'grpc' | 'exec';
  /** A number, or the name of a container port. */
  readonly port?: number | string;
}

export function probeOf(container: ContainerView, field: ProbeField): ProbeView | undefined {
  const value = mapAt(container.value, field);
  if (value === undefined) return undefined;
  const handler = (['httpGet', 'tcpSocket', 'grpc', 'exec'] as const).find((name) => mapAt(value, name) !== undefined);
  const port = handler === undefined || handler === 'exec' ? undefined : portAt(value, handler, 'port');
  return { field, value, path: child(container.path, field), ...(handler === undefined ? {} : { handler }), ...(port === undefined ? {} : { port }) };
}

/** How long a probe takes at most until it gives up, in seconds, with the defaults of the API. */
export function secondsUntilFailure(probe: ProbeView): number {
  const period = numberAt(probe.value, 'periodSeconds') ?? 10;
  const threshold = numberAt(probe.value, 'failureThreshold') ?? 3;
  return (numberAt(probe.value, 'initialDelaySeconds') ?? 0) + period * threshold;
}

/** How long it takes at least until a probe can succeed, in seconds. */
export function secondsUntilSuccess(probe: ProbeView): number {
  const period = numberAt(probe.value, 'periodSeconds') ?? 10;
  const successes = numberAt(probe.value, 'successThreshold') ?? 1;
  return (numberAt(probe.value, 'initialDelaySeconds') ?? 0) + period * (successes - 1);
}

export interface PortView {
  readonly name: string;
  /** Undefined when it is no number. */
  readonly number: number | undefined;
  readonly protocol: string;
  readonly value: JsonObject;
  readonly path: FieldPath;
}

export function portsOf(container: ContainerView): PortView[] {
  return mapsAt(container.value, 'ports').map(([index, value]) => ({
    name: textAt(value, 'name') ?? '',
    number: numberAt(value, 'containerPort'),
    protocol: textAt(value, 'protocol') ?? 'TCP',
    value,
    path: `${container.path}.ports[${index}]`,
  }));
}

/** A port that is a number or a name; a text of digits is a name, as the API reads it. */
export function portAt(value: unknown, ...keys: readonly string[]): number | string | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === 'string' ? found : numberAt(value, ...keys);
}
