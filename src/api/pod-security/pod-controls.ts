import type { Volume } from '../types/core-v1.ts';
import { distinct, quoted, type CheckedPod, type PodSecurityControl } from './violation.ts';

type Verdict = ReturnType<PodSecurityControl['check']>;

/** Controls of the volumes and kernel parameters of a pod. */
export const POD_CONTROLS: readonly PodSecurityControl[] = [
  { id: 'restrictedVolumes', level: 'restricted', replaces: ['hostPathVolumes'], check: restrictedVolumes },
  { id: 'sysctls', level: 'baseline', check: sysctls },
];

const ALLOWED_VOLUMES: readonly (keyof Volume)[] = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'];
/** From v1.31 on, an image may be a volume. */
const IMAGE_VOLUMES_SINCE = 31;

function restrictedVolumes({ spec, minor }: CheckedPod): Verdict {
  const found = (spec.volumes ?? []).flatMap((volume, index) => {
    if (ALLOWED_VOLUMES.some((field) => volume[field] !== undefined) || (minor >= IMAGE_VOLUMES_SINCE && volume.image !== undefined)) return [];
    const type = Object.keys(volume).find((field) => field !== 'name' && volume[field as keyof Volume] !== undefined) ?? 'unknown';
    return [{ name: volume.name ?? '', type, path: `spec.volumes[${index}].${type}` }];
  });
  if (found.length === 0) return undefined;
  const types = distinct(found.map(({ type }) => type));
  const [noun, verb] = found.length === 1 ? ['volume', 'uses'] : ['volumes', 'use'];
  const detail = `${noun} ${quoted(found.map(({ name }) => name))} ${verb} restricted volume ${types.length === 1 ? 'type' : 'types'} ${quoted(types)}`;
  return { control: 'restricted volume types', detail, containers: [], paths: found.map(({ path }) => path) };
}

/** Safe kernel parameters, with the version of the policy that allowed each. */
const SYSCTLS: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
};

function sysctls({ spec, minor }: CheckedPod): Verdict {
  const found = (spec.securityContext?.sysctls ?? []).flatMap(({ name = '' }, index) => {
    const since = Object.hasOwn(SYSCTLS, name) ? SYSCTLS[name] : undefined;
    return since !== undefined && minor >= since ? [] : [{ name, path: `spec.securityContext.sysctls[${index}].name` }];
  });
  if (found.length === 0) return undefined;
  return { control: 'forbidden sysctls', detail: found.map(({ name }) => name).join(', '), containers: [], paths: found.map(({ path }) => path) };
}
