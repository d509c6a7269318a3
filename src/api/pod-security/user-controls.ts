import { containersOf, hasOwnUsers, namedContainers, type CheckedPod, type PodSecurityControl } from './violation.ts';

type Verdict = ReturnType<PodSecurityControl['check']>;

/** From this version on, pods with users of their own may be root inside. */
const OWN_USERS_SINCE = 35;

/** Controls of the user that containers run as. */
export const USER_CONTROLS: readonly PodSecurityControl[] = [
  { id: 'runAsNonRoot', level: 'restricted', check: (pod) => (mayBeRoot(pod) ? undefined : runAsNonRoot(pod)) },
  { id: 'runAsUser', level: 'restricted', since: 23, check: (pod) => (mayBeRoot(pod) ? undefined : runAsUser(pod)) },
];

function mayBeRoot(pod: CheckedPod): boolean {
  return pod.minor >= OWN_USERS_SINCE && hasOwnUsers(pod);
}

function runAsNonRoot({ spec }: CheckedPod): Verdict {
  const field = 'securityContext.runAsNonRoot';
  const ofPod = spec.securityContext?.runAsNonRoot;
  const all = containersOf(spec);
  const explicit = all.filter(({ container }) => container.securityContext?.runAsNonRoot === false);
  const explicitNames = explicit.map(({ container }) => container.name ?? '');
  if (ofPod === false || explicit.length > 0) {
    const setters = [...(ofPod === false ? ['pod'] : []), ...(explicit.length > 0 ? [namedContainers(explicitNames)] : [])].join(' and ');
    const paths = [...(ofPod === false ? [`spec.${field}`] : []), ...explicit.map(({ path }) => `${path}.${field}`)];
    return { control: 'runAsNonRoot != true', detail: `${setters} must not set securityContext.runAsNonRoot=false`, containers: explicitNames, paths };
  }
  const silent = ofPod === true ? [] : all.filter(({ container }) => container.securityContext?.runAsNonRoot === undefined);
  if (silent.length === 0) return undefined;
  const containers = silent.map(({ container }) => container.name ?? '');
  return { control: 'runAsNonRoot != true', detail: `pod or ${namedContainers(containers)} must set securityContext.runAsNonRoot=true`, containers, paths: silent.map(({ path }) => `${path}.${field}`) };
}

function runAsUser({ spec }: CheckedPod): Verdict {
  const podIsRoot = spec.securityContext?.runAsUser === 0;
  const found = containersOf(spec).filter(({ container }) => container.securityContext?.runAsUser === 0);
  if (!podIsRoot && found.length === 0) return undefined;
  const containers = found.map(({ container }) => container.name ?? '');
  const setters = [...(podIsRoot ? ['pod'] : []), ...(containers.length > 0 ? [namedContainers(containers)] : [])].join(' and ');
  const paths = [...(podIsRoot ? ['spec'] : []), ...found.map(({ path }) => path)].map((path) => `${path}.securityContext.runAsUser`);
  return { control: 'runAsUser=0', detail: `${setters} must not set runAsUser=0`, containers, paths };
}
