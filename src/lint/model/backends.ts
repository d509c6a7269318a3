import type { FieldPath } from '../../diag/field-path.ts';
import { mapAt, mapsAt, numberAt, textAt } from '../fields.ts';
import type { LintObject } from './lint-object.ts';
import { portAt } from './probes.ts';

/** A Service that an Ingress or a route sends traffic to. */
export interface Backend {
  readonly service: string;
  readonly namespace: string;
  /** The number or name of the Service's port; undefined when none is given. */
  readonly port: number | string | undefined;
  readonly path: FieldPath;
  readonly portPath: FieldPath;
}

/** The backends of an Ingress (of any version), an HTTPRoute or a GRPCRoute. Backends that are no Service are left out. */
export function backendsOf(object: LintObject): Backend[] {
  return object.kindKey === 'Ingress' ? ingressBackends(object) : routeBackends(object);
}

function ingressBackends(ingress: LintObject): Backend[] {
  const found: Backend[] = [];
  const add = (holder: unknown, field: string, path: FieldPath): void => {
    const backend = mapAt(holder, field);
    if (backend === undefined) return;
    const service = textAt(backend, 'service', 'name');
    if (service !== undefined) {
      const port = numberAt(backend, 'service', 'port', 'number') ?? textAt(backend, 'service', 'port', 'name');
      found.push({ service, namespace: ingress.namespace, port, path: `${path}.${field}.service.name`, portPath: `${path}.${field}.service.port` });
      return;
    }
    // The beta versions name service and port side by side.
    const old = textAt(backend, 'serviceName');
    if (old !== undefined) {
      found.push({ service: old, namespace: ingress.namespace, port: portAt(backend, 'servicePort'), path: `${path}.${field}.serviceName`, portPath: `${path}.${field}.servicePort` });
    }
  };
  add(mapAt(ingress.value, 'spec'), 'defaultBackend', 'spec');
  add(mapAt(ingress.value, 'spec'), 'backend', 'spec');
  for (const [rule, entry] of mapsAt(ingress.value, 'spec', 'rules')) {
    for (const [index, path] of mapsAt(entry, 'http', 'paths')) add(path, 'backend', `spec.rules[${rule}].http.paths[${index}]`);
  }
  return found;
}

function routeBackends(route: LintObject): Backend[] {
  const found: Backend[] = [];
  for (const [rule, entry] of mapsAt(route.value, 'spec', 'rules')) {
    for (const [index, backend] of mapsAt(entry, 'backendRefs')) {
      const service = textAt(backend, 'name');
      const isService = (textAt(backend, 'kind') ?? 'Service') === 'Service' && (textAt(backend, 'group') ?? '') === '';
      if (service === undefined || !isService) continue;
      const path = `spec.rules[${rule}].backendRefs[${index}]`;
      const named = textAt(backend, 'namespace') ?? '';
      found.push({ service, namespace: named === '' ? route.namespace : named, port: numberAt(backend, 'port'), path: `${path}.name`, portPath: `${path}.port` });
    }
  }
  return found;
}
