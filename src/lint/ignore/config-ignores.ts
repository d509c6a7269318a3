import type { ConfiguredIgnore } from '../config/lint-config.ts';
import type { LintObject } from '../model/lint-object.ts';
import { fitsAny } from '../wildcard.ts';
import { isWithin } from './ignore.ts';
import type { Ignore } from './ignore.ts';
import { fitsObject } from './object-filter.ts';

/** An ignore of the configuration, made once a run; which objects it is about is asked for each. */
export interface ConfigIgnore {
  readonly ignore: Ignore;
  readonly fits: (object: LintObject) => boolean;
}

export function configIgnores(entries: readonly ConfiguredIgnore[]): ConfigIgnore[] {
  return entries.map((entry, index) => ({
    fits: (object) => fitsObject(entry, object),
    ignore: {
      origin: 'config',
      rules: entry.rules,
      reason: entry.reason ?? '',
      ...(entry.until === undefined ? {} : { until: entry.until }),
      covers: (finding) =>
        (entry.containers === undefined || (finding.container !== undefined && fitsAny(entry.containers, finding.container))) &&
        (entry.paths === undefined || entry.paths.some((path) => isWithin(finding.path, path))),
      label: `entry ignore[${index}] of the configuration`,
      used: new Set(),
    },
  }));
}
