import type { Backend } from './model/backends.ts';
import { backendsOf } from './model/backends.ts';
import { servicePortsOf } from './model/service-ports.ts';
import { defineRule } from './rule.ts';
import type { Rule } from './rule.ts';

type BackendRule = Omit<Rule, 'check' | 'messages'> & {
  /** Whether a port that no Service lists is all right all the same. */
  readonly allowsPort?: (port: NonNullable<Backend['port']>) => boolean;
};

/** A rule that wants the Services behind something, and their ports, to be in the input. */
export function defineBackendRule(rule: BackendRule): Rule {
  const { allowsPort, ...meta } = rule;
  return defineRule<'service' | 'port'>({
    ...meta,
    messages: {
      service: 'Service "{service}" is not in namespace "{namespace}" of the input: correct the backend, or declare it as external',
      port: 'Service "{service}" has no port {port}: use one of {ports}',
    },
    check: ({ object, model, report }) => {
      for (const { service, namespace, port, path, portPath } of backendsOf(object)) {
        const found = model.find('Service', namespace, service);
        if (found === undefined) {
          if (!model.isExternal('Service', namespace, service)) report({ path, messageId: 'service', data: { service, namespace } });
          continue;
        }
        const ports = servicePortsOf(found);
        if (port === undefined || allowsPort?.(port) === true || ports.some((known) => (typeof port === 'string' ? known.name === port : known.port === port))) continue;
        const known = ports.map((entry) => (entry.name === '' ? `${entry.port ?? '?'}` : `${entry.port ?? '?'} (${entry.name})`)).join(', ') || 'none that it has';
        report({ path: portPath, messageId: 'port', data: { service, port, ports: known } });
      }
    },
  });
}
