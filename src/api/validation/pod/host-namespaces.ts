import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, tooLong } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { byteLength } from '../../names.ts';
import type { PodSpec } from '../../types/core-v1.ts';
import { validateDns1123Label, validateDns1123Subdomain } from '../problems.ts';
import type { PodOptions } from './options.ts';

/** What a pod shares with its node, and its own name (pkg/apis/core/validation/validation.go, v1.36). */
export function validateHostNamespaces(spec: PodSpec, options: PodOptions, path: FieldPath): FieldError[] {
  return [...validateHostPorts(spec, options, path), ...validateHostUsers(spec, path), ...validateHostname(spec, path)];
}

/** On the node's network a port is the same inside and outside; in a template the outer one may still be open. */
function validateHostPorts(spec: PodSpec, options: PodOptions, path: FieldPath): FieldError[] {
  if (spec.hostNetwork !== true) return [];
  return (spec.containers ?? []).flatMap((container, index) =>
    (container.ports ?? []).flatMap((port, portIndex) => {
      const { hostPort = 0, containerPort = 0 } = port;
      if (hostPort === containerPort || (hostPort === 0 && !options.isPod)) return [];
      const portPath = at(child(at(child(path, 'containers'), index), 'ports'), portIndex);
      return [invalid(child(portPath, 'hostPort'), hostPort, `must be the same as containerPort ${containerPort}, since hostNetwork is true`)];
    }),
  );
}

/** With users of its own a pod cannot share other namespaces. The server spells two of the fields in upper case. */
function validateHostUsers(spec: PodSpec, path: FieldPath): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const shared: (readonly [string, boolean | undefined])[] = [
    ['hostNetwork', spec.hostNetwork],
    ['HostPID', spec.hostPID],
    ['HostIPC', spec.hostIPC],
  ];
  return shared.filter(([, isShared]) => isShared === true).map(([name]) => forbidden(child(path, name), 'cannot be true when hostUsers is false'));
}

const MAX_HOSTNAME_BYTES = 64;

function validateHostname(spec: PodSpec, path: FieldPath): FieldError[] {
  const { hostname = '', subdomain = '', hostnameOverride } = spec;
  const errors: FieldError[] = [];
  if (hostname !== '') errors.push(...validateDns1123Label(hostname, child(path, 'hostname')));
  if (subdomain !== '') errors.push(...validateDns1123Label(subdomain, child(path, 'subdomain')));
  if (hostnameOverride === undefined) return errors;
  const overridePath = child(path, 'hostnameOverride');
  errors.push(...validateDns1123Subdomain(hostnameOverride, overridePath));
  if (byteLength(hostnameOverride) > MAX_HOSTNAME_BYTES) errors.push(tooLong(overridePath, MAX_HOSTNAME_BYTES));
  if (spec.hostNetwork === true) errors.push(forbidden(overridePath, 'cannot be set when hostNetwork is true'));
  if (spec.setHostnameAsFQDN === true) errors.push(forbidden(overridePath, 'cannot be set when setHostnameAsFQDN is true'));
  return errors;
}
