import type { Finding } from '../diag/finding.ts';

/**
 * A stable name for each finding, so that code scanning knows it again when lines move: rule, object, path and file, and a count
 * where these are equal. Sixteen hexadecimal digits (FNV-1a, 64 bits).
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, object, path, file }) => {
    const identity = JSON.stringify([rule, object?.kind, object?.namespace, object?.name, path, file]);
    const occurrence = seen.get(identity) ?? 0;
    seen.set(identity, occurrence + 1);
    return fnv1a64(`${identity}#${occurrence}`);
  });
}

const PRIME = 0x100000001b3n;
const BASIS = 0xcbf29ce484222325n;

function fnv1a64(text: string): string {
  let hash = BASIS;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return hash.toString(16).padStart(16, '0');
}
