import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import { KUBERNETES_VERSIONS, parseKubernetesVersion } from '../../api/kubernetes-version.ts';
import { formatQuantity } from '../../api/quantity.ts';
import { UsageError } from '../../diag/usage-error.ts';
import { parseBytes } from '../../sim/kubelet/behaviour-words.ts';

/** A workload as people write it: `Deployment/shop/web`, or without the namespace for the default one. */
export interface WorkloadName {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** Something that happens to the cluster after the change. */
export type Action =
  | { readonly kind: 'drain'; readonly node: string }
  | { readonly kind: 'node-down'; readonly node: string }
  | { readonly kind: 'node-up'; readonly node: string }
  | { readonly kind: 'zone-down'; readonly zone: string }
  | { readonly kind: 'each-node-down' }
  | { readonly kind: 'scale'; readonly workload: WorkloadName; readonly replicas: number }
  | { readonly kind: 'load'; readonly workload: WorkloadName; readonly percent: number; readonly resource: 'cpu' | 'memory' }
  | { readonly kind: 'image-broken'; readonly workload: WorkloadName }
  | { readonly kind: 'kubernetes-version'; readonly version: KubernetesVersion }
  | { readonly kind: 'memory' | 'disk'; readonly user: User; readonly bytes: number }
  | { readonly kind: 'wait'; readonly forMs: number };

/** Who uses memory or disk: each pod of a workload, with one of its containers, or a node beside its pods. */
export type User = { readonly node: string } | { readonly workload: WorkloadName; readonly container: string | undefined };

const FORMS = 'drain:NODE, node-down:NODE, zone-down:ZONE, each-node-down, scale:KIND/[NAMESPACE/]NAME=N, load:KIND/[NAMESPACE/]NAME=90%cpu, memory:KIND/[NAMESPACE/]NAME[:CONTAINER]=300Mi, memory:Node/NAME=7Gi, disk:…=2Gi, image-broken:KIND/[NAMESPACE/]NAME, kubernetes-version:1.36';

/** Reads `drain:node-a`, `scale:Deployment/shop/web=8` and the like. Throws a UsageError that lists the forms. */
export function parseAction(text: string): Action {
  const colon = text.indexOf(':');
  const kind = colon === -1 ? text : text.slice(0, colon);
  const rest = colon === -1 ? '' : text.slice(colon + 1).trim();
  const action = kind === 'each-node-down' && rest === '' ? ({ kind } as const) : actionOf(kind, rest);
  if (action === undefined) throw new UsageError(`--what-if: cannot read ${JSON.stringify(text)}; it is one of ${FORMS}`);
  return action;
}

/** The action of a kind with its argument; undefined when there is none such. */
export function actionOf(kind: string, argument: string): Action | undefined {
  if (argument === '') return undefined;
  switch (kind) {
    case 'drain':
    case 'node-down':
    case 'node-up':
      return { kind, node: argument };
    case 'zone-down':
      return { kind, zone: argument };
    case 'scale': {
      const match = /^(.+)=(\d{1,6})$/.exec(argument);
      const workload = workloadNamed(match?.[1] ?? '');
      return workload === undefined ? undefined : { kind, workload, replicas: Number(match?.[2]) };
    }
    case 'load': {
      const match = /^(.+)=(\d{1,5})\s*%\s*(cpu|memory)$/.exec(argument);
      const workload = workloadNamed(match?.[1] ?? '');
      return workload === undefined ? undefined : { kind, workload, percent: Number(match?.[2]), resource: match?.[3] === 'memory' ? 'memory' : 'cpu' };
    }
    case 'memory':
    case 'disk': {
      const equals = argument.lastIndexOf('=');
      const user = equals === -1 ? undefined : userNamed(argument.slice(0, equals).trim());
      const bytes = parseBytes(argument.slice(equals + 1).trim());
      return user === undefined || bytes === undefined ? undefined : { kind, user, bytes };
    }
    case 'image-broken': {
      const workload = workloadNamed(argument);
      return workload === undefined ? undefined : { kind, workload };
    }
    case 'kubernetes-version': {
      const version = parseKubernetesVersion(argument);
      if (version === undefined) throw new UsageError(`kubernetes-version:${argument}: kubeplan knows ${KUBERNETES_VERSIONS.join(', ')}`);
      return { kind, version };
    }
    case 'wait': {
      const match = /^(\d+)(s|m|h)$/.exec(argument);
      return match === null ? undefined : { kind, forMs: Number(match[1]) * ({ s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? ''] ?? 0) };
    }
    default:
      return undefined;
  }
}

function userNamed(text: string): User | undefined {
  const colon = text.indexOf(':');
  const name = workloadNamed(colon === -1 ? text : text.slice(0, colon));
  if (name === undefined || colon === text.length - 1) return undefined;
  if (name.kind !== 'Node') return { workload: name, container: colon === -1 ? undefined : text.slice(colon + 1) };
  return name.namespace === undefined && colon === -1 ? { node: name.name } : undefined;
}

/** Reads `Deployment/shop/web`; undefined when that is no name of a workload. */
export function workloadNamed(text: string): WorkloadName | undefined {
  const [kind = '', ...path] = text.split('/');
  const name = path.at(-1) ?? '';
  if (kind === '' || name === '' || path.length > 2) return undefined;
  return { kind, namespace: path.length === 2 ? path[0] : undefined, name };
}

/** The action in words: `node-a is drained`. */
export function actionWords(action: Action): string {
  switch (action.kind) {
    case 'drain':
      return `node ${action.node} is drained`;
    case 'node-down':
      return `node ${action.node} fails`;
    case 'node-up':
      return `node ${action.node} comes back`;
    case 'zone-down':
      return `zone ${action.zone} fails`;
    case 'each-node-down':
      return 'each node fails in turn';
    case 'scale':
      return `${workloadWords(action.workload)} is scaled to ${action.replicas}`;
    case 'load':
      return `the pods of ${workloadWords(action.workload)} use ${action.percent} % of the ${action.resource} that they request`;
    case 'memory':
    case 'disk':
      return `${userWords(action.user)} ${formatQuantity({ nanos: BigInt(action.bytes) * 1_000_000_000n, format: 'BinarySI' })} of ${action.kind}`;
    case 'image-broken':
      return `the new version of ${workloadWords(action.workload)} never becomes ready`;
    case 'kubernetes-version':
      return `the cluster runs Kubernetes ${action.version}`;
    case 'wait':
      return `${action.forMs / 1000} s pass`;
  }
}

function userWords(user: User): string {
  if ('node' in user) return `what runs on ${user.node} beside its pods uses`;
  return `${user.container === undefined ? 'each pod' : `container ${user.container}`} of ${workloadWords(user.workload)} uses`;
}

export function workloadWords({ kind, namespace, name }: WorkloadName): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
