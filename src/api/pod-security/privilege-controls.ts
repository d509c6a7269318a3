import { containersOf, distinct, hasOwnUsers, isExemptAsWindows, namedContainers, quoted, type CheckedPod, type PodSecurityControl } from './violation.ts';

type Verdict = ReturnType<PodSecurityControl['check']>;

/** Controls of what a container may do beyond an ordinary process. */
export const PRIVILEGE_CONTROLS: readonly PodSecurityControl[] = [
  {
    id: 'privileged',
    level: 'baseline',
    check: ({ spec }) => {
      const found = containersOf(spec).filter(({ container }) => container.securityContext?.privileged === true);
      return byContainer('privileged', found, 'securityContext.privileged', 'must not set securityContext.privileged=true');
    },
  },
  {
    id: 'allowPrivilegeEscalation',
    level: 'restricted',
    check: (pod) => {
      if (isExemptAsWindows(pod)) return undefined;
      const found = containersOf(pod.spec).filter(({ container }) => container.securityContext?.allowPrivilegeEscalation !== false);
      return byContainer('allowPrivilegeEscalation != false', found, 'securityContext.allowPrivilegeEscalation', 'must set securityContext.allowPrivilegeEscalation=false');
    },
  },
  { id: 'capabilities_baseline', level: 'baseline', check: baselineCapabilities },
  { id: 'capabilities_restricted', level: 'restricted', since: 22, replaces: ['capabilities_baseline'], check: restrictedCapabilities },
  { id: 'procMount', level: 'baseline', check: procMount },
  { id: 'procMount_restricted', level: 'restricted', replaces: ['procMount'], check: maskedProc },
];

function byContainer(control: string, found: ReturnType<typeof containersOf>, field: string, demand: string): Verdict {
  if (found.length === 0) return undefined;
  const containers = found.map(({ container }) => container.name ?? '');
  return { control, detail: `${namedContainers(containers)} ${demand}`, containers, paths: found.map(({ path }) => `${path}.${field}`) };
}

const BASELINE_CAPABILITIES = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
]);

function baselineCapabilities({ spec }: CheckedPod): Verdict {
  const found = addedCapabilities(spec, BASELINE_CAPABILITIES);
  return found.containers.length === 0 ? undefined : { control: 'non-default capabilities', ...found };
}

/** Added capabilities outside of `allowed`, and who adds them. */
function addedCapabilities(spec: CheckedPod['spec'], allowed: ReadonlySet<string>): { detail: string; containers: string[]; paths: string[] } {
  const found = containersOf(spec).flatMap(({ container, path }) => {
    const bad = (container.securityContext?.capabilities?.add ?? []).filter((capability) => !allowed.has(capability));
    return bad.length === 0 ? [] : [{ name: container.name ?? '', bad, path: `${path}.securityContext.capabilities.add` }];
  });
  const containers = found.map(({ name }) => name);
  const detail = `${namedContainers(containers)} must not include ${quoted(distinct(found.flatMap(({ bad }) => bad)))} in securityContext.capabilities.add`;
  return { detail, containers, paths: found.map(({ path }) => path) };
}

function restrictedCapabilities(pod: CheckedPod): Verdict {
  if (isExemptAsWindows(pod)) return undefined;
  const keeping = containersOf(pod.spec).filter(({ container }) => !(container.securityContext?.capabilities?.drop ?? []).includes('ALL'));
  const added = addedCapabilities(pod.spec, new Set(['NET_BIND_SERVICE']));
  const keepers = keeping.map(({ container }) => container.name ?? '');
  if (keepers.length === 0 && added.containers.length === 0) return undefined;
  const details = [
    ...(keepers.length > 0 ? [`${namedContainers(keepers)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(added.containers.length > 0 ? [added.detail] : []),
  ];
  return {
    control: 'unrestricted capabilities',
    detail: details.join('; '),
    containers: [...new Set([...keepers, ...added.containers])],
    paths: [...keeping.map(({ path }) => `${path}.securityContext.capabilities.drop`), ...added.paths],
  };
}

function procMount(pod: CheckedPod): Verdict {
  return pod.minor >= 35 && hasOwnUsers(pod) ? undefined : maskedProc(pod);
}

function maskedProc({ spec }: CheckedPod): Verdict {
  const found = containersOf(spec).filter(({ container }) => (container.securityContext?.procMount ?? 'Default') !== 'Default');
  const values = quoted(distinct(found.map(({ container }) => container.securityContext?.procMount ?? '')));
  return byContainer('procMount', found, 'securityContext.procMount', `must not set securityContext.procMount to ${values}`);
}
