import type { RecordedEvent } from '../../sim/recorder.ts';
import type { Pod } from '../../sim/objects.ts';
import { containerPath } from '../objects/container-path.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { isPod } from '../timeline/owners.ts';
import { count, listed } from '../words.ts';
import { type Prediction, type PredictionContext, type Predictor, shortName, touches } from './prediction.ts';

/** What nodes do to pods: containers killed for their memory, pods evicted, images that nobody has. As the simulated kubelets said it during the change. */
export const kubeletPredictions: Predictor = (context) => {
  const told = context.run.events.filter(({ reason }) => reason === 'OOMKilling' || reason === 'Evicted' || reason === 'Failed');
  if (told.length === 0) return [];
  const pods = new Map([...context.run.before, ...context.run.entries.map(({ object }) => object)].filter(isPod).map((pod) => [pod.metadata.uid ?? '', pod]));
  return [...memoryKills(told, pods, context), ...evictions(told, pods, context), ...missingImages(told, pods, context)];
};

type Pods = ReadonlyMap<string, Pod>;

function workloadOf(pod: Pod, { owners, after }: PredictionContext): { readonly name: string; readonly object: PlannedObject | undefined } {
  const { kind, metadata } = owners.workloadOf(pod);
  const object = after.get(kind, metadata.namespace, metadata.name ?? '');
  return { name: `${kind} ${object === undefined ? `${metadata.namespace ?? ''}/${metadata.name ?? ''}` : shortName(object)}`, object };
}

/** Each container is told once. */
function memoryKills(told: readonly RecordedEvent[], pods: Pods, context: PredictionContext): Prediction[] {
  const kills = told.flatMap((event) => {
    const pod = pods.get(event.uid);
    const match = event.reason === 'OOMKilling' ? /container (\S+) uses (\S+), the limit (of the pod )?is (\S+)$/.exec(event.message) : null;
    return pod === undefined || match === null ? [] : [{ ...workloadOf(pod, context), container: match[1] ?? '', used: match[2] ?? '', isOfPod: match[3] !== undefined, limit: match[4] ?? '' }];
  });
  return firstOfEach(kills.filter(({ object }) => touches(context.changes, [object])), ({ name, container }) => `${name} ${container}`).map(({ name, object, container, used, isOfPod, limit }): Prediction => {
    const whose = isOfPod ? `the limit of the pod, ${limit}, is exceeded` : `its limit is ${limit}`;
    const path = object === undefined ? undefined : isOfPod ? containerPath(object, undefined, 'resources.limits.memory') : containerPath(object, container, 'resources.limits.memory');
    return { rule: 'plan/oom-kill', object, path, message: `container ${container} of ${name} uses ${used} of memory and ${whose}: it is killed (OOMKilled), each time anew`, fix: `Raise resources.limits.memory of ${isOfPod ? 'the pod' : `container ${container}`} above ${used}, and the request with it, or make it use less.` };
  });
}

/** Evictions of one workload by one node for one reason are told together. */
function evictions(told: readonly RecordedEvent[], pods: Pods, context: PredictionContext): Prediction[] {
  const evicted = told.flatMap((event) => {
    const pod = pods.get(event.uid);
    return event.reason !== 'Evicted' || pod === undefined ? [] : [{ ...workloadOf(pod, context), pod, node: pod.spec?.nodeName ?? '', message: event.message }];
  });
  const keyOf = ({ name, node, message }: (typeof evicted)[number]): string => `${name} ${node} ${lowOn(message) ?? message}`;
  return firstOfEach(evicted, keyOf).map((first): Prediction => {
    const { name, object, node, message } = first;
    const amount = count(evicted.filter((one) => keyOf(one) === keyOf(first)).length, 'pod');
    const resource = lowOn(message);
    if (resource === undefined) return { rule: 'plan/eviction', object, path: object === undefined ? undefined : containerPath(object, /Container (\S+) exceeded/.exec(message)?.[1], 'resources.limits.ephemeral-storage'), message: `${node} evicts ${amount} of ${name}: ${message.trim().replace(/\.$/, '')}` };
    const use = /Container (\S+) was using (\S+), request is (\S+),/.exec(message);
    const short = resource === 'memory' ? 'memory' : 'disk';
    const why = use === null ? 'which stay within their requests, but nobody else is left to go' : `whose container ${use[1] ?? ''} uses ${use[2] ?? ''} and requests ${use[3] === '0' ? 'nothing' : (use[3] ?? '')}`;
    const path = object === undefined ? undefined : containerPath(object, use?.[1], `resources.requests.${resource}`);
    return { rule: 'plan/eviction', object, path, message: `${node} runs short of ${short} and evicts ${amount} of ${name}, ${why}; no disruption budget holds that up`, ...(use === null ? {} : { fix: `Request the ${use[2] ?? ''} that container ${use[1] ?? ''} uses, so that the scheduler leaves room for it, or make it use less.` }) };
  });
}

/** What the node is short of; undefined when the pod broke a limit of its own. */
function lowOn(message: string): string | undefined {
  return /^The node was low on resource: ([^.]+)\. /.exec(message)?.[1];
}

function missingImages(told: readonly RecordedEvent[], pods: Pods, context: PredictionContext): Prediction[] {
  const missing = told.flatMap((event) => {
    const pod = pods.get(event.uid);
    const image = event.reason === 'Failed' ? /^(?:Failed to pull image|Container image) "([^"]+)"/.exec(event.message)?.[1] : undefined;
    return pod === undefined || image === undefined ? [] : [{ ...workloadOf(pod, context), pod, image, isNeverPulled: event.message.startsWith('Container image') }];
  });
  return firstOfEach(missing.filter(({ object }) => touches(context.changes, [object])), ({ name, image }) => `${name} ${image}`).map(({ name, object, pod, image, isNeverPulled }): Prediction => {
    const users = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].filter((container) => container.image === image).map((container) => container.name ?? '');
    const why = isNeverPulled ? 'is not on its node, and imagePullPolicy Never keeps the node from pulling it' : 'cannot be pulled: no registry has it';
    return { rule: 'plan/image-missing', object, path: object === undefined ? undefined : containerPath(object, users[0], isNeverPulled ? 'imagePullPolicy' : 'image'), message: `the image ${image} of container ${listed(users)} of ${name} ${why}` };
  });
}

function firstOfEach<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const firsts = new Map<string, T>();
  for (const item of items) if (!firsts.has(keyOf(item))) firsts.set(keyOf(item), item);
  return [...firsts.values()];
}
