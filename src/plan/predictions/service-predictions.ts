import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';
import { backendsOf } from '../effects/service-effects.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, listAt, podSpecOf, podTemplateOf } from '../objects/workload.ts';
import { formatDuration } from '../duration.ts';
import { type Prediction, type Predictor, shortName, touches } from './prediction.ts';

/** Services that nobody answers for a while or for good, and selectors that no longer select anything. */
export const servicePredictions: Predictor = ({ services, before, after, changes }) => [
  ...services.flatMap((timeline): Prediction[] => {
    const [namespace = '', name = ''] = timeline.service.split('/');
    const service = after.get('Service', namespace, name);
    if (service === undefined) return [];
    const backends = backendsOf(service, after) ?? [];
    if (timeline.after === 0) {
      if (timeline.before === 0 && !touches(changes, [service, ...backends])) return [];
      const why = backends.length === 0 ? 'its selector matches no pod of the input' : 'none of its pods becomes ready';
      return backends.length === 0 && timeline.before === 0 ? [] : [{ rule: 'plan/no-endpoints', object: service, path: 'spec.selector', message: `Service ${shortName(service)} ends up without a ready endpoint: ${why}` }];
    }
    if (timeline.withoutEndpointsMs === 0 || timeline.before === 0) return [];
    return [{ rule: 'plan/downtime', object: backends[0] ?? service, message: `nothing answers on Service ${shortName(service)} for ${formatDuration(timeline.withoutEndpointsMs)}` }];
  }),
  ...after.objects.flatMap((object) => orphanedSelector(object, before, after)),
  ...after.ofKind('Service').flatMap((service) => lostPorts(service, before, after)),
];

/** A named port that the selected pods had before and have no more. */
function lostPorts(service: PlannedObject, before: State, after: State): Prediction[] {
  if (service.malformed !== undefined) return [];
  return listAt(service.defaulted, 'spec', 'ports').flatMap((port, index): Prediction[] => {
    const name = fieldOf(port, 'targetPort');
    if (typeof name !== 'string') return [];
    return (backendsOf(service, after) ?? []).flatMap((workload): Prediction[] => {
      const old = before.get(workload.reference.kind, workload.reference.namespace, workload.reference.name);
      if (old === undefined || !hasPort(old, name) || hasPort(workload, name)) return [];
      return [{ rule: 'plan/target-port-lost', object: service, path: `spec.ports[${index}].targetPort`, message: `Service ${shortName(service)} sends to port ${name}, which the pods of ${workload.reference.kind} ${workload.reference.name} no longer have` }];
    });
  });
}

function hasPort(workload: PlannedObject, name: string): boolean {
  return (podSpecOf(workload.stated)?.containers ?? []).some(({ ports }) => (ports ?? []).some((port) => port.name === name));
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
  return state.workloads.filter(({ reference, stated: workload }) => reference.namespace === object.reference.namespace && matchesLabelSelector(selector, podTemplateOf(workload)?.metadata?.labels));
}
