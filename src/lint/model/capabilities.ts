import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { listAt } from '../fields.ts';
import type { ContainerView } from './container-view.ts';

export interface Capability {
  /** In capitals and without the `CAP_` prefix, which some write and the kernel's own names have. */
  readonly name: string;
  readonly path: FieldPath;
}

/** The capabilities that a container adds or drops. */
export function capabilitiesOf(container: ContainerView, list: 'add' | 'drop'): Capability[] {
  const path = child(container.path, `securityContext.capabilities.${list}`);
  return listAt(container.value, 'securityContext', 'capabilities', list).flatMap((item, index) =>
    typeof item === 'string' ? [{ name: item.toUpperCase().replace(/^CAP_/, ''), path: at(path, index) }] : [],
  );
}

export function dropsCapability(container: ContainerView, name: string): boolean {
  return capabilitiesOf(container, 'drop').some((capability) => capability.name === 'ALL' || capability.name === name);
}
