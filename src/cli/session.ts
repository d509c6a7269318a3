import { UsageError } from '../diag/usage-error.ts';
import { isAtLeast } from '../diag/severity.ts';
import type { Severity } from '../diag/severity.ts';
import type { Finding } from '../diag/finding.ts';
import type { IgnoredFinding } from '../diag/ignored-finding.ts';
import { KUBERNETES_VERSIONS } from '../api/kubernetes-version.ts';
import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import { dns1123LabelProblems } from '../api/names.ts';
import { load } from '../load/load.ts';
import type { LoadOptions } from '../load/load.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { createReport } from '../report/report.ts';
import type { RenderOptions } from '../report/render-options.ts';
import type { Plan } from '../plan/plan-model.ts';
import type { ValidateOptions } from '../schema/validate.ts';
import { parseVersionRange } from '../schema/version-range.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { parseOutputs, writeReport } from './output.ts';
import type { Output } from './output.ts';
import type { ReportFlags } from './report-flags.ts';
import { repositoryFolderOf, sourceUrlOf } from './source-url.ts';
import type { Terminal } from './terminal.ts';
import { VERSION } from './version.ts';

/** Fewer are read before an engine that compiles less would pay. */
const MANY_FILES = 100;

/** What the flags of one run ask for, checked before anything is read. */
export interface Session {
  readonly terminal: Terminal;
  readonly flags: ReportFlags;
  /** The releases to answer for, oldest first; the last one is what `lint` and `plan` take. */
  readonly versions: readonly KubernetesVersion[];
  readonly version: KubernetesVersion;
  readonly outputs: readonly Output[];
  readonly failOn: Severity | 'never';
}

/** Checks the flags that every command has. Throws a UsageError. */
export function openSession(flags: ReportFlags, terminal: Terminal): Session {
  const versions = parseVersionRange(flags.kubernetesVersion);
  const version = versions?.at(-1);
  if (versions === undefined || version === undefined) {
    throw new UsageError(`--kubernetes-version ${flags.kubernetesVersion}: kubeplan knows ${KUBERNETES_VERSIONS[0]} to ${KUBERNETES_VERSIONS.at(-1)}; give one of them, or a range such as 1.33..1.36`);
  }
  const [problem] = dns1123LabelProblems(flags.namespace);
  if (problem !== undefined) throw new UsageError(`--namespace "${flags.namespace}": ${problem}`);
  // Standard input can be read once only, and `--fix` looks at the input again.
  let stdin: Promise<Uint8Array> | undefined;
  const readStdin = (): Promise<Uint8Array> => (stdin ??= terminal.readStdin());
  return { terminal: { ...terminal, readStdin }, flags, versions, version, outputs: parseOutputs(flags.format), failOn: flags.failOn };
}

/** Reads the input. */
export async function readInput(session: Session, inputs: readonly string[]): Promise<ManifestSet> {
  const stdin = inputs.includes('-') ? await session.terminal.readStdin() : undefined;
  const onFound = (count: number): void => {
    if (count >= MANY_FILES) session.terminal.expectLongRun?.();
  };
  return load(inputs, { ...loadOptions(session), onFound, ...(stdin === undefined ? {} : { stdin }) });
}

/** How charts and kustomizations are rendered in this run. */
export function loadOptions({ flags, terminal, version }: Session): LoadOptions {
  return { helm: { valuesFiles: flags.helmValues, set: flags.set, namespace: flags.namespace, kubeVersion: version }, environment: terminal.env };
}

/** What `--crds` describes, as `validate` takes it. */
export async function readCrds(session: Session): Promise<Pick<ValidateOptions, 'crds' | 'sources'>> {
  if (session.flags.crds.length === 0) return {};
  const { readSources } = await import('../schema/sources/read-sources.ts');
  const { documents, findings, sources } = await readSources(session.flags.crds);
  refuseBroken({ findings }, '--crds');
  return { crds: documents.map(({ object }) => object), sources };
}

/** Side inputs (nodes, definitions) have no findings of their own in the report: one that cannot be read is a usage error. */
export function refuseBroken(set: Pick<ManifestSet, 'findings'>, flag: string): void {
  const broken = set.findings.find(({ severity }) => severity === 'error');
  if (broken !== undefined) throw new UsageError(`${flag} ${broken.file ?? ''}${broken.line === undefined ? '' : `:${broken.line}:${broken.column ?? 1}`}: ${broken.message}`);
}

export interface Results {
  readonly set: ManifestSet;
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  readonly plan?: Plan;
  readonly command: string;
  /** Where the report is saved as JSON, too. */
  readonly save?: string | undefined;
  /** Whether the report is opened as a page, too. */
  readonly open?: boolean | undefined;
}

/** Prints the report and says how the run ends, but for what only a plan knows. */
export async function finish(session: Session, results: Results): Promise<ExitCode> {
  const { describeRule } = await import('./rule-catalogue.ts');
  const { flags, terminal, failOn } = session;
  const sourceUrl = sourceUrlOf(terminal.env, terminal.cwd);
  const report = createReport({
    kubeplan: VERSION,
    kubernetesVersion: session.versions.length === 1 ? session.version : `${session.versions[0]}..${session.version}`,
    files: results.set.files.length,
    documents: results.set.documents.length,
    findings: results.findings,
    ignored: results.ignored,
    plan: results.plan,
  });
  const options: RenderOptions = {
    verbosity: flags.quiet === true ? 'quiet' : flags.verbose === true ? 'verbose' : 'normal',
    colour: flags.color ?? terminal.colour,
    width: terminal.width ?? 80,
    describeRule,
    command: results.command,
    folder: repositoryFolderOf(terminal.env, terminal.cwd),
    showIgnored: flags.showIgnored ?? false,
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
    ...(failOn === 'never' ? {} : { failOn }),
  };
  writeReport(report, results.save === undefined ? session.outputs : [...session.outputs, { format: 'json', file: results.save }], options, terminal);
  if (results.open === true) (await import('./open-page.ts')).openPage(report, options, terminal);
  return fails(report.findings, failOn) ? EXIT.findings : EXIT.fine;
}

function fails(findings: readonly Finding[], failOn: Severity | 'never'): boolean {
  return failOn !== 'never' && findings.some(({ severity }) => isAtLeast(severity, failOn));
}
