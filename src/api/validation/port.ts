import type { FieldPath } from '../../diag/field-path.ts';
import type { FieldError } from '../field-error.ts';
import { byteLength } from '../names.ts';
import type { IntOrString } from '../types/util-intstr.ts';
import { invalidForEach } from './problems.ts';

export const MAX_PORT = 65535;

/** What is wrong with the number of a port (`IsValidPortNum`). */
export function portNumberProblems(port: number): string[] {
  return port >= 1 && port <= MAX_PORT ? [] : [`must be a port between 1 and ${MAX_PORT}`];
}

/** What is wrong with the name of a port: an IANA service name (`IsValidPortName`). */
export function portNameProblems(name: string): string[] {
  const problems: string[] = [];
  if (byteLength(name) > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) problems.push('must consist of lower-case letters, digits and hyphens');
  if (!/[a-z]/.test(name)) problems.push('must have at least one letter from a to z');
  if (name.includes('--')) problems.push('must not have two hyphens in a row');
  if (name.startsWith('-') || name.endsWith('-')) problems.push('must not start or end with a hyphen');
  return problems;
}

/** The port of a probe or Service: a number, or the name of a container port (`ValidatePortNumOrName`). */
export function validatePortNumberOrName(port: IntOrString | undefined, path: FieldPath): FieldError[] {
  const value = port ?? 0;
  return invalidForEach(path, value, typeof value === 'string' ? portNameProblems(value) : portNumberProblems(value));
}
