import type { Rule } from '../src/lint/rule.ts';
import selectorMatchesTemplate from './correctness/selector-matches-template.ts';
import noExposedServiceType from './network/no-exposed-service-type.ts';
import noDefaultNamespace from './policy/no-default-namespace.ts';
import noDefaultSaBinding from './rbac/no-default-sa-binding.ts';
import rbacNoAnonymousBinding from './rbac/rbac-no-anonymous-binding.ts';
import rbacNoClusterAdminBinding from './rbac/rbac-no-cluster-admin-binding.ts';
import rbacNoConfigmapWrite from './rbac/rbac-no-configmap-write.ts';
import rbacNoCsrApprove from './rbac/rbac-no-csr-approve.ts';
import rbacNoEscalation from './rbac/rbac-no-escalation.ts';
import rbacNoLogDelete from './rbac/rbac-no-log-delete.ts';
import rbacNoNetworkWrite from './rbac/rbac-no-network-write.ts';
import rbacNoNodeProxy from './rbac/rbac-no-node-proxy.ts';
import rbacNoPodCreate from './rbac/rbac-no-pod-create.ts';
import rbacNoPodExec from './rbac/rbac-no-pod-exec.ts';
import rbacNoSecretsAccess from './rbac/rbac-no-secrets-access.ts';
import rbacNoSystemMastersBinding from './rbac/rbac-no-system-masters-binding.ts';
import rbacNoWebhookWrite from './rbac/rbac-no-webhook-write.ts';
import rbacNoWildcard from './rbac/rbac-no-wildcard.ts';
import serviceSelectsPod from './reference/service-selects-pod.ts';
import livenessProbe from './reliability/liveness-probe.ts';
import readinessProbe from './reliability/readiness-probe.ts';
import startupProbe from './reliability/startup-probe.ts';
import cpuLimitsSet from './resources/cpu-limits-set.ts';
import cpuRequestsSet from './resources/cpu-requests-set.ts';
import memoryLimitsSet from './resources/memory-limits-set.ts';
import memoryRequestsSet from './resources/memory-requests-set.ts';
import allowedVolumeTypes from './security/allowed-volume-types.ts';
import apparmorProfileSet from './security/apparmor-profile-set.ts';
import defaultProcMount from './security/default-proc-mount.ts';
import defaultSaNoAutomount from './security/default-sa-no-automount.ts';
import dropAllCapabilities from './security/drop-all-capabilities.ts';
import dropNetRaw from './security/drop-net-raw.ts';
import dropSomeCapabilities from './security/drop-some-capabilities.ts';
import highUidGid from './security/high-uid-gid.ts';
import linuxHardening from './security/linux-hardening.ts';
import noAddedCapabilities from './security/no-added-capabilities.ts';
import noApparmorUnconfined from './security/no-apparmor-unconfined.ts';
import noCustomSelinux from './security/no-custom-selinux.ts';
import noDangerousCapabilities from './security/no-dangerous-capabilities.ts';
import noDashboard from './security/no-dashboard.ts';
import noDefaultServiceAccount from './security/no-default-service-account.ts';
import noGitSyncExec from './security/no-git-sync-exec.ts';
import noHostAliases from './security/no-host-aliases.ts';
import noHostIpc from './security/no-host-ipc.ts';
import noHostNetwork from './security/no-host-network.ts';
import noHostPath from './security/no-host-path.ts';
import noHostPid from './security/no-host-pid.ts';
import noHostPort from './security/no-host-port.ts';
import noNginxSnippet from './security/no-nginx-snippet.ts';
import noPrivilegeEscalation from './security/no-privilege-escalation.ts';
import noPrivilegedContainer from './security/no-privileged-container.ts';
import noPrivilegedPort from './security/no-privileged-port.ts';
import noRootGroup from './security/no-root-group.ts';
import noRuntimeSocketMount from './security/no-runtime-socket-mount.ts';
import noSaTokenAutomount from './security/no-sa-token-automount.ts';
import noSeccompUnconfined from './security/no-seccomp-unconfined.ts';
import noSecretEnvRef from './security/no-secret-env-ref.ts';
import noSecretInConfigmap from './security/no-secret-in-configmap.ts';
import noSecretInEnvValue from './security/no-secret-in-env-value.ts';
import noSensitiveHostMount from './security/no-sensitive-host-mount.ts';
import noServiceExternalIp from './security/no-service-external-ip.ts';
import noSshPort from './security/no-ssh-port.ts';
import noTiller from './security/no-tiller.ts';
import noUnsafeSysctls from './security/no-unsafe-sysctls.ts';
import noWindowsHostProcess from './security/no-windows-host-process.ts';
import noWritableHostMount from './security/no-writable-host-mount.ts';
import pspObsolete from './security/psp-obsolete.ts';
import readOnlyRootFs from './security/read-only-root-fs.ts';
import runAsNonRoot from './security/run-as-non-root.ts';
import sccNoPrivileged from './security/scc-no-privileged.ts';
import seccompProfileSet from './security/seccomp-profile-set.ts';
import securityContextSet from './security/security-context-set.ts';
import trustedRegistry from './security/trusted-registry.ts';
import userNamespace from './security/user-namespace.ts';

/** Every rule, in the order in which it is documented: by category, within one from the general to the special. */
export const RULES: readonly Rule[] = [
  // correctness
  selectorMatchesTemplate,
  // reference
  serviceSelectsPod,
  // reliability
  readinessProbe,
  livenessProbe,
  startupProbe,
  // resources
  cpuRequestsSet,
  memoryRequestsSet,
  memoryLimitsSet,
  cpuLimitsSet,
  // security
  noSaTokenAutomount,
  noPrivilegedContainer,
  noPrivilegeEscalation,
  runAsNonRoot,
  noRootGroup,
  highUidGid,
  readOnlyRootFs,
  noHostNetwork,
  noHostPid,
  noHostIpc,
  noHostPort,
  noHostPath,
  noSensitiveHostMount,
  noWritableHostMount,
  noRuntimeSocketMount,
  defaultProcMount,
  noWindowsHostProcess,
  dropAllCapabilities,
  dropSomeCapabilities,
  dropNetRaw,
  noDangerousCapabilities,
  noAddedCapabilities,
  seccompProfileSet,
  noSeccompUnconfined,
  apparmorProfileSet,
  noApparmorUnconfined,
  linuxHardening,
  noCustomSelinux,
  noUnsafeSysctls,
  securityContextSet,
  userNamespace,
  noHostAliases,
  allowedVolumeTypes,
  noDefaultServiceAccount,
  defaultSaNoAutomount,
  noSecretInEnvValue,
  noSecretEnvRef,
  noSecretInConfigmap,
  noSshPort,
  noPrivilegedPort,
  trustedRegistry,
  noServiceExternalIp,
  noTiller,
  noDashboard,
  noNginxSnippet,
  noGitSyncExec,
  sccNoPrivileged,
  pspObsolete,
  // rbac
  rbacNoWildcard,
  rbacNoClusterAdminBinding,
  rbacNoSecretsAccess,
  rbacNoPodCreate,
  rbacNoPodExec,
  rbacNoEscalation,
  rbacNoWebhookWrite,
  rbacNoCsrApprove,
  rbacNoNodeProxy,
  rbacNoNetworkWrite,
  rbacNoConfigmapWrite,
  rbacNoLogDelete,
  rbacNoAnonymousBinding,
  rbacNoSystemMastersBinding,
  noDefaultSaBinding,
  // network
  noExposedServiceType,
  // policy
  noDefaultNamespace,
];
