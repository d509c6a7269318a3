import type { Finding } from '../../diag/finding.ts';
import type { LintConfig } from '../config/lint-config.ts';
import { unknownMessage } from '../config/unknown-name.ts';
import type { LintObject } from '../model/lint-object.ts';
import { annotationIgnores, IGNORE_ANNOTATION } from './annotation-ignores.ts';
import { commentIgnores } from './comment-ignores.ts';
import { configIgnores } from './config-ignores.ts';
import type { ConfigIgnore } from './config-ignores.ts';
import { namesRule } from './ignore.ts';
import type { Ignore, IgnorableFinding } from './ignore.ts';
import { IGNORE_RULES } from './ignore-rules.ts';
import { peerIgnores } from './peer-ignores.ts';
import type { PeerChecks } from './peer-ignores.ts';
import { trivyIgnores } from './trivy-ignores.ts';
import type { TrivyIgnore } from './trivy-ignores.ts';

/** What the ignores of a run are judged by. */
export interface IgnoreBookOptions {
  readonly config: LintConfig;
  /** The rules that ran: an ignore of another one may well be of use elsewhere. */
  readonly active: ReadonlySet<string>;
  /** Whether an ignore of this rule is this run's to judge; `*` and names that do not exist are asked about too. */
  readonly judges: (rule: string) => boolean;
  /** Every rule that there is. */
  readonly known: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
  /** What the ignores of other tools are about; absent when they do not count. */
  readonly peers?: { readonly checks: PeerChecks; readonly trivyIgnores: readonly TrivyIgnore[] };
  readonly today?: string | undefined;
  /** Places of the ignores that kept findings of the other stages quiet; absent when those did not run, so that nobody can tell whether `*` is of use. */
  readonly usedElsewhere?: ReadonlySet<string> | undefined;
}

/** Keeps all ignores of a run: answers which one covers a finding, and at the end which were unused, expired, unknown or not allowed. */
export class IgnoreBook {
  readonly #byObject = new Map<LintObject, readonly Ignore[]>();
  readonly #config: readonly ConfigIgnore[];
  /** The ignores of the configuration that some object of the input fits. */
  readonly #applicable = new Set<Ignore>();
  readonly #options: IgnoreBookOptions;
  readonly #deniedUses = new Map<Ignore, Map<string, string>>();

  constructor(options: IgnoreBookOptions) {
    this.#options = options;
    this.#config = configIgnores(options.config.ignore ?? []);
  }

  /** Whether anything is to be looked away from on an object: cheaper to ask than `find` for each of its findings. */
  concerns(object: LintObject): boolean {
    return this.#ignoresOf(object).length > 0;
  }

