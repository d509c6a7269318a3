import type { LabelSelector } from '../../api/types/meta-v1.ts';
import { backendsOf } from '../effects/service-effects.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, listAt, numberAt, podSpecOf, textAt } from '../objects/workload.ts';
import { formatDuration } from '../duration.ts';
import { listed } from '../words.ts';
import { changeOf, type Prediction, type Predictor, shortName, touches } from './prediction.ts';

/** Services that nobody answers for a while or for good, and selectors that no longer select anything. */
export const servicePredictions: Predictor = ({ services, before, after, changes }) => [
  ...services.flatMap((timeline): Prediction[] => {
    const [namespace = '', name = ''] = timeline.service.split('/');
    const service = after.get('Service', namespace, name);
    if (service === undefined) return [];
    const backends = backendsOf(service, after) ?? [];
    if (timeline.after === 0) {
      if (timeline.before === 0 && !touches(changes, [service, ...backends])) return [];
      const refused = backends.filter((backend) => changeOf(changes, backend)?.refused !== undefined);
      const why =
        backends.length === 0
          ? 'its selector matches no pod of the input'
          : refused.length === backends.length
            ? `the API server refuses ${listed(refused.map(({ reference }) => `${reference.kind} ${reference.name}`))}, whose pods it selects`
            : 'none of its pods becomes ready';
      return backends.length === 0 && timeline.before === 0 ? [] : [{ rule: 'plan/no-endpoints', object: service, path: 'spec.selector', message: `Service ${shortName(service)} ends up without a ready endpoint: ${why}` }];
    }
    if (timeline.withoutEndpointsMs === 0 || timeline.before === 0) return [];
    return [{ rule: 'plan/downtime', object: backends[0] ?? service, message: `nothing answers on Service ${shortName(service)} for ${formatDuration(timeline.withoutEndpointsMs)}` }];
  }),
  ...after.objects.flatMap((object) => orphanedSelector(object, before, after)),
  ...after.ofKind('Service').flatMap((service) => lostPorts(service, before, after)),
];

/** A port of a Service that pods answered on before, and do not any more, because no container port has the name that it points at. */
function lostPorts(service: PlannedObject, before: State, after: State): Prediction[] {
  if (service.malformed !== undefined) return [];
  const was = before.get('Service', service.reference.namespace, service.reference.name);
  return servicePorts(service).flatMap((port, index): Prediction[] => {
    const { targetPort } = port;
    const answeredOn = was === undefined ? undefined : servicePorts(was).find((old) => old.port === port.port)?.targetPort;
    if (typeof targetPort !== 'string' || answeredOn === undefined) return [];
    return (backendsOf(service, after) ?? []).flatMap((workload): Prediction[] => {
      const old = before.get(workload.reference.kind, workload.reference.namespace, workload.reference.name);
      const names = portNames(workload);
      if (old === undefined || (typeof answeredOn === 'string' && !portNames(old).includes(answeredOn)) || names.includes(targetPort)) return [];
      const has = names.length === 0 ? 'have no named port' : `have ${listed(names)}`;
      return [{ rule: 'plan/target-port-lost', object: service, path: `spec.ports[${index}].targetPort`, message: `port ${port.port} of Service ${shortName(service)} leads nowhere: its targetPort ${targetPort} is no port of the pods of ${workload.reference.kind} ${workload.reference.name}, which ${has}; give a container port that name, or point targetPort at the number` }];
    });
  });
}

interface PlannedPort {
  readonly port: number;
  readonly targetPort: string | number;
}

function servicePorts({ defaulted }: PlannedObject): PlannedPort[] {
  return listAt(defaulted, 'spec', 'ports').map((port) => {
    const number = numberAt(port, 'port') ?? 0;
    return { port: number, targetPort: textAt(port, 'targetPort') ?? numberAt(port, 'targetPort') ?? number };
  });
}

/** The names that Services can point at: those of containers and sidecars. */
function portNames(workload: PlannedObject): string[] {
  const { containers = [], initContainers = [] } = podSpecOf(workload.stated) ?? {};
  const running = [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')];
  return running.flatMap(({ ports }) => (ports ?? []).flatMap(({ name }) => (name === undefined ? [] : [name])));
}

const SELECTORS: Readonly<Record<string, readonly string[]>> = { PodDisruptionBudget: ['spec', 'selector'], NetworkPolicy: ['spec', 'podSelector'], Service: ['spec', 'selector'] };

/** A selector that matched pods before and matches none now. */
function orphanedSelector(object: PlannedObject, before: State, after: State): Prediction[] {
  const path = SELECTORS[object.reference.kind];
  const old = path === undefined || object.malformed !== undefined ? undefined : before.get(object.reference.kind, object.reference.namespace, object.reference.name);
  if (old === undefined || old.malformed !== undefined || path === undefined) return [];
  const was = selectedBy(old, path, before);
  if (was.length === 0 || selectedBy(object, path, after).length > 0) return [];
  const replaced = was.some(({ reference }) => after.get(reference.kind, reference.namespace, reference.name) !== undefined);
  if (!replaced) return [];
  return [{ rule: 'plan/selector-orphaned', object, path: path.join('.'), message: `${object.reference.kind} ${shortName(object)} selected the pods of ${was.map(({ reference }) => reference.name).join(', ')}, and no longer selects any` }];
}

function selectedBy(object: PlannedObject, path: readonly string[], state: State): PlannedObject[] {
  const stated = fieldOf(object.defaulted, ...path);
  if (typeof stated !== 'object' || stated === null) return [];
  const selector = (object.reference.kind === 'Service' ? { matchLabels: stated } : stated) as LabelSelector;
  return state.selectedBy(selector, object.reference.namespace);
}
