import type { Finding } from '../diag/finding.ts';

/** The message, with the path before it where the message alone does not say which field it is about. */
export function findingText(finding: Finding): string {
  const { message, path } = finding;
  if (path === undefined || path === '' || finding.source !== 'validate' || message.includes(path)) return message;
  return `${path}: ${message}`;
}
