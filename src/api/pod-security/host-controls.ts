import type { LifecycleHandler, Probe } from '../types/core-v1.ts';
import { containersOf, distinct, namedContainers, quoted, type CheckedPod, type PodSecurityControl } from './violation.ts';

/** Controls of what a pod shares with its node. */
export const HOST_CONTROLS: readonly PodSecurityControl[] = [
  {
    id: 'hostNamespaces',
    level: 'baseline',
    check: ({ spec }) => {
      const fields = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => spec[field] === true);
      if (fields.length === 0) return undefined;
      return { control: 'host namespaces', detail: fields.map((field) => `${field}=true`).join(', '), containers: [], paths: fields.map((field) => `spec.${field}`) };
    },
  },
  {
    id: 'hostPathVolumes',
    level: 'baseline',
    check: ({ spec }) => {
      const found = (spec.volumes ?? []).flatMap((volume, index) => (volume.hostPath === undefined ? [] : [{ name: volume.name ?? '', path: `spec.volumes[${index}].hostPath` }]));
      if (found.length === 0) return undefined;
      const names = found.map(({ name }) => name);
      return { control: 'hostPath volumes', detail: `${names.length === 1 ? 'volume' : 'volumes'} ${quoted(names)}`, containers: [], paths: found.map(({ path }) => path) };
    },
  },
  { id: 'hostPorts', level: 'baseline', check: hostPorts },
  { id: 'hostProbesAndHostLifecycle', level: 'baseline', since: 34, check: hostProbes },
  { id: 'windowsHostProcess', level: 'baseline', check: hostProcess },
];

function hostPorts({ spec }: CheckedPod): ReturnType<PodSecurityControl['check']> {
  const found = containersOf(spec).flatMap(({ container, path }) =>
    (container.ports ?? []).flatMap(({ hostPort = 0 }, index) => (hostPort === 0 ? [] : [{ name: container.name ?? '', port: hostPort, path: `${path}.ports[${index}].hostPort` }])),
  );
  if (found.length === 0) return undefined;
  const containers = [...new Set(found.map(({ name }) => name))];
  const ports = [...new Set(found.map(({ port }) => port))].map(String).sort();
  const verb = containers.length === 1 ? 'uses' : 'use';
  return { control: 'hostPort', detail: `${namedContainers(containers)} ${verb} ${ports.length === 1 ? 'hostPort' : 'hostPorts'} ${ports.join(', ')}`, containers, paths: found.map(({ path }) => path) };
}

function hostProbes({ spec }: CheckedPod): ReturnType<PodSecurityControl['check']> {
  const found = containersOf(spec).flatMap(({ container, path }) => {
    const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
    return [
      ...hostsOf(livenessProbe, `${path}.livenessProbe`),
      ...hostsOf(readinessProbe, `${path}.readinessProbe`),
      ...hostsOf(startupProbe, `${path}.startupProbe`),
      ...hostsOf(lifecycle?.postStart, `${path}.lifecycle.postStart`),
      ...hostsOf(lifecycle?.preStop, `${path}.lifecycle.preStop`),
    ].map((hit) => ({ ...hit, name: container.name ?? '' }));
  });
  if (found.length === 0) return undefined;
  const containers = distinct(found.map(({ name }) => name));
  const hosts = distinct(found.map(({ host }) => host));
  const verb = containers.length === 1 ? 'uses' : 'use';
  const noun = hosts.length === 1 ? 'probe or lifecycle host' : 'probe or lifecycle hosts';
  return { control: 'probe or lifecycle host', detail: `${namedContainers(containers)} ${verb} ${noun} ${quoted(hosts)}`, containers, paths: found.map(({ path }) => path) };
}

function hostsOf(handler: Probe | LifecycleHandler | undefined, path: string): { host: string; path: string }[] {
  return (['httpGet', 'tcpSocket'] as const).flatMap((action) => {
    const host = handler?.[action]?.host ?? '';
    return host === '' ? [] : [{ host, path: `${path}.${action}.host` }];
  });
}

function hostProcess({ spec }: CheckedPod): ReturnType<PodSecurityControl['check']> {
  const podSets = spec.securityContext?.windowsOptions?.hostProcess === true;
  const found = containersOf(spec).filter(({ container }) => container.securityContext?.windowsOptions?.hostProcess === true);
  if (!podSets && found.length === 0) return undefined;
  const containers = found.map(({ container }) => container.name ?? '');
  const setters = [...(podSets ? ['pod'] : []), ...(containers.length > 0 ? [namedContainers(containers)] : [])].join(' and ');
  const paths = [...(podSets ? ['spec'] : []), ...found.map(({ path }) => path)].map((path) => `${path}.securityContext.windowsOptions.hostProcess`);
  return { control: 'hostProcess', detail: `${setters} must not set securityContext.windowsOptions.hostProcess=true`, containers, paths };
}
