import type { JsonObject } from '../api/json.ts';
import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { AccessRequest } from '../api/rbac/access-request.ts';
import { authorize, describeGrant, grantsOf, rulesFor } from '../api/rbac/authorize.ts';
import { impersonatedUser } from '../api/rbac/impersonated-user.ts';
import { rbacPolicy, type RbacObject, type RbacPolicy } from '../api/rbac/policy.ts';
import type { PolicyRule } from '../api/types/rbac-v1.ts';
import { UsageError } from '../diag/usage-error.ts';
import { load } from '../load/load.ts';
import { bootstrapPolicy } from '../schema/bootstrap-policy.ts';
import { resourceNamed } from '../schema/resource-argument.ts';
import { parseVersionRange } from '../schema/version-range.ts';
import { refuseBroken } from './session.ts';
import type { Terminal } from './terminal.ts';

export interface CanIFlags {
  readonly as: string;
  readonly asGroup: readonly string[];
  readonly input: readonly string[];
  readonly namespace: string;
  readonly allNamespaces?: boolean;
  readonly subresource?: string;
  readonly list?: boolean;
  readonly quiet?: boolean;
  readonly kubernetesVersion: string;
}

/** Answers as `kubectl auth can-i` does, and says why. `question` is a verb, a resource or path, and perhaps a name. True for yes, and for every list. */
export async function canI(question: readonly string[], flags: CanIFlags, terminal: Terminal): Promise<boolean> {
  const version = parseVersionRange(flags.kubernetesVersion)?.at(-1);
  if (version === undefined) throw new UsageError(`--kubernetes-version ${flags.kubernetesVersion} is no release that kubeplan knows`);
  const inputs = flags.input.length === 0 ? ['.'] : flags.input;
  const set = await load(inputs, inputs.includes('-') ? { stdin: await terminal.readStdin() } : {});
  refuseBroken(set, '--input');
  const objects = set.documents.map(({ object }) => object);
  const policy = rbacPolicy([...bootstrapPolicy(), ...rbacObjectsOf(objects, flags.namespace)]);
  const user = impersonatedUser(flags.as, flags.asGroup);
  if (flags.list === true) {
    if (flags.quiet !== true) terminal.write(listText(rulesFor(user, flags.allNamespaces === true ? '' : flags.namespace, policy)));
    return true;
  }
  const request = { ...user, ...accessOf(question, flags, version, objects, terminal) } as AccessRequest;
  const { allowed, reason } = authorize(request, policy);
  if (flags.quiet !== true) terminal.write(allowed ? `yes\n${whyText(request, policy)}` : `no${reason === '' ? '' : ` - ${reason}`}\n`);
  return allowed;
}

function rbacObjectsOf(objects: readonly JsonObject[], namespace: string): RbacObject[] {
  const found = objects.filter(({ apiVersion }) => typeof apiVersion === 'string' && apiVersion.startsWith('rbac.authorization.k8s.io/')) as unknown as RbacObject[];
  return found.map((object) => {
    const isNamespaced = object.kind === 'Role' || object.kind === 'RoleBinding';
    return isNamespaced && (object.metadata?.namespace ?? '') === '' ? { ...object, metadata: { ...object.metadata, namespace } } : object;
  });
}

function accessOf([verb, resource, name, ...more]: readonly string[], flags: CanIFlags, version: KubernetesVersion, objects: readonly JsonObject[], terminal: Terminal): Pick<AccessRequest, 'resource'> | Pick<AccessRequest, 'path'> {
  if (verb === undefined || resource === undefined || more.length > 0) throw new UsageError('can-i needs a verb and a resource or path, such as: kubeplan can-i get pods --as jane; or --list');
  if (resource.startsWith('/')) {
    if (name !== undefined || flags.subresource !== undefined) throw new UsageError(`${resource} is a path: it has neither names nor subresources`);
    return { path: { verb, path: resource } };
  }
  const [type = '', inlineName = '', ...below] = resource.split('/');
  if (below.length > 0 || (inlineName !== '' && name !== undefined)) throw new UsageError(`${resource}${name === undefined ? '' : ` ${name}`}: give one name, as RESOURCE/NAME or RESOURCE NAME, and subresources with --subresource`);
  const namespace = flags.allNamespaces === true ? '' : flags.namespace;
  const rest = { verb, namespace, name: name ?? inlineName, subresource: flags.subresource ?? '' };
  if (type === '*') return { resource: { ...rest, group: '', resource: '*' } };
  const known = resourceNamed(type, version, objects);
  if (known === undefined) {
    terminal.writeError(`Warning: Kubernetes ${version} and the definitions of the input have no resource ${type}; the answer takes it literally\n`);
    const [plain = '', ...group] = type.split('.');
    return { resource: { ...rest, group: group.join('.'), resource: plain } };
  }
  if (!known.namespaced && namespace !== '') terminal.writeError(`Warning: ${known.resource} are not in a namespace\n`);
  return { resource: { ...rest, group: known.group, resource: known.resource } };
}

/** Every binding that allows it, with the rule that does. */
function whyText(request: AccessRequest, policy: RbacPolicy): string {
  if (request.groups.includes('system:masters')) return '  members of system:masters may do everything\n';
  return [...grantsOf(request, policy)].map((grant) => `  by ${describeGrant(grant)}\n    rule: ${describeRule(grant.rule)}\n`).join('');
}

function describeRule({ verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: PolicyRule): string {
  const what = nonResourceURLs.length > 0 ? nonResourceURLs.join(', ') : resources.join(', ');
  const groups = nonResourceURLs.length > 0 ? '' : ` of ${apiGroups.map((group) => (group === '' ? 'the core group' : group)).join(', ')}`;
  return `${verbs.join(', ')} on ${what}${groups}${resourceNames.length === 0 ? '' : ` named ${resourceNames.join(', ')}`}`;
}

const HEADINGS = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];

/** The table of `kubectl auth can-i --list`: a line for each resource and each set of names, verbs together. */
function listText(rules: readonly PolicyRule[]): string {
  const lines = new Map<string, { cells: readonly [string, string, string]; verbs: Set<string> }>();
  const add = (cells: readonly [string, string, string], verbs: readonly string[]): void => {
    const key = cells.join('\n');
    const line = lines.get(key) ?? { cells, verbs: new Set<string>() };
    lines.set(key, line);
    for (const verb of verbs) line.verbs.add(verb);
  };
  for (const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } of rules) {
    for (const url of nonResourceURLs) add(['', `[${url}]`, '[]'], verbs);
    for (const group of apiGroups) for (const resource of resources) add([group === '' ? resource : `${resource}.${group}`, '[]', `[${resourceNames.join(' ')}]`], verbs);
  }
  const rows = [HEADINGS, ...[...lines.values()].map(({ cells, verbs }) => [...cells, `[${[...verbs].join(' ')}]`])];
  const widths = HEADINGS.map((_heading, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}\n`).join('');
}
