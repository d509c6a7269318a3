import type { FieldPath } from '../../diag/field-path.ts';
import { mapsAt, numberAt, textAt } from '../fields.ts';
import type { LintObject } from './lint-object.ts';
import { portAt } from './probes.ts';

export interface ServicePort {
  readonly name: string;
  readonly port: number | undefined;
  /** A number or the name of a container port; the port itself when absent. */
  readonly targetPort: number | string | undefined;
  readonly protocol: string;
  readonly path: FieldPath;
}

export function servicePortsOf(service: LintObject): ServicePort[] {
  return mapsAt(service.value, 'spec', 'ports').map(([index, value]) => {
    const port = numberAt(value, 'port');
    const target = portAt(value, 'targetPort');
    return {
      name: textAt(value, 'name') ?? '',
      port,
      targetPort: target === undefined || target === 0 ? port : target,
      protocol: textAt(value, 'protocol') ?? 'TCP',
      path: `spec.ports[${index}]`,
    };
  });
}
