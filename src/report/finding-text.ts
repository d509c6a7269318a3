import type { Finding } from '../diag/finding.ts';
import { isAtLeast } from '../diag/severity.ts';

/** The message, with the path before it where the message alone does not say which field it is about. */
export function findingText(finding: Finding): string {
  const { message, path } = finding;
  if (path === undefined || path === '' || finding.source !== 'validate' || message.includes(path)) return message;
  return `${path}: ${message}`;
}

/** The gravest first, otherwise in the order of the report. */
export function gravestFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => Number(isAtLeast(b.severity, a.severity)) - Number(isAtLeast(a.severity, b.severity)));
}
