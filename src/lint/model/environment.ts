import type { JsonObject } from '../../api/json.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { mapsAt, textAt } from '../fields.ts';
import type { ContainerView } from './container-view.ts';

export interface EnvironmentVariable {
  readonly name: string;
  /** The literal value; undefined when it comes from elsewhere. */
  readonly text: string | undefined;
  readonly value: JsonObject;
  readonly path: FieldPath;
}

export function environmentOf(container: ContainerView): EnvironmentVariable[] {
  return mapsAt(container.value, 'env').map(([index, value]) => ({
    name: textAt(value, 'name') ?? '',
    text: textAt(value, 'value'),
    value,
    path: `${container.path}.env[${index}]`,
  }));
}
