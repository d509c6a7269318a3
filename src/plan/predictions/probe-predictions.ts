import type { Container, Probe } from '../../api/types/core-v1.ts';
import { behaviourOf, type BehaviourSources } from '../../sim/kubelet/behaviour.ts';
import { containersInOrder } from '../../sim/kubelet/container-role.ts';
import { probeOutcome } from '../../sim/kubelet/probe-timing.ts';
import type { Pod } from '../../sim/objects.ts';
import { formatDuration } from '../duration.ts';
import { listAt, templatePath } from '../objects/workload.ts';
import { isPod } from '../timeline/owners.ts';
import { type Prediction, type Predictor, shortName } from './prediction.ts';

type Kind = 'startup' | 'liveness';

/** Containers that a probe kills before they have started: what the simulated kubelets did during the change. */
export const probePredictions: Predictor = ({ after, run, owners, sources }) => {
  const pods = new Map([...run.entries.map(({ object }) => object), ...run.after].filter(isPod).map((pod) => [pod.metadata.uid ?? '', pod]));
  const said = new Set<string>();
  return run.events.flatMap(({ reason, message, uid }): Prediction[] => {
    const pod = reason === 'Unhealthy' ? pods.get(uid) : undefined;
    if (pod === undefined) return [];
    const { kind, metadata } = owners.workloadOf(pod);
    const object = after.get(kind, metadata.namespace, metadata.name ?? '');
    const probe: Kind = message.startsWith('Startup') ? 'startup' : 'liveness';
    const key = `${probe} ${object?.key ?? ''}`;
    if (object === undefined || said.has(key)) return [];
    said.add(key);
    const killed = killedContainer(pod, probe, sources(pod));
    if (killed === undefined) return [];
    const template = templatePath(object.stated)?.join('.');
    const prefix = template === undefined ? 'spec' : `${template}.spec`;
    const index = listAt(object.stated, ...prefix.split('.'), 'containers').findIndex((container) => (container as Container).name === killed.container.name);
    const text = probe === 'startup' ? tooShort(killed) : tooEarly(killed);
    return [{ rule: probe === 'startup' ? 'plan/startup-too-short' : 'plan/liveness-too-early', object, path: `${prefix}.containers[${index}].${probe}Probe`, message: `container ${killed.container.name} of ${kind} ${shortName(object)} ${text}` }];
  });
};

interface KilledContainer {
  readonly container: Container;
  readonly probe: Probe;
  /** From the start of the container to the last failure that is allowed. */
  readonly killedMs: number;
  /** What the application needs; undefined when it never comes up. */
  readonly upMs: number | undefined;
}

/** The first container that this probe kills. How long it needs is known from its annotations and from scenarios; otherwise it is one that never answers. */
function killedContainer(pod: Pod, kind: Kind, sources: BehaviourSources): KilledContainer | undefined {
  const containers = containersInOrder(pod.spec).filter(({ role }) => role !== 'init');
  for (const isKnown of [true, false]) {
    for (const { container, role } of containers) {
      const upMs = isKnown ? behaviourOf(pod, container.name ?? '', role, sources).readyAfterMs : null;
      const { killedMs, killedBy } = probeOutcome(container, upMs);
      const probe = kind === 'startup' ? container.startupProbe : container.livenessProbe;
      if (killedBy === kind && killedMs !== undefined && probe !== undefined) return { container, probe, killedMs, upMs: upMs ?? undefined };
    }
  }
  return undefined;
}

function tooShort({ probe, killedMs, upMs }: KilledContainer): string {
  const { period, threshold } = numbersOf(probe);
  const budget = `its startupProbe gives up after ${formatDuration(killedMs)} (failureThreshold ${threshold}, periodSeconds ${period})`;
  if (upMs === undefined) return `never answers its startupProbe, which kills it after ${formatDuration(killedMs)} again and again`;
  return `needs ${formatDuration(upMs)} to start, but ${budget} and kills it, each time anew: set failureThreshold to ${threshold + Math.ceil((upMs - killedMs) / (period * 1000))} or more`;
}

function tooEarly({ container, probe, killedMs, upMs }: KilledContainer): string {
  const { delay, period, threshold } = numbersOf(probe);
  const kill = `its livenessProbe kills it after ${formatDuration(killedMs)} (initialDelaySeconds ${delay}, failureThreshold ${threshold}, periodSeconds ${period})`;
  if (upMs === undefined) return `never answers its probes: ${kill}, each time anew`;
  const advice = container.startupProbe === undefined ? 'add a startupProbe, which holds the livenessProbe back until the container has started' : 'let the startupProbe succeed only when the livenessProbe would';
  return `needs ${formatDuration(upMs)} to start, but ${kill}, each time anew: ${advice}`;
}

function numbersOf(probe: Probe): { readonly delay: number; readonly period: number; readonly threshold: number } {
  return { delay: probe.initialDelaySeconds ?? 0, period: probe.periodSeconds ?? 10, threshold: probe.failureThreshold ?? 3 };
}
