import type { Pod } from '../objects.ts';

/** How one container run ends, when it ends by itself. */
export interface ContainerExit {
  /** After the container started. */
  readonly afterMs: number;
  readonly code: number;
  /** Shown in the pod's status: `Error`, `OOMKilled`, `Evicted` … */
  readonly reason?: string;
}

/** What a pod does on its node. Absent fields follow `DEFAULT_BEHAVIOUR`. */
export interface PodBehaviour {
  /** From binding until the images are there; 0 where the node has them already. */
  readonly pullMs?: number;
  /** From the image until the containers run. */
  readonly startMs?: number;
  /** From the start of a container until its probes would succeed; `null`: never. */
  readonly readyAfterMs?: number | null;
  /** How long an init container runs. */
  readonly initMs?: number;
  /** From SIGTERM until the containers are gone, at most the grace period. */
  readonly terminateMs?: number;
  /** Absent: containers run until they are stopped, those of Jobs exit with 0 after `DEFAULT_JOB_RUN_MS`. */
  readonly exit?: ContainerExit;
}

export type CompleteBehaviour = Required<Omit<PodBehaviour, 'exit'>> & { readonly exit: ContainerExit | undefined };

const DEFAULT_JOB_RUN_MS = 10_000;

export const DEFAULT_BEHAVIOUR: CompleteBehaviour = { pullMs: 5000, startMs: 1000, readyAfterMs: 0, initMs: 1000, terminateMs: 1000, exit: undefined };

/** The defaults in words: what a plan prints as its assumptions. */
export const ASSUMPTIONS: readonly string[] = [
  'images are pulled in 5 s, unless the node has them already',
  'init containers end after 1 s with exit code 0',
  'containers start within 1 s, and their probes succeed from the first try',
  'containers exit 1 s after SIGTERM',
  'containers of Jobs end after 10 s with exit code 0',
  'volumes are provisioned within 2 s',
];

const PREFIX = 'kubeplan.dev/';

/**
 * What a pod does: its annotations come first (`kubeplan.dev/ready-after: 10s` or `never`, `pull`, `start`, `terminate`, `exit-after`, `exit-code`,
 * `exit-reason`), then what the caller says, then the defaults.
 */
export function behaviourOf(pod: Pod, given: PodBehaviour | undefined): CompleteBehaviour {
  const annotated = annotatedBehaviour(pod.metadata.annotations ?? {});
  const merged = { ...DEFAULT_BEHAVIOUR, ...given, ...annotated };
  const endsByItself = pod.spec?.restartPolicy === 'Never' || pod.spec?.restartPolicy === 'OnFailure';
  return { ...merged, exit: merged.exit ?? (endsByItself ? { afterMs: DEFAULT_JOB_RUN_MS, code: 0 } : undefined) };
}

function annotatedBehaviour(annotations: Readonly<Record<string, string>>): PodBehaviour {
  const of = (name: string): number | undefined => parseDurationMs(annotations[PREFIX + name]);
  const [pullMs, startMs, terminateMs, readyAfterMs, exitAfterMs] = [of('pull'), of('start'), of('terminate'), of('ready-after'), of('exit-after')];
  const code = annotations[`${PREFIX}exit-code`];
  const reason = annotations[`${PREFIX}exit-reason`];
  const exits = exitAfterMs !== undefined || code !== undefined;
  return {
    ...(pullMs === undefined ? {} : { pullMs }),
    ...(startMs === undefined ? {} : { startMs }),
    ...(terminateMs === undefined ? {} : { terminateMs }),
    ...(annotations[`${PREFIX}ready-after`] === 'never' ? { readyAfterMs: null } : readyAfterMs === undefined ? {} : { readyAfterMs }),
    ...(exits ? { exit: { afterMs: exitAfterMs ?? 0, code: Number(code ?? 0), ...(reason === undefined ? {} : { reason }) } } : {}),
  };
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads `500ms`, `10s`, `1.5m`; undefined when the text is no such duration. */
function parseDurationMs(text: string | undefined): number | undefined {
  const match = text === undefined ? null : /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  return match === null ? undefined : Math.round(Number(match[1]) * (UNIT_MS[match[2] ?? ''] ?? 0));
}
