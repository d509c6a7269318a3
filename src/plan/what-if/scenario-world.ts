import { isJsonObject, type JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { UsageError } from '../../diag/usage-error.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import { BEHAVIOUR_FORMS, BEHAVIOUR_WORDS, type BehaviourWord, parseBytes, readBehaviour } from '../../sim/kubelet/behaviour-words.ts';
import type { PodBehaviour } from '../../sim/kubelet/behaviour.ts';
import type { ContainerBehaviour } from '../../sim/kubelet/container-behaviour.ts';
import { controllerOf } from '../../sim/objects.ts';
import { imagesOf } from '../objects/images.ts';
import { podSpecOf } from '../objects/workload.ts';
import { listed } from '../words.ts';
import { type WorkloadName, workloadNamed, workloadWords } from './action.ts';

/** What a scenario says of the world before its first step: of images, and of what pods do. */
export interface ScenarioWorld {
  readonly images: { readonly sizes: Readonly<Record<string, number>>; readonly missing: readonly string[]; readonly bytesPerSecond: number | undefined };
  readonly pods: readonly PodStatement[];
  /** The same in sentences, as the plan prints its assumptions. */
  readonly texts: readonly string[];
}

interface PodStatement {
  readonly of: WorkloadName;
  /** Only pods of the version that has this image. */
  readonly image: string | undefined;
  readonly container: string | undefined;
  readonly behaviour: ContainerBehaviour;
}

const RATE = 'pull-rate';
const SECTIONS = ['apiVersion', 'kind', 'metadata', 'steps', 'images', 'pods', RATE];

/** Reads `images`, `pull-rate` and `pods` of a scenario. Throws a UsageError that names the entry. */
export function readWorld({ file, object }: ManifestDocument): ScenarioWorld {
  const unknown = Object.keys(object).filter((key) => !SECTIONS.includes(key));
  if (unknown.length > 0) throw new UsageError(`${file}: a scenario has no ${listed(unknown)}; it has steps, images, pods and ${RATE}`);
  const rate = object[RATE] === undefined ? undefined : bytesOf(object[RATE], `${file}: ${RATE}`);
  if (rate === 0) throw new UsageError(`${file}: ${RATE} is more than 0, such as 30Mi (a second)`);
  const images = entriesOf(object, 'images', file).map((entry, index) => imageOf(entry, `${file}: image ${index + 1}`));
  const pods = entriesOf(object, 'pods', file).map((entry, index) => podsOf(entry, `${file}: pods ${index + 1}`));
  const missing = images.filter((image) => image.missing).map(({ name }) => name);
  return {
    images: { sizes: Object.fromEntries(images.flatMap(({ name, bytes }) => (bytes === undefined ? [] : [[name, bytes]]))), missing, bytesPerSecond: rate },
    pods: pods.map(({ statement }) => statement),
    texts: [...(rate === undefined ? [] : [`nodes pull ${String(object[RATE])} a second where the size of an image is known (${file})`]), ...(missing.length === 0 ? [] : [`no registry has ${listed(missing)} (${file})`]), ...pods.map(({ text }) => `${text} (${file})`)],
  };
}

/** What the scenarios say of one pod; the last one that says something of a thing counts. */
export function overridesOf(worlds: readonly ScenarioWorld[]): ((pod: KubeObject) => PodBehaviour | undefined) | undefined {
  const statements = worlds.flatMap(({ pods }) => pods);
  if (statements.length === 0) return undefined;
  return (pod) => {
    let whole: PodBehaviour | undefined;
    for (const { of, image, container, behaviour } of statements) {
      if (!belongsTo(pod, of) || (image !== undefined && !imagesOf(podSpecOf(pod) ?? {}).includes(image))) continue;
      whole = container === undefined ? { ...whole, ...behaviour } : { ...whole, containers: { ...whole?.containers, [container]: { ...whole?.containers?.[container], ...behaviour } } };
    }
    return whole;
  };
}

/** Whether a pod is one of the workload's, by the names of its owners: ReplicaSets and Jobs are called after those that made them. */
function belongsTo(pod: KubeObject, { kind, namespace, name }: WorkloadName): boolean {
  if ((pod.metadata.namespace ?? 'default') !== (namespace ?? 'default')) return false;
  if (kind === 'Pod') return pod.metadata.name === name;
  const owner = controllerOf(pod);
  if (owner === undefined) return false;
  if (owner.kind === kind) return owner.name === name;
  if (owner.kind === 'ReplicaSet' && kind === 'Deployment') return owner.name === `${name}-${pod.metadata.labels?.['pod-template-hash'] ?? ''}`;
  return owner.kind === 'Job' && kind === 'CronJob' && owner.name.startsWith(`${name}-`) && /^\d+$/.test(owner.name.slice(name.length + 1));
}

function imageOf(entry: JsonObject, place: string): { readonly name: string; readonly bytes: number | undefined; readonly missing: boolean } {
  const { name, size, missing, ...rest } = entry;
  if (typeof name !== 'string' || name === '') throw new UsageError(`${place} needs a name, such as registry.example.com/shop/web:1.5.0`);
  if (Object.keys(rest).length > 0 || (missing !== undefined && typeof missing !== 'boolean')) throw new UsageError(`${place} (${name}) takes size, such as 300Mi, and missing: true`);
  return { name, bytes: size === undefined ? undefined : bytesOf(size, `${place}: size`), missing: missing === true };
}

function podsOf(entry: JsonObject, place: string): { readonly statement: PodStatement; readonly text: string } {
  const { of, image, container, ...rest } = entry;
  const workload = typeof of === 'string' ? workloadNamed(of) : undefined;
  if (workload === undefined) throw new UsageError(`${place} needs \`of\`, such as Deployment/shop/web`);
  if (container !== undefined && typeof container !== 'string') throw new UsageError(`${place}: container is the name of one`);
  if (image !== undefined && typeof image !== 'string') throw new UsageError(`${place}: image is that of the version that is meant`);
  const words = Object.keys(rest);
  const strange = words.filter((word) => !BEHAVIOUR_WORDS.some((known) => known === word));
  if (strange.length > 0 || words.length === 0) throw new UsageError(`${place}: ${strange.length === 0 ? 'nothing is said of it' : `there is no ${listed(strange)}`}; it takes image, container, ${BEHAVIOUR_WORDS.join(', ')}`);
  const { behaviour, unread } = readBehaviour((word: BehaviourWord) => (rest[word] === undefined ? undefined : String(rest[word])));
  const [first] = unread;
  if (first !== undefined) throw new UsageError(`${place}: ${first} takes ${BEHAVIOUR_FORMS[first]}, not ${JSON.stringify(rest[first])}`);
  const whose = container === undefined ? `the pods of ${workloadWords(workload)}` : `container ${container} of ${workloadWords(workload)}`;
  return { statement: { of: workload, image, container, behaviour }, text: `${whose}${image === undefined ? '' : ` with ${image}`}: ${words.map((word) => `${word} ${String(rest[word])}`).join(', ')}` };
}

function entriesOf(object: JsonObject, section: string, file: string): readonly JsonObject[] {
  const list = object[section];
  if (list === undefined) return [];
  if (!Array.isArray(list) || !list.every(isJsonObject)) throw new UsageError(`${file}: \`${section}\` is a list of maps`);
  return list;
}

function bytesOf(value: unknown, place: string): number {
  const bytes = typeof value === 'string' || typeof value === 'number' ? parseBytes(String(value)) : undefined;
  if (bytes === undefined) throw new UsageError(`${place} is an amount such as 300Mi, not ${JSON.stringify(value)}`);
  return bytes;
}
