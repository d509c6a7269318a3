import type { Finding } from '../../diag/finding.ts';
import { unknownMessage } from '../config/settings.ts';
import type { LintOptions } from '../lint-options.ts';
import type { LintObject } from '../model/lint-object.ts';
import type { Rule } from '../rule.ts';
import { annotationIgnores, IGNORE_ANNOTATION } from './annotation-ignores.ts';
import { commentIgnores } from './comment-ignores.ts';
import { configIgnores } from './config-ignores.ts';
import type { ConfigIgnore } from './config-ignores.ts';
import { namesRule } from './ignore.ts';
import type { Ignore, IgnorableFinding } from './ignore.ts';
import { IGNORE_RULES } from './ignore-rules.ts';
import { peerChecksOf, peerIgnores } from './peer-ignores.ts';
import type { PeerChecks } from './peer-ignores.ts';

/** Keeps all ignores of a run: answers which one covers a finding, and at the end which were unused, expired, unknown or not allowed. */
export class IgnoreBook {
  readonly #byObject = new Map<LintObject, readonly Ignore[]>();
  readonly #config: readonly ConfigIgnore[];
  /** The ignores of the configuration that some object of the input fits. */
  readonly #applicable = new Set<Ignore>();
  readonly #known: ReadonlySet<string>;
  readonly #active: ReadonlySet<string>;
  readonly #locked: ReadonlySet<string>;
  readonly #peerChecks: PeerChecks | undefined;
  readonly #today: string | undefined;
  readonly #requireReason: boolean;
  readonly #lockedUses = new Map<Ignore, Set<string>>();

  constructor(rules: readonly Rule[], active: ReadonlySet<string>, locked: ReadonlySet<string>, options: LintOptions) {
    this.#known = new Set([...rules.map((rule) => rule.id), ...(options.otherRuleIds ?? [])]);
    this.#active = active;
    this.#locked = locked;
    this.#config = configIgnores(options.config?.ignore ?? []);
    this.#peerChecks = options.config?.peerAnnotations === false ? undefined : peerChecksOf(rules);
    this.#today = options.today;
    this.#requireReason = options.config?.requireReason === true;
  }

  /** The first ignore that covers a finding, or undefined when it is to be reported. */
  find(object: LintObject, finding: IgnorableFinding): Ignore | undefined {
    for (const ignore of this.#ignoresOf(object)) {
      if (!namesRule(ignore, finding.rule) || this.#isExpired(ignore) || !ignore.covers(finding)) continue;
      if (this.#locked.has(finding.rule)) {
        const uses = this.#lockedUses.get(ignore) ?? new Set();
        this.#lockedUses.set(ignore, uses.add(finding.rule));
        continue;
      }
      ignore.used.add(finding.rule);
      return ignore;
    }
    return undefined;
  }

  #ignoresOf(object: LintObject): readonly Ignore[] {
    let ignores = this.#byObject.get(object);
    if (ignores === undefined) {
      ignores = [
        ...commentIgnores(object.document),
        ...annotationIgnores(object),
        ...this.#config.filter((entry) => entry.fits(object)).map((entry) => entry.ignore),
        ...(this.#peerChecks === undefined ? [] : peerIgnores(object, this.#peerChecks)),
      ];
      this.#byObject.set(object, ignores);
    }
    return ignores;
  }

  #isExpired(ignore: Ignore): boolean {
    return ignore.until !== undefined && this.#today !== undefined && ignore.until < this.#today;
  }

  /** Takes note of an object whether or not it has findings, so that ignores without any use are known too. */
  register(object: LintObject): void {
    if (object.document.ignores.length > 0 || mentionsIgnores(object)) this.#ignoresOf(object);
    for (const { ignore, fits } of this.#config) if (!this.#applicable.has(ignore) && fits(object)) this.#applicable.add(ignore);
  }

  /** What is wrong with the ignores themselves; ask after all findings. */
  findings(): Finding[] {
    const findings: Finding[] = [];
    const seen = new Set<Ignore>();
    const judge = (ignore: Ignore, object: LintObject | undefined): void => {
      if (seen.has(ignore) || ignore.origin === 'peer') return;
      seen.add(ignore);
      const add = (id: keyof typeof IGNORE_RULES, message: string): number => findings.push(ignoreFinding(id, message, ignore, object));
      if (this.#isExpired(ignore)) add('expired-ignore', `the ${ignore.label} for ${ignore.rules.join(', ')} ended on ${ignore.until}: mend what it hides, or give it a new date`);
      else for (const rule of this.#unused(ignore)) add('unused-ignore', `the ${ignore.label} keeps nothing of ${rule === '*' ? 'any rule' : rule} quiet here: remove it`);
      for (const rule of ignore.rules) if (rule !== '*' && !this.#known.has(rule)) add('unknown-ignore', unknownMessage(rule, [...this.#known], 'rule'));
      if (this.#requireReason && ignore.reason === '') add('ignore-without-reason', `the ${ignore.label} for ${ignore.rules.join(', ')} gives no reason: write it after a colon`);
      for (const rule of this.#lockedUses.get(ignore) ?? []) add('locked-ignore', `rule ${rule} is locked by the configuration and cannot be ignored by the ${ignore.label}`);
    };
    for (const [object, ignores] of this.#byObject) for (const ignore of ignores) judge(ignore, ignore.origin === 'config' ? undefined : object);
    for (const { ignore } of this.#config) judge(ignore, undefined);
    return findings;
  }

  /** The rules that an ignore names, that ran, and that it kept nothing of quiet. One about objects that were not read is none of them. */
  #unused(ignore: Ignore): string[] {
    if (ignore.origin === 'config' && !this.#applicable.has(ignore)) return [];
    if (ignore.rules.includes('*')) return ignore.used.size === 0 ? ['*'] : [];
    return ignore.rules.filter((rule) => this.#active.has(rule) && !this.#locked.has(rule) && !ignore.used.has(rule));
  }
}

function mentionsIgnores(object: LintObject): boolean {
  const isOurs = (key: string): boolean => key.startsWith(IGNORE_ANNOTATION);
  return Object.keys(object.annotations).some(isOurs) || (object.pod !== undefined && Object.keys(object.pod.annotations).some(isOurs));
}

function ignoreFinding(id: keyof typeof IGNORE_RULES, message: string, ignore: Ignore, object: LintObject | undefined): Finding {
  const { place } = ignore;
  const base = { rule: id, source: 'lint' as const, severity: IGNORE_RULES[id].severity, message, ...(object === undefined ? {} : { object: object.reference }) };
  if (place === undefined) return base;
  const { line, column, endLine, endColumn } = place.range();
  return { ...base, file: place.document.file, document: place.document.document, line, column, endLine, endColumn };
}
