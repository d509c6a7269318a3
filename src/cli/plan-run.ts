import { readFileSync } from 'node:fs';
import type { KubeObject } from '../api/object.ts';
import type { Finding, ObjectReference } from '../diag/finding.ts';
import { UsageError } from '../diag/usage-error.ts';
import { load, loadText } from '../load/load.ts';
import type { ManifestDocument, ManifestSet } from '../load/manifest-set.ts';
import type { PlanOptions } from '../plan/plan-options.ts';
import type { PlanOutcome } from '../plan/plan-model.ts';
import { count } from '../plan/words.ts';
import type { ValidateOptions } from '../schema/validate.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { PlanFlags } from './plan-flags.ts';
import { looksLikeReport } from './saved-report.ts';
import { loadOptions, refuseBroken } from './session.ts';
import type { Session } from './session.ts';

interface Base {
  readonly set: ManifestSet | undefined;
  readonly label: string | undefined;
}

/** Plans the input against the base that the flags name. */
export async function planInput(session: Session, flags: PlanFlags, set: ManifestSet, inputs: readonly string[], { crds = [] }: Pick<ValidateOptions, 'crds'>): Promise<PlanOutcome> {
  const { plan } = await import('../plan/plan.ts');
  const base = await readBase(session, flags, set, inputs);
  const cluster = await readCluster(session, flags);
  return plan(base.set, set, {
    version: session.version,
    namespace: flags.namespace,
    cluster: cluster.objects,
    definitions: crds as readonly unknown[] as readonly KubeObject[],
    prune: flags.prune,
    applyMode: flags.apply,
    showDefaults: flags.showDefaults ?? false,
    ...(cluster.label === undefined ? {} : { clusterLabel: cluster.label }),
    ...(base.label === undefined ? {} : { againstLabel: base.label }),
    ...(flags.order === undefined ? {} : { order: flags.order }),
    ...(await simulationOf(flags)),
    ...(await questionsOf(flags)),
  });
}

/** What the flags say of nodes to come and of the scheduler. */
async function simulationOf({ nodeGroups, nodeAutoscaler, schedulerConfig }: PlanFlags): Promise<Pick<PlanOptions, 'simulation'>> {
  if (nodeGroups === undefined && schedulerConfig === undefined) return {};
  const [{ parseNodeGroups }, { readSchedulerConfiguration }] = await Promise.all([import('../plan/synthetic-nodes.ts'), import('../plan/scheduler-configuration.ts')]);
  return {
    simulation: {
      ...(nodeGroups === undefined ? {} : { nodeGroups: parseNodeGroups(nodeGroups) }),
      ...(nodeAutoscaler === undefined ? {} : { nodeAutoscaler }),
      ...(schedulerConfig === undefined ? {} : { scheduling: { configuration: readSchedulerConfiguration(onlyDocument(schedulerConfig, '--scheduler-config')) } }),
    },
  };
}

/** What `--what-if` and `--scenario` ask about the cluster after the change. */
async function questionsOf(flags: PlanFlags): Promise<Pick<PlanOptions, 'whatIf' | 'scenarios'>> {
  if (flags.whatIf.length === 0 && flags.scenario.length === 0) return {};
  const [{ parseAction }, { readScenario }] = await Promise.all([import('../plan/what-if/action.ts'), import('../plan/what-if/scenario.ts')]);
  const scenarios = flags.scenario.map((file) => {
    const set = loadText(readText(file), file);
    const [document] = set.documents;
    refuseBroken(set, '--scenario');
    if (document?.kind !== 'Scenario') throw new UsageError(`--scenario ${file}: a scenario has apiVersion kubeplan.dev/v1, kind Scenario and the list \`steps\``);
    return readScenario(document);
  });
  return { whatIf: flags.whatIf.map(parseAction), scenarios };
}

function onlyDocument(file: string, flag: string): ManifestDocument {
  const set = loadText(readText(file), file);
  refuseBroken(set, flag);
  const [document, second] = set.documents;
  if (document === undefined || second !== undefined) throw new UsageError(`${flag} ${file} holds ${set.documents.length} objects, where it takes one`);
  return document;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`there is no file ${file}`);
  }
}

