import type { Pod } from '../objects.ts';
import { defaultContainer } from '../pods/default-container.ts';
import { readBehaviour } from './behaviour-words.ts';
import type { ContainerBehaviour, ContainerExit } from './container-behaviour.ts';
import type { ContainerRole } from './container-role.ts';

/**
 * What a pod does on its node. What is said of the pod as a whole holds for each of its containers, with exceptions: readiness and exits are those of the
 * main containers, memory and disk those of the default container.
 */
export interface PodBehaviour extends ContainerBehaviour {
  /** How long an init container runs. */
  readonly initMs?: number;
  /** What single containers do, by name. */
  readonly containers?: Readonly<Record<string, ContainerBehaviour>>;
}

/** What a container does, with nothing left open. */
export interface CompleteBehaviour {
  readonly pullMs: number | null | undefined;
  readonly startMs: number;
  readonly readyAfterMs: number | null;
  /** `readyAfterMs` is said of this very container, so it holds without a probe as well. */
  readonly readyIsOwn: boolean;
  readonly terminateMs: number;
  readonly exit: ContainerExit | undefined;
  readonly memoryBytes: number | undefined;
  readonly memoryAfterMs: number;
  readonly diskBytes: number | undefined;
}

const DEFAULT_JOB_RUN_MS = 10_000;
const DEFAULT_INIT_MS = 1000;

interface DefaultBehaviour {
  readonly startMs: number;
  readonly readyAfterMs: number | null;
  readonly terminateMs: number;
  readonly memoryAfterMs: number;
}

export const DEFAULT_BEHAVIOUR: DefaultBehaviour = { startMs: 1000, readyAfterMs: 0, terminateMs: 1000, memoryAfterMs: 0 };

/** The defaults in words: what a plan prints as its assumptions. */
export const ASSUMPTIONS: readonly string[] = [
  'a node pulls the images that it lacks one after the other, in 5 s, or at 50 MiB/s where their size is known',
  'init containers end after 1 s with exit code 0',
  'containers start within 1 s, one after the other, and their probes succeed from the first try',
  'containers exit 1 s after SIGTERM',
  'containers of Jobs end after 10 s with exit code 0',
  'volumes are provisioned within 2 s',
];

const NOTHING_SAID: ContainerBehaviour = {};

/** Of annotations that say what the containers of a pod do; with a dot and the name of a container after it, what that one does. */
export const BEHAVIOUR_PREFIX = 'kubeplan.dev/';

/** Where statements about a pod come from, the strongest first. */
export interface BehaviourSources {
  /** What a scenario or a question says. */
  readonly overrides?: PodBehaviour | undefined;
  /** What the caller takes for granted where nothing else is said. */
  readonly given?: PodBehaviour | undefined;
}

/**
 * What one container of a pod does: what scenarios say comes first, then annotations (`kubeplan.dev/ready-after: 10s`, of one container
 * `kubeplan.dev/ready-after.NAME: 10s`), then what the caller says, then the defaults.
 */
export function behaviourOf(pod: Pod, name: string, role: ContainerRole, { overrides, given }: BehaviourSources = {}): CompleteBehaviour {
  const annotations = statementsIn(pod.metadata.annotations);
  const isDefault = role === 'main' && name === defaultContainer(pod);
  const layers: readonly (readonly [PodBehaviour | undefined, ContainerBehaviour | undefined])[] = [
    [given, given?.containers?.[name]],
    [annotatedBehaviour(annotations, ''), annotatedBehaviour(annotations, `.${name}`)],
    [overrides, overrides?.containers?.[name]],
  ];
  const merged: ContainerBehaviour & DefaultBehaviour = { ...DEFAULT_BEHAVIOUR };
  let readyIsOwn = false;
  let initMs: number | undefined;
  for (const [whole, own] of layers) {
    if (whole !== undefined) Object.assign(merged, shared(whole, role, isDefault));
    if (own !== undefined) Object.assign(merged, own);
    if (own?.readyAfterMs !== undefined || whole?.readyAfterMs !== undefined) readyIsOwn = own?.readyAfterMs !== undefined;
    initMs = whole?.initMs ?? initMs;
  }
  return {
    pullMs: merged.pullMs,
    startMs: merged.startMs,
    readyAfterMs: merged.readyAfterMs,
    readyIsOwn,
    terminateMs: merged.terminateMs,
    exit: merged.exit ?? endOf(pod, role, initMs),
    memoryBytes: merged.memoryBytes,
    memoryAfterMs: merged.memoryAfterMs,
    diskBytes: merged.diskBytes,
  };
}

/** The part of what is said of a pod that holds for one of its containers. */
function shared(whole: PodBehaviour, role: ContainerRole, isDefault: boolean): ContainerBehaviour {
  const { pullMs, startMs, terminateMs, readyAfterMs, exit, memoryBytes, memoryAfterMs, diskBytes } = whole;
  return {
    ...(pullMs === undefined ? {} : { pullMs }),
    ...(startMs === undefined ? {} : { startMs }),
    ...(terminateMs === undefined ? {} : { terminateMs }),
    ...(role === 'main' && readyAfterMs !== undefined ? { readyAfterMs } : {}),
    ...(role === 'main' && exit !== undefined ? { exit } : {}),
    ...(memoryAfterMs === undefined ? {} : { memoryAfterMs }),
    ...(isDefault && memoryBytes !== undefined ? { memoryBytes } : {}),
    ...(isDefault && diskBytes !== undefined ? { diskBytes } : {}),
  };
}

/** How a container ends of which nobody says it. */
function endOf(pod: Pod, role: ContainerRole, initMs: number | undefined): ContainerExit | undefined {
  if (role === 'init') return { afterMs: initMs ?? DEFAULT_INIT_MS, code: 0 };
  const endsByItself = pod.spec?.restartPolicy === 'Never' || pod.spec?.restartPolicy === 'OnFailure';
  return role === 'main' && endsByItself ? { afterMs: DEFAULT_JOB_RUN_MS, code: 0 } : undefined;
}

function annotatedBehaviour(annotations: Readonly<Record<string, string>> | undefined, suffix: string): ContainerBehaviour {
  return annotations === undefined ? NOTHING_SAID : readBehaviour((word) => annotations[BEHAVIOUR_PREFIX + word + suffix]).behaviour;
}

/** The annotations, when there is anything about behaviour among them. */
function statementsIn(annotations: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> | undefined {
  for (const key in annotations) if (key.startsWith(BEHAVIOUR_PREFIX)) return annotations;
  return undefined;
}
