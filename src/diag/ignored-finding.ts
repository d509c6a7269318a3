import { compareFindings } from './finding.ts';
import type { Finding } from './finding.ts';

/** A finding that somebody asked not to be told. It counts for nothing, and is kept so that nobody has to wonder where it went. */
export interface IgnoredFinding {
  readonly finding: Finding;
  /** Why, in the words of whoever asked; empty when they gave none. */
  readonly reason: string;
  /** Who asks: `comment`, `annotation kubeplan.dev/ignore`, `entry ignore[0] of the configuration`, `baseline known.json`. */
  readonly by: string;
  /** Whether that stands in the manifests, or beside them (configuration, baseline). The words are SARIF's. */
  readonly kind: 'inSource' | 'external';
}

/** The fixed order of ignored findings: that of the findings. */
export function compareIgnored(a: IgnoredFinding, b: IgnoredFinding): number {
  return compareFindings(a.finding, b.finding);
}
