import { UsageError } from '../../diag/usage-error.ts';
import type { KubeObject } from '../../api/object.ts';
import { isReady, isTerminal, isTerminating } from '../../sim/pods/conditions.ts';
import { numberAt } from '../objects/workload.ts';
import { isPod, Owners } from '../timeline/owners.ts';
import type { Observation } from './observation.ts';

type Operator = '>=' | '<=' | '==' | '>' | '<';

/** `available(Deployment/shop/web) >= 2`: a number that must hold throughout a step. */
export interface Expectation {
  readonly text: string;
  readonly metric: 'available' | 'ready' | 'endpoints' | 'nodes' | 'pending' | 'without-endpoints' | 'restarts' | 'evicted';
  readonly subject: string;
  readonly operator: Operator;
  readonly value: number;
}

const SYNTAX = /^(available|ready|endpoints|nodes|pending|without-endpoints|restarts|evicted)(?:\(([^()]+)\))?\s*(>=|<=|==|>|<)\s*(\d+)(?:\s*s)?$/;

/** Those that can be about everything. */
const BARE: readonly string[] = ['pending', 'nodes', 'evicted'];

/** Throws a UsageError that shows the forms. */
export function parseExpectation(text: string): Expectation {
  const match = SYNTAX.exec(text.trim());
  const [, metric = '', subject = '', operator = '', value = ''] = match ?? [];
  if (match === null || (!BARE.includes(metric) && subject === '')) {
    throw new UsageError(
      `cannot read the expectation ${JSON.stringify(text)}; write available(Deployment/shop/web) >= 2, ready(StatefulSet/shop/db) >= 1, endpoints(shop/web) >= 1, without-endpoints(shop/web) <= 5 s, restarts(Deployment/shop/web) == 0, evicted == 0, nodes(group-1) <= 3, nodes >= 2, or pending == 0`,
    );
  }
  return { text: text.trim(), metric: metric as Expectation['metric'], subject, operator: operator as Operator, value: Number(value) };
}

/** The number that decides: the lowest for a lower bound, the highest for an upper one. Undefined when the subject does not exist. */
export function measure({ metric, subject, operator }: Expectation, seen: Observation): number | undefined {
  const lowest = operator === '>=' || operator === '>';
  switch (metric) {
    case 'pending':
      return seen.pending.reduce((sum, { pods }) => sum + pods, 0);
    case 'nodes':
      return seen.after.filter(({ kind, metadata }) => kind === 'Node' && (subject === '' || metadata.name?.replace(/-\d+$/, '') === subject)).length;
    case 'restarts':
    case 'evicted':
      return troublesOf(metric === 'restarts' ? seen.troubles.restarts : seen.troubles.evicted, subject, seen);
    case 'endpoints': {
      const service = seen.services.find((candidate) => candidate.service === subject);
      if (service === undefined) return undefined;
      const counts = service.points.map(({ ready }) => ready);
      return lowest ? Math.min(...counts) : operator === '==' ? service.after : Math.max(...counts);
    }
    case 'without-endpoints': {
      const service = seen.services.find((candidate) => candidate.service === subject);
      return service === undefined ? undefined : Math.ceil(service.withoutEndpointsMs / 1000);
    }
    case 'available':
    case 'ready': {
      const isSubject = subjectTest(subject);
      const movement = seen.movements.find(({ workload }) => isSubject(workload));
      if (movement === undefined) return steadyCount(seen.after, isSubject, metric);
      const counts = movement.tracker.steps.map((step) => step[metric]);
      if (lowest) return metric === 'ready' ? movement.tracker.minReady : movement.tracker.minAvailable;
      return operator === '==' ? counts.at(-1) : Math.max(...counts);
    }
  }
}

/** `Deployment/shop/web`, or without the namespace for the default one. */
function subjectTest(subject: string): (object: KubeObject) => boolean {
  const [kind = '', ...path] = subject.split('/');
  const name = path.at(-1) ?? '';
  const namespace = path.length > 1 ? path[0] : 'default';
  return (object) => object.kind === kind && object.metadata.name === name && (object.metadata.namespace ?? '') === namespace;
}

/** How often something happened to the pods of a workload, or of all when none is named. */
function troublesOf(counts: ReadonlyMap<string, number>, subject: string, seen: Observation): number | undefined {
  if (subject === '') return [...counts.values()].reduce((sum, number) => sum + number, 0);
  const workload = [...seen.before, ...seen.after].find(subjectTest(subject));
  return workload === undefined ? undefined : (counts.get(`${workload.kind} ${workload.metadata.namespace ?? ''}/${workload.metadata.name ?? ''}`) ?? 0);
}

/** Of a workload that did not move. */
function steadyCount(objects: readonly KubeObject[], isSubject: (object: KubeObject) => boolean, metric: 'available' | 'ready'): number | undefined {
  const workload = objects.find(isSubject);
  if (workload === undefined) return undefined;
  const status = numberAt(workload, 'status', metric === 'available' ? 'availableReplicas' : 'readyReplicas');
  if (status !== undefined || workload.kind !== 'DaemonSet') return status ?? 0;
  const owners = new Owners(objects, []);
  return objects.filter((object) => isPod(object) && !isTerminating(object) && !isTerminal(object) && isReady(object) && isSubject(owners.workloadOf(object))).length;
}

export function holds({ operator, value }: Expectation, measured: number): boolean {
  switch (operator) {
    case '>=':
      return measured >= value;
    case '<=':
      return measured <= value;
    case '==':
      return measured === value;
    case '>':
      return measured > value;
    case '<':
      return measured < value;
  }
}
