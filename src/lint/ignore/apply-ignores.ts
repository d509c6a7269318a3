import type { Finding } from '../../diag/finding.ts';
import { compareFindings } from '../../diag/finding.ts';
import { compareIgnored } from '../../diag/ignored-finding.ts';
import type { IgnoredFinding } from '../../diag/ignored-finding.ts';
import type { ManifestDocument, ManifestSet } from '../../load/manifest-set.ts';
import { configuredSeverity } from '../config/configured-severity.ts';
import type { LintConfig } from '../config/lint-config.ts';
import { customScopesOf } from '../model/custom-scopes.ts';
import { lintObjectOf } from '../model/lint-object.ts';
import type { LintObject } from '../model/lint-object.ts';
import { IGNORE_ANNOTATION } from './annotation-ignores.ts';
import { ignoredBy, isWithin } from './ignore.ts';
import { IgnoreBook, mentionsIgnores } from './ignore-book.ts';

export interface ApplyIgnoresOptions {
  readonly config: LintConfig;
  /** Ids of the rules of the stages that ran: their ignores are judged here, those of `lint` by `lint`. */
  readonly active: ReadonlySet<string>;
  /** `YYYY-MM-DD`; ignores whose end date lies before it no longer count. */
  readonly today?: string;
}

export interface AppliedIgnores {
  /** What is left, with the severities of the configuration, and what is wrong with the ignores themselves; in the fixed order. */
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  /** For `LintOptions.ignoresUsedElsewhere`. */
  readonly usedPlaces: ReadonlySet<string>;
}

/**
 * Looks away from findings of the stages beside `lint`, and grades them, as comments, annotations and the configuration ask.
 * What could not be read (errors of `load`) stays as it is. What the API server refuses (errors of `validate`) is quiet or milder only
 * where the configuration names the rule: a comment does not make the server accept the object.
 */
export function applyIgnores(findings: readonly Finding[], set: ManifestSet, { config, active, today }: ApplyIgnoresOptions): AppliedIgnores {
  const book = new IgnoreBook({ config, active, judges: (rule) => active.has(rule), known: active, locked: new Set(config.locked), today });
  const objects = new ObjectsOfFindings(set, config);
  const kept: Finding[] = [];
  const ignored: IgnoredFinding[] = [];
  for (const finding of findings) {
    if ((finding.source === 'load' && finding.severity === 'error') || !objects.maySayOf(finding)) {
      kept.push(finding);
      continue;
    }
    const object = objects.of(finding);
    const severity = configuredSeverity(config, finding.rule, object);
    if (severity === 'off') {
      ignored.push({ finding, reason: '', by: 'severity off in the configuration', kind: 'external' });
      continue;
    }
    const path = finding.path ?? '';
    const container = object.pod?.containers.find((view) => isWithin(path, view.path))?.name;
    const ignore = book.find(object, {
      rule: finding.rule,
      path,
      ...(container === undefined ? {} : { container }),
      document: object.document,
      isRefusal: finding.source === 'validate' && finding.severity === 'error',
      line: finding.line ?? 1,
    });
    const graded = severity === undefined ? finding : { ...finding, severity };
    if (ignore === undefined) kept.push(graded);
    else ignored.push(ignoredBy(ignore, graded));
  }
  for (const object of objects.withIgnores()) book.register(object);
  return { findings: [...kept, ...book.findings()].sort(compareFindings), ignored: ignored.sort(compareIgnored), usedPlaces: book.usedPlaces() };
}

/** The objects that findings are about, seen as rules see them; made when asked for, since most objects have no finding. */
class ObjectsOfFindings {
  readonly #set: ManifestSet;
  readonly #config: LintConfig;
  readonly #seen = new Map<ManifestDocument, LintObject>();
  readonly #standIns = new Map<string, ManifestDocument>();
  #scopes: ReadonlyMap<string, boolean> | undefined;
  #byPlace: Map<string, ManifestDocument[]> | undefined;
  /** Whether the configuration says anything about findings. */
  readonly #isConfigured: boolean;
  /** The files in which something may be said about them: looking at objects costs more than looking through texts, and most files ignore nothing. */
  readonly #speaking: ReadonlySet<string>;

  constructor(set: ManifestSet, config: LintConfig) {
    this.#set = set;
    this.#config = config;
    this.#isConfigured = Object.keys(config.rules ?? {}).length + (config.overrides ?? []).length + (config.ignore ?? []).length > 0;
    const mentioning = set.files.filter((file) => set.textOf?.(file)?.includes(IGNORE_ANNOTATION) !== false);
    this.#speaking = new Set([...mentioning, ...set.documents.filter(({ ignores }) => ignores.length > 0).map(({ file }) => file)]);
  }

  /** Cheap test whether anybody asks to look away from a finding or to grade it. */
  maySayOf({ file }: Finding): boolean {
    return this.#isConfigured || (file !== undefined && this.#speaking.has(file));
  }

  of(finding: Finding): LintObject {
    return this.#view(this.#documentOf(finding) ?? this.#standIn(finding));
  }

  /** The objects that say what to ignore, and all of them when the configuration does. */
  *withIgnores(): Iterable<LintObject> {
    const all = (this.#config.ignore ?? []).length > 0;
    for (const document of this.#set.documents) {
      if (!all && !this.#speaking.has(document.file)) continue;
      const object = this.#view(document);
      if (all || mentionsIgnores(object)) yield object;
    }
  }

  #view(document: ManifestDocument): LintObject {
    let object = this.#seen.get(document);
    if (object === undefined) {
      this.#scopes ??= customScopesOf(this.#set.documents);
      const podTemplates = (this.#config.workloads ?? []).map(({ kind, template }) => ({ kind, path: template.split('.') }));
      object = lintObjectOf(document, { defaultNamespace: this.#config.defaultNamespace ?? 'default', customScopes: this.#scopes, podTemplates });
      this.#seen.set(document, object);
    }
    return object;
  }

  /** Items of a `List` share the index of its document, so the object decides between them. */
  #documentOf({ file, document, object }: Finding): ManifestDocument | undefined {
    if (file === undefined || document === undefined) return undefined;
    if (this.#byPlace === undefined) {
      this.#byPlace = new Map();
      for (const other of this.#set.documents) {
        const key = `${other.document} ${other.file}`;
        const same = this.#byPlace.get(key);
        if (same === undefined) this.#byPlace.set(key, [other]);
        else same.push(other);
      }
    }
    const candidates = this.#byPlace.get(`${document} ${file}`) ?? [];
    if (object === undefined) return candidates.length === 1 ? candidates[0] : undefined;
    return candidates.find(({ kind, name, namespace }) => kind === object.kind && name === object.name && (namespace === '' || namespace === object.namespace));
  }

  /** What a finding without a document in the input is about: an object of the base, or the cluster as a whole. */
  #standIn({ file = '', document = 0, object }: Finding): ManifestDocument {
    const { apiVersion = '', kind = '', namespace = '', name = '' } = object ?? {};
    const key = [file, document, apiVersion, kind, namespace, name].join('\n');
    let standIn = this.#standIns.get(key);
    if (standIn === undefined) {
      const metadata = { name, ...(namespace === '' ? {} : { namespace }) };
      standIn = { file, document, object: { apiVersion, kind, metadata }, apiVersion, kind, name, namespace, duplicateKeys: [], ignores: [], locate: () => ({ line: 1, column: 1, endLine: 1, endColumn: 1 }) };
      this.#standIns.set(key, standIn);
    }
    return standIn;
  }
}
