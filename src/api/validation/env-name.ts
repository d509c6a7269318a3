import { compareKubernetesVersions } from '../kubernetes-version.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';

const STRICT = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const RELAXED = /^[ -<>-~]+$/;

/**
 * What is wrong with the name of an environment variable (`IsEnvVarName`; `IsRelaxedEnvVarName` from 1.32 on, where any printable
 * ASCII character but `=` will do).
 */
export function envNameProblems(name: string, version: KubernetesVersion): string[] {
  if (compareKubernetesVersions(version, '1.32') >= 0) {
    return RELAXED.test(name) ? [] : ["must consist of printable ASCII characters other than '='"];
  }
  const problems: string[] = [];
  if (!STRICT.test(name)) problems.push("must consist of letters, digits, '-', '_' and '.', and not start with a digit");
  if (name === '.') problems.push("must not be '.'");
  else if (name === '..') problems.push("must not be '..'");
  else if (name.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}
