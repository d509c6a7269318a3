import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { dns1123SubdomainProblems } from '../../names.ts';
import type { NodeSelector } from '../../types/core-v1.ts';
import { validateNodeSelector } from '../node-selector.ts';
import { invalidForEach } from '../problems.ts';

interface NodeChoice {
  readonly nodeName?: string | undefined;
  readonly nodeSelector?: NodeSelector | undefined;
  readonly allNodes?: boolean | undefined;
  readonly perDeviceNodeSelection?: boolean | undefined;
}

/** The ways to say on which nodes devices are, and which of them are used. */
export function validateNodeChoice({ nodeName, nodeSelector, allNodes, perDeviceNodeSelection }: NodeChoice, path: FieldPath): { readonly errors: FieldError[]; readonly chosen: readonly string[] } {
  const errors: FieldError[] = [];
  const chosen: string[] = [];
  if (nodeName === '') errors.push(invalid(child(path, 'nodeName'), nodeName, 'must not be empty, remove it'));
  else if (nodeName !== undefined) {
    chosen.push('nodeName');
    errors.push(...invalidForEach(child(path, 'nodeName'), nodeName, dns1123SubdomainProblems(nodeName)));
  }
  if (nodeSelector !== undefined) {
    chosen.push('nodeSelector');
    errors.push(...validateNodeSelector(nodeSelector, false, child(path, 'nodeSelector')));
  }
  for (const [field, value] of Object.entries({ allNodes, perDeviceNodeSelection })) {
    if (value === true) chosen.push(field);
    else if (value === false) errors.push(invalid(child(path, field), value, 'must be true or absent'));
  }
  return { errors, chosen };
}
