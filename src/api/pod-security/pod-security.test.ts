import { describe, expect, test } from 'vitest';
import type { Container, PodSpec } from '../types/core-v1.ts';
import { policiesOf, podSecurityViolations, type PodSecurityPolicy } from './pod-security.ts';

const SAFE: Container = { name: 'app', image: 'a', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } };
const BASELINE: PodSecurityPolicy = { level: 'baseline', version: 'latest' };
const RESTRICTED: PodSecurityPolicy = { level: 'restricted', version: 'latest' };

function violations(policy: PodSecurityPolicy, spec: PodSpec): string[] {
  return podSecurityViolations(policy, {}, { containers: [SAFE], ...spec }, '1.36').map(({ control, detail }) => `${control} (${detail})`);
}

const security = (change: NonNullable<Container['securityContext']>): PodSpec => ({ containers: [{ ...SAFE, securityContext: { ...SAFE.securityContext, ...change } }] });

test('a safe pod meets every level, a plain one the baseline', () => {
  expect(violations(RESTRICTED, {})).toEqual([]);
  expect(violations(BASELINE, { containers: [{ name: 'app' }] })).toEqual([]);
  expect(violations(RESTRICTED, { containers: [{ name: 'app' }] })).toEqual([
    'allowPrivilegeEscalation != false (container "app" must set securityContext.allowPrivilegeEscalation=false)',
    'unrestricted capabilities (container "app" must set securityContext.capabilities.drop=["ALL"])',
    'runAsNonRoot != true (pod or container "app" must set securityContext.runAsNonRoot=true)',
    'seccompProfile (pod or container "app" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  ]);
  expect(violations({ level: 'privileged', version: 'latest' }, { hostNetwork: true })).toEqual([]);
});

describe('controls of the baseline', () => {
  test.each<[PodSpec, string]>([
    [{ hostNetwork: true, hostIPC: true }, 'host namespaces (hostNetwork=true, hostIPC=true)'],
    [{ volumes: [{ name: 'v', hostPath: { path: '/' } }] }, 'hostPath volumes (volume "v")'],
    [{ containers: [{ ...SAFE, ports: [{ hostPort: 80 }, { hostPort: 81 }] }] }, 'hostPort (container "app" uses hostPorts 80, 81)'],
    [{ containers: [{ ...SAFE, livenessProbe: { httpGet: { host: 'db' } } }] }, 'probe or lifecycle host (container "app" uses probe or lifecycle host "db")'],
    [security({ privileged: true }), 'privileged (container "app" must not set securityContext.privileged=true)'],
    [security({ capabilities: { add: ['SYS_TIME'], drop: ['ALL'] } }), 'non-default capabilities (container "app" must not include "SYS_TIME" in securityContext.capabilities.add)'],
    [security({ procMount: 'Unmasked' }), 'procMount (container "app" must not set securityContext.procMount to "Unmasked")'],
    [{ securityContext: { seLinuxOptions: { role: 'r' } } }, 'seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: role may not be set)'],
    [{ securityContext: { seccompProfile: { type: 'Unconfined' } } }, 'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")'],
    [{ securityContext: { appArmorProfile: { type: 'Unconfined' } } }, 'forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")'],
    [{ securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] } }, 'forbidden sysctls (net.core.somaxconn)'],
    [{ securityContext: { windowsOptions: { hostProcess: true } } }, 'hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)'],
  ])('%j', (spec, text) => {
    expect(violations(BASELINE, spec)).toEqual([text]);
  });
});

test('controls that replace milder ones', () => {
  expect(violations(RESTRICTED, { volumes: [{ name: 'v', hostPath: { path: '/' } }] })).toEqual(['restricted volume types (volume "v" uses restricted volume type "hostPath")']);
  expect(violations(RESTRICTED, security({ capabilities: { add: ['SYS_TIME'], drop: ['ALL'] } }))).toEqual([
    'unrestricted capabilities (container "app" must not include "SYS_TIME" in securityContext.capabilities.add)',
  ]);
});

test('older versions of the policy know less, and never more than the server', () => {
  const sysctl: PodSpec = { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_wmem', value: '1' }] } };
  expect(violations({ level: 'baseline', version: 31 }, sysctl)).toHaveLength(1);
  expect(violations({ level: 'baseline', version: 32 }, sysctl)).toHaveLength(0);
  expect(violations({ level: 'baseline', version: 99 }, sysctl)).toHaveLength(0);
  expect(violations({ level: 'restricted', version: 21 }, { containers: [{ ...SAFE, securityContext: { ...SAFE.securityContext, capabilities: {} } }] })).toEqual([]);
});

test('Windows pods and pods with users of their own', () => {
  expect(violations(RESTRICTED, { os: { name: 'windows' }, containers: [{ name: 'app', securityContext: { runAsNonRoot: true } }] })).toEqual([]);
  expect(violations(RESTRICTED, { hostUsers: false, ...security({ runAsUser: 0, runAsNonRoot: false }) })).toEqual([]);
});

test('the labels of a namespace', () => {
  const label = 'pod-security.kubernetes.io/';
  expect(policiesOf(undefined).enforce).toEqual({ level: 'privileged', version: 'latest' });
  expect(policiesOf({ [`${label}enforce`]: 'baseline', [`${label}enforce-version`]: 'v1.29' })).toMatchObject({ enforce: { level: 'baseline', version: 29 }, warn: { level: 'baseline', version: 29 } });
  expect(policiesOf({ [`${label}enforce`]: 'strict' }).enforce.level).toBe('restricted');
  expect(policiesOf({ [`${label}warn`]: 'strict' }).warn.level).toBe('privileged');
});