async function readBase(session: Session, flags: PlanFlags, set: ManifestSet, inputs: readonly string[]): Promise<Base> {
  const { against } = flags;
  if (against === undefined) return { set: undefined, label: undefined };
  if (against === 'live') {
    const { loadLive } = await import('../load/live.ts');
    return { set: loadLive(set, { namespace: flags.namespace, environment: session.terminal.env }), label: 'the cluster of the current kubectl context' };
  }
  if (against.startsWith('git:')) {
    const { loadGit } = await import('../load/git.ts');
    const base = await loadGit(against.slice('git:'.length), inputs, loadOptions(session));
    refuseBroken(base, `--against ${against}`);
    return { set: base, label: against };
  }
  const base = await load([against], loadOptions(session));
  if (base.documents.length === 0) refuseSavedPlan(against);
  refuseBroken(base, '--against');
  return { set: base, label: against };
}

/** A saved plan says what changes and hides secrets; it does not hold the objects. */
function refuseSavedPlan(file: string): void {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return;
  }
  if (looksLikeReport(value)) {
    throw new UsageError(`--against ${file} is a saved plan, which holds changes and not whole objects: give the manifests that it was made from, as a folder or git:REF; to compare two plans, kubeplan diff ${file} OTHER`);
  }
}

interface Cluster {
  readonly objects: readonly KubeObject[];
  readonly label: string | undefined;
}

async function readCluster(session: Session, flags: PlanFlags): Promise<Cluster> {
  const objects: KubeObject[] = [];
  const labels: string[] = [];
  if (flags.cluster.length > 0) {
    const files = flags.cluster.filter((path) => path !== 'live');
    const sets = files.length === 0 ? [] : [await load(files, {})];
    if (files.length < flags.cluster.length) {
      const { loadLiveCluster } = await import('../load/live.ts');
      sets.push(loadLiveCluster({ environment: session.terminal.env }));
    }
    for (const set of sets) refuseBroken(set, '--cluster');
    const read = sets.flatMap(({ documents }) => documents).map(({ object }) => object as unknown as KubeObject);
    const nodes = read.filter(({ kind }) => kind === 'Node').length;
    if (nodes === 0 && flags.nodes === undefined && flags.nodeGroups === undefined) {
      throw new UsageError(`--cluster ${flags.cluster.join(' ')} has no Node: add what \`kubectl get nodes -o yaml\` prints, or give --nodes 3x4cpu16Gi`);
    }
    objects.push(...read);
    labels.push(`${count(nodes, 'node')} from ${flags.cluster.join(', ')}`);
  }
  if (flags.nodes !== undefined) {
    const { parseNodes } = await import('../plan/synthetic-nodes.ts');
    const nodes = parseNodes(flags.nodes);
    objects.push(...nodes);
    labels.push(`${count(nodes.length, 'made-up node')} (${flags.nodes})`);
  }
  return { objects, label: labels.length === 0 ? undefined : labels.join(' and ') };
}

/**
 * The exit code of a run that planned: what the findings say, then whether the simulation ended and whether something changes. A rollout that
 * does not complete fails the run, unless its finding was looked away from or graded otherwise: then `reported` decides alone.
 */
export function planExitCode(fromFindings: ExitCode, { plan, findings }: PlanOutcome, reported: readonly Finding[], flags: PlanFlags): ExitCode {
  if (!plan.complete) return EXIT.internal;
  if (fromFindings !== EXIT.fine) return fromFindings;
  const excused = findings.filter((finding) => finding.rule === 'plan/stuck-rollout' && !reported.includes(finding));
  const stalls = plan.rollouts.some(({ verdict, object }) => verdict === 'stalls' && !excused.some((finding) => isSameObject(finding.object, object)));
  if (flags.failOn !== 'never' && stalls) return EXIT.findings;
  return flags.detailedExitcode === true && plan.changes.length > 0 ? EXIT.changes : EXIT.fine;
}

function isSameObject(a: ObjectReference | undefined, b: ObjectReference): boolean {
  return a?.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}