  /** The first ignore that covers a finding, or undefined when it is to be reported. */
  find(object: LintObject, finding: IgnorableFinding): Ignore | undefined {
    for (const ignore of this.#ignoresOf(object)) {
      if (!namesRule(ignore, finding.rule) || this.#isExpired(ignore) || !ignore.covers(finding)) continue;
      if (finding.isRefusal === true && !ignore.rules.includes(finding.rule)) continue;
      const denial = this.#denial(ignore, finding);
      if (denial !== undefined) {
        this.#deniedUses.set(ignore, (this.#deniedUses.get(ignore) ?? new Map<string, string>()).set(finding.rule, denial));
        continue;
      }
      ignore.used.add(finding.rule);
      return ignore;
    }
    return undefined;
  }

  /** Why an ignore may not keep a finding quiet. */
  #denial(ignore: Ignore, finding: IgnorableFinding): string | undefined {
    if (this.#options.locked.has(finding.rule)) return 'is locked by the configuration and cannot be ignored';
    if (finding.isRefusal === true && ignore.origin !== 'config') return 'is about what the API server refuses and cannot be ignored';
    return undefined;
  }

  /** The places of the ignores that were of use. */
  usedPlaces(): Set<string> {
    const all = [...this.#config.map(({ ignore }) => ignore), ...[...this.#byObject.values()].flat()];
    return new Set(all.filter(({ used }) => used.size > 0).map(placeKey));
  }

  #ignoresOf(object: LintObject): readonly Ignore[] {
    let ignores = this.#byObject.get(object);
    if (ignores === undefined) {
      ignores = [
        ...commentIgnores(object.document),
        ...annotationIgnores(object),
        ...this.#config.filter((entry) => entry.fits(object)).map((entry) => entry.ignore),
        ...(this.#options.peers === undefined ? [] : [...peerIgnores(object, this.#options.peers.checks), ...trivyIgnores(object.document, this.#options.peers.trivyIgnores, this.#options.peers.checks)]),
      ];
      this.#byObject.set(object, ignores);
    }
    return ignores;
  }

  #isExpired(ignore: Ignore): boolean {
    return ignore.until !== undefined && this.#options.today !== undefined && ignore.until < this.#options.today;
  }

  /** Takes note of an object, whether or not it has findings, so that ignores without any use are known too. */
  register(object: LintObject): void {
    if (mentionsIgnores(object)) this.#ignoresOf(object);
    for (const { ignore, fits } of this.#config) if (!this.#applicable.has(ignore) && fits(object)) this.#applicable.add(ignore);
  }

  /** What is wrong with the ignores themselves; ask after all findings. */
  findings(): Finding[] {
    const findings: Finding[] = [];
    const seen = new Set<Ignore>();
    const { config, known, judges } = this.#options;
    const judge = (ignore: Ignore, object: LintObject | undefined): void => {
      if (seen.has(ignore) || ignore.origin === 'peer' || ignore.origin === 'peer-file') return;
      seen.add(ignore);
      const add = (id: keyof typeof IGNORE_RULES, message: string): number => findings.push(ignoreFinding(id, message, ignore, object));
      const rules = ignore.rules.filter((rule) => judges(rule));
      if (rules.length > 0) {
        if (this.#isExpired(ignore)) add('expired-ignore', `the ${ignore.label} for ${rules.join(', ')} ended on ${ignore.until}: mend what it hides, or give it a new date`);
        else for (const rule of this.#unused(ignore)) add('unused-ignore', `the ${ignore.label} keeps nothing of ${rule === '*' ? 'any rule' : rule} quiet here: remove it`);
        if (config.requireReason === true && ignore.reason === '') add('ignore-without-reason', `the ${ignore.label} for ${rules.join(', ')} gives no reason: write it after a colon`);
      }
      for (const rule of rules) if (rule !== '*' && !known.has(rule)) add('unknown-ignore', unknownMessage(rule, [...known], 'rule'));
      for (const [rule, denial] of this.#deniedUses.get(ignore) ?? []) add('locked-ignore', `rule ${rule} ${denial} by the ${ignore.label}`);
    };
    for (const [object, ignores] of this.#byObject) for (const ignore of ignores) judge(ignore, ignore.origin === 'config' ? undefined : object);
    for (const { ignore } of this.#config) judge(ignore, undefined);
    return findings;
  }

  /** The rules that an ignore names, that ran, and that it kept nothing of quiet. One about objects that were not read is none of them. */
  #unused(ignore: Ignore): string[] {
    if (ignore.origin === 'config' && !this.#applicable.has(ignore)) return [];
    const { active, locked, usedElsewhere } = this.#options;
    if (ignore.rules.includes('*')) return ignore.used.size === 0 && usedElsewhere?.has(placeKey(ignore)) === false ? ['*'] : [];
    const denied = this.#deniedUses.get(ignore);
    return ignore.rules.filter((rule) => active.has(rule) && !locked.has(rule) && !ignore.used.has(rule) && denied?.has(rule) !== true);
  }
}

/** Tells ignores apart from run to run over the same input. */
function placeKey({ place, label, rules }: Ignore): string {
  if (place === undefined) return label;
  const { line, column } = place.range();
  return `${place.document.file}:${line}:${column} ${rules.join(',')}`;
}

export function mentionsIgnores(object: LintObject): boolean {
  const isOurs = (key: string): boolean => key.startsWith(IGNORE_ANNOTATION);
  return object.document.ignores.length > 0 || Object.keys(object.annotations).some(isOurs) || (object.pod !== undefined && Object.keys(object.pod.annotations).some(isOurs));
}

function ignoreFinding(id: keyof typeof IGNORE_RULES, message: string, ignore: Ignore, object: LintObject | undefined): Finding {
  const { place } = ignore;
  const base = { rule: id, source: 'lint' as const, severity: IGNORE_RULES[id].severity, message, ...(object === undefined ? {} : { object: object.reference }) };
  if (place === undefined) return base;
  const { line, column, endLine, endColumn } = place.range();
  return { ...base, file: place.document.file, document: place.document.document, line, column, endLine, endColumn };
}
