import { byteLength } from '../names.ts';

const KEY = /^[-._a-zA-Z0-9]+$/;

/** What is wrong with a key of a ConfigMap or Secret: it becomes a file name (`IsConfigMapKey`). */
export function configMapKeyProblems(key: string): string[] {
  const problems: string[] = [];
  if (byteLength(key) > 253) problems.push('must be no more than 253 bytes');
  if (!KEY.test(key)) problems.push("must consist of letters, digits, '-', '_' and '.'");
  if (key === '.') problems.push("must not be '.'");
  else if (key === '..') problems.push("must not be '..'");
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}
