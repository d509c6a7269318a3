import type { Finding } from '../../diag/finding.ts';
import type { FixableFinding } from '../lint-result.ts';

/** The mends of an object that are tried one by one. */
interface Trial {
  readonly accepted: Set<string>;
  readonly pending: string[];
  current: string | undefined;
}

/**
 * Which mends are made: all of an object at first, and one at a time for objects where all of them together brought new findings, so
 * that one mend that does harm does not keep the others away.
 */
export class MendChoice {
  readonly #trials = new Map<string, Trial>();
  /** Mends that are not made, and the rules whose findings they would bring. */
  readonly #refused: Map<string, ReadonlySet<string>>;

  /** `refused` is kept over several passes, so that what did harm is not tried again. */
  constructor(refused: Map<string, ReadonlySet<string>>) {
    this.#refused = refused;
  }

  isChosen({ finding }: FixableFinding): boolean {
    const key = mendKey(finding);
    if (this.#refused.has(key)) return false;
    const trial = this.#trials.get(objectKey(finding));
    return trial === undefined || trial.accepted.has(key) || trial.current === key;
  }

  /** Why a mend is not made; undefined when nothing speaks against it. */
  refusalOf({ finding }: FixableFinding): string | undefined {
    const rules = this.#refused.get(mendKey(finding));
    return rules === undefined ? undefined : `it would bring new findings (${[...rules].sort().join(', ')})`;
  }

  /**
   * Goes on after a run: `made` are the mends of the files that may be to blame, `blamed` the objects among them that are, with the rules
   * of the new findings. Gives the objects whose mends change; when there are none, all is settled.
   */
  next(made: readonly FixableFinding[], blamed: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
    const changed = new Set<string>();
    for (const [object, trial] of this.#trials) {
      const rules = blamed.get(object);
      if (rules === undefined) {
        if (trial.current !== undefined) trial.accepted.add(trial.current);
      } else {
        // With nothing on trial what was accepted does harm after all, together with a mend of another object.
        for (const key of trial.current === undefined ? trial.accepted : [trial.current]) this.#refused.set(key, rules);
      }
      trial.current = trial.pending.shift();
      if (rules !== undefined || trial.current !== undefined) changed.add(object);
    }
    for (const [object, rules] of blamed) {
      if (this.#trials.has(object)) continue;
      const keys = made.filter(({ finding }) => objectKey(finding) === object).map(({ finding }) => mendKey(finding));
      if (keys.length === 1) for (const key of keys) this.#refused.set(key, rules);
      else this.#trials.set(object, { accepted: new Set(), pending: keys.slice(1), current: keys[0] });
      changed.add(object);
    }
    return changed;
  }
}

export function objectKey({ file, document, object }: Finding): string {
  return [file, document, object?.kind, object?.namespace, object?.name].join('\n');
}

function mendKey(finding: Finding): string {
  return [objectKey(finding), finding.rule, finding.path].join('\n');
}
