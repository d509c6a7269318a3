import { spawnSync } from 'node:child_process';
import { UsageError } from '../diag/usage-error.ts';
import { loadText } from './load.ts';
import type { ManifestSet } from './manifest-set.ts';

export interface LiveOptions {
  /** The namespace of objects that name none. */
  readonly namespace?: string;
  /** The environment of kubectl, with its KUBECONFIG; the caller's own when absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** What of a cluster matters to placements and admission, besides the objects that are planned. */
const CLUSTER_RESOURCES =
  'nodes,pods,namespaces,persistentvolumes,persistentvolumeclaims,storageclasses,priorityclasses,poddisruptionbudgets,resourcequotas,limitranges,replicasets,deployments,statefulsets,daemonsets,services';
const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 1 << 29;

/**
 * The objects of the input as they are in the current context of kubectl now. One `kubectl get` with names only; objects that are not
 * there are absent. Throws a UsageError when kubectl is missing, or is denied.
 */
export function loadLive(wanted: ManifestSet, options: LiveOptions = {}): ManifestSet {
  const names = wanted.documents
    .filter(({ apiVersion, kind, name }) => apiVersion !== '' && kind !== '' && name !== '')
    .map(({ apiVersion, kind, name, namespace }) => ({ apiVersion, kind, metadata: { name, ...(namespace === '' ? {} : { namespace }) } }));
  if (names.length === 0) return loadText('', 'live');
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: names });
  return loadText(kubectl(['get', '-f', '-', '--ignore-not-found', '-o', 'json', '-n', options.namespace ?? 'default'], list, options), 'live');
}

/** The nodes of the current context, and what runs on them. */
export function loadLiveCluster(options: LiveOptions = {}): ManifestSet {
  return loadText(kubectl(['get', CLUSTER_RESOURCES, '--all-namespaces', '-o', 'json'], '', options), 'live');
}

/** Runs kubectl without a shell, with read-only verbs alone. */
function kubectl(args: readonly string[], input: string, { environment }: LiveOptions): string {
  const { status, stdout, stderr, error } = spawnSync('kubectl', args, {
    input,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    ...(environment === undefined ? {} : { env: environment as NodeJS.ProcessEnv }),
  });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') throw new UsageError("'live' asks kubectl, which is not on the PATH");
  if (code === 'ETIMEDOUT') throw new UsageError(`kubectl gave no answer within ${TIMEOUT_MS / 1000} s`);
  if (error !== undefined) throw new UsageError(`kubectl cannot be run: ${error.message}`);
  if (status !== 0) throw new UsageError(`kubectl get failed, so the plan would not be whole: ${saidBy(stderr)}`);
  return stdout;
}

/** What kubectl says to its user, without the log lines of its libraries (`E1121 12:00:00.000000 1 memcache.go:265] …`) unless there is nothing else. */
function saidBy(stderr: string): string {
  const lines = stderr.trim().split('\n');
  const said = lines.filter((line) => !/^[IWEF]\d{4} [\d:.]+ /.test(line));
  return (said.length === 0 ? lines : said).join('\n').slice(0, 2000);
}
