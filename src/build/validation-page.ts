import { KUBERNETES_VERSIONS } from '../api/kubernetes-version.ts';
import { ADMISSION_PLUGINS } from '../api/admission/index.ts';
import { strategyOf } from '../api/strategies/index.ts';
import { podTemplateOf } from '../api/workload.ts';
import { answer } from '../conformance/suites/api.ts';
import { readBases, type RecordedCreate } from '../conformance/api-recordings.ts';
import { recordedCluster } from '../conformance/recorded-cluster.ts';
import { readJsonLines } from '../conformance/recordings.ts';
import { allResources, versionsServing, type Resource } from '../schema/resources.ts';

/**
 * The page that says what `kubeplan validate` checks for each kind, so that people know what a clean run means. Its tables come from the
 * registries, its fields from the refusals that kubeplan itself gives when the recorded creates in `recordings` are replayed.
 */
export function validationPage(recordings: string): string {
  const resources = allResources('1.36').filter(({ verbs }) => verbs.includes('create'));
  const fields = checkedFields(recordings);
  return [
    '# What `kubeplan validate` checks',
    '',
    'Made by `npm run generate` from the code and from a replay of the recorded cases. Do not edit.',
    '',
    'Every kind below is decoded as the API server decodes it: unknown and duplicate fields, types of all values, quantities, times, base64.',
    'Every object has its metadata checked: name, namespace, labels, annotations and their size, owners, finalizers.',
    'Kinds with rules of their own are checked as the API server checks them on create and on update.',
    'Kinds that a CustomResourceDefinition in the input defines are held against it; a kind that nobody describes is reported once as `validate/unknown-kind`.',
    '',
    ...kindTable(resources),
    '',
    '## What the input decides about its objects',
    '',
    `These admission plugins run as in the API server, with the namespaces, LimitRanges and classes of the input: ${ADMISSION_PLUGINS.map(({ name }) => name).join(', ')}.`,
    'What LimitRanges and the Pod Security labels of a namespace say to pods is said at the workload that makes them (`validate/limit-range`, `validate/pod-security`).',
    'ValidatingAdmissionPolicies and MutatingAdmissionPolicies with their bindings and parameters are evaluated; what only a cluster knows is said (`validate/admission-policy`).',
    'ResourceQuotas are for everything that is submitted and for all pods and claims that come of it; replicas count in full, an autoscaler\'s minimum instead, Jobs one pod at a time (`validate/quota`).',
    'Webhooks are not asked: which objects they would be asked about is said (`validate/webhook`). Expressions in CEL may use what the release has.',
    '',
    '## Fields with rules of their own',
    '',
    'The fields that kubeplan refuses in the recorded cases, with the causes it gives, in the words of the API server without `FieldValue`. `[]` is any item, `[key]` any key.',
    'Rules of the pods in a template are those of Pod.',
    '',
    ...[...fields].flatMap(([kind, paths]) => fieldSection(kind, paths)),
  ].join('\n');
}

/** One row for each kind and API version. */
export function kindTable(resources: readonly Resource[]): string[] {
  const rows = resources.map(({ apiVersion, kind }) => {
    const strategy = strategyOf(apiVersion, kind);
    const mark = (has: unknown): string => (has === undefined ? '' : 'yes');
    return `| ${kind} | ${apiVersion} | ${releases(apiVersion, kind)} | yes | ${mark(strategy?.applyDefaults)} | ${mark(strategy?.validate)} | ${mark(strategy?.validateUpdate)} | ${mark(strategy?.warnings)} |`;
  });
  return ['| kind | API version | Kubernetes | structure | defaults | create | update | warnings |', '|---|---|---|---|---|---|---|---|', ...rows.sort()];
}

function releases(apiVersion: string, kind: string): string {
  const versions = versionsServing(apiVersion, kind);
  if (versions.length === KUBERNETES_VERSIONS.length) return 'all';
  return versions.length === 1 ? String(versions[0]) : `${String(versions[0])} to ${String(versions.at(-1))}`;
}

/** By kind: the patterns of paths that are refused, with the causes. */
function checkedFields(recordings: string): Map<string, Map<string, Set<string>>> {
  const bases = readBases(recordings);
  const cluster = recordedCluster(recordings);
  const kinds = new Map<string, Map<string, Set<string>>>();
  for (const recorded of readJsonLines<RecordedCreate>(recordings, 'cases.jsonl')) {
    const base = bases.get(recorded.base);
    if (base === undefined) continue;
    const outcome = answer(recorded, base, cluster);
    if (outcome.verdict !== 'rejected') continue;
    const template = podTemplateOf(base.object as unknown as { apiVersion: string; kind: string })?.path ?? '';
    const kind = kinds.get(base.kind) ?? new Map<string, Set<string>>();
    kinds.set(base.kind, kind);
    for (const { path, reason } of outcome.errors) {
      if (path.startsWith('metadata.') || (template !== '' && path.startsWith(`${template}.spec.`))) continue;
      const pattern = path.replace(/\[\d+\]/g, '[]').replace(/\[[^\]]+\]/g, '[key]');
      kind.set(pattern, (kind.get(pattern) ?? new Set()).add(reason.replace('FieldValue', '')));
    }
  }
  return new Map([...kinds].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function fieldSection(kind: string, paths: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  if (paths.size === 0) return [];
  const lines = [...paths].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, reasons]) => `- \`${path}\`: ${[...reasons].sort().join(', ')}`);
  return [`<details><summary>${kind} (${paths.size})</summary>`, '', ...lines, '', '</details>', ''];
}
