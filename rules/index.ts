import type { Rule } from '../src/lint/rule.ts';
import noDeprecatedApi from './api/no-deprecated-api.ts';
import noDeprecatedServiceAccountField from './api/no-deprecated-service-account-field.ts';
import cronjobScheduleComes from './correctness/cronjob-schedule-comes.ts';
import jobRestartPolicy from './correctness/job-restart-policy.ts';
import noDuplicateEnv from './correctness/no-duplicate-env.ts';
import pdbHasPolicy from './correctness/pdb-has-policy.ts';
import probePortExposed from './correctness/probe-port-exposed.ts';
import schemaValid from './correctness/schema-valid.ts';
import selectorMatchesTemplate from './correctness/selector-matches-template.ts';
import topologySpreadValid from './correctness/topology-spread-valid.ts';
import validLabelValues from './correctness/valid-label-values.ts';
import validPortNames from './correctness/valid-port-names.ts';
import ingressTls from './network/ingress-tls.ts';
import ingressTlsHosts from './network/ingress-tls-hosts.ts';
import netpolHasSelector from './network/netpol-has-selector.ts';
import noExposedServiceType from './network/no-exposed-service-type.ts';
import podHasNetworkPolicy from './network/pod-has-network-policy.ts';
import forbiddenAnnotation from './policy/forbidden-annotation.ts';
import gatekeeperRepoPrefix from './policy/gatekeeper-repo-prefix.ts';
import instanceLabelMatchesName from './policy/instance-label-matches-name.ts';
import limitRangeComplete from './policy/limit-range-complete.ts';
import noDefaultNamespace from './policy/no-default-namespace.ts';
import noKubeSystemNamespace from './policy/no-kube-system-namespace.ts';
import priorityClassAllowed from './policy/priority-class-allowed.ts';
import requiredAnnotation from './policy/required-annotation.ts';
import requiredLabel from './policy/required-label.ts';
import resourceQuotaComplete from './policy/resource-quota-complete.ts';
import vctAnnotation from './policy/vct-annotation.ts';
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
import claimExists from './reference/claim-exists.ts';
import classExists from './reference/class-exists.ts';
import envRefExists from './reference/env-ref-exists.ts';
import hpaTargetExists from './reference/hpa-target-exists.ts';
import ingressBackendExists from './reference/ingress-backend-exists.ts';
import netpolPeerSelectsPod from './reference/netpol-peer-selects-pod.ts';
import netpolSelectsPod from './reference/netpol-selects-pod.ts';
import roleExists from './reference/role-exists.ts';
import routeBackendExists from './reference/route-backend-exists.ts';
import serviceAccountExists from './reference/service-account-exists.ts';
import serviceSelectsPod from './reference/service-selects-pod.ts';
import serviceTargetPortExists from './reference/service-target-port-exists.ts';
import servicemonitorSelectsService from './reference/servicemonitor-selects-service.ts';
import statefulsetServiceExists from './reference/statefulset-service-exists.ts';
import unusedObject from './reference/unused-object.ts';
import configChangeRestarts from './reliability/config-change-restarts.ts';
import cronjobConcurrency from './reliability/cronjob-concurrency.ts';
import cronjobDeadline from './reliability/cronjob-deadline.ts';
import dnsConfigOptions from './reliability/dns-config-options.ts';
import gracePeriodCoversPreStop from './reliability/grace-period-covers-pre-stop.ts';
import hpaMaxAboveMin from './reliability/hpa-max-above-min.ts';
import hpaMinReplicas from './reliability/hpa-min-replicas.ts';
import hpaNoStaticReplicas from './reliability/hpa-no-static-replicas.ts';
import hpaTargetHasRequests from './reliability/hpa-target-has-requests.ts';
import hpaWithinQuota from './reliability/hpa-within-quota.ts';
import jobTtl from './reliability/job-ttl.ts';
import livenessProbe from './reliability/liveness-probe.ts';
import livenessProbeLocal from './reliability/liveness-probe-local.ts';
import minReplicas from './reliability/min-replicas.ts';
import nodeAffinity from './reliability/node-affinity.ts';
import pdbAllowsDisruption from './reliability/pdb-allows-disruption.ts';
import pdbExists from './reliability/pdb-exists.ts';
import pdbNotAboveHpaMin from './reliability/pdb-not-above-hpa-min.ts';
import pdbNotOverlapping from './reliability/pdb-not-overlapping.ts';
import pdbUnhealthyEvictionPolicy from './reliability/pdb-unhealthy-eviction-policy.ts';
import podAntiAffinity from './reliability/pod-anti-affinity.ts';
import priorityClassSet from './reliability/priority-class-set.ts';
import probeWithinDeadline from './reliability/probe-within-deadline.ts';
import probesNotIdentical from './reliability/probes-not-identical.ts';
import readinessProbe from './reliability/readiness-probe.ts';
import restartPolicySet from './reliability/restart-policy-set.ts';
import rollingUpdate from './reliability/rolling-update.ts';
import rwoClaimRollingUpdate from './reliability/rwo-claim-rolling-update.ts';
import startupProbe from './reliability/startup-probe.ts';
import surgeFits from './reliability/surge-fits.ts';
import topologySpreadSet from './reliability/topology-spread-set.ts';
import vctAccessMode from './reliability/vct-access-mode.ts';
import vctStorageRequest from './reliability/vct-storage-request.ts';
import cpuLimitsSet from './resources/cpu-limits-set.ts';
import cpuRequestsSet from './resources/cpu-requests-set.ts';
import ephemeralStorageSet from './resources/ephemeral-storage-set.ts';
import memoryLimitsSet from './resources/memory-limits-set.ts';
import memoryRequestsSet from './resources/memory-requests-set.ts';
import requestsEqualLimits from './resources/requests-equal-limits.ts';
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
import sortedKeys from './style/sorted-keys.ts';
import imageDigestPinned from './supply-chain/image-digest-pinned.ts';
import imagePullPolicyAlways from './supply-chain/image-pull-policy-always.ts';
import imageTagPinned from './supply-chain/image-tag-pinned.ts';

/** Every rule, in the order in which it is documented: by category, within one from the general to the special. */
export const RULES: readonly Rule[] = [
  // correctness
  selectorMatchesTemplate,
  probePortExposed,
  topologySpreadValid,
  pdbHasPolicy,
  jobRestartPolicy,
  schemaValid,
  validPortNames,
  noDuplicateEnv,
  validLabelValues,
  cronjobScheduleComes,
  // reference
  serviceSelectsPod,
  hpaTargetExists,
  statefulsetServiceExists,
  ingressBackendExists,
  routeBackendExists,
  serviceTargetPortExists,
  netpolSelectsPod,
  netpolPeerSelectsPod,
  servicemonitorSelectsService,
  serviceAccountExists,
  envRefExists,
  claimExists,
  classExists,
  roleExists,
  unusedObject,
  // reliability
  readinessProbe,
  livenessProbe,
  startupProbe,
  probesNotIdentical,
  minReplicas,
  hpaMinReplicas,
  hpaMaxAboveMin,
  hpaNoStaticReplicas,
  podAntiAffinity,
  topologySpreadSet,
  nodeAffinity,
  pdbExists,
  pdbAllowsDisruption,
  pdbUnhealthyEvictionPolicy,
  pdbNotAboveHpaMin,
  rollingUpdate,
  priorityClassSet,
  restartPolicySet,
  cronjobDeadline,
  jobTtl,
  dnsConfigOptions,
  vctAccessMode,
  vctStorageRequest,
  livenessProbeLocal,
  probeWithinDeadline,
  gracePeriodCoversPreStop,
  hpaTargetHasRequests,
  hpaWithinQuota,
  pdbNotOverlapping,
  surgeFits,
  rwoClaimRollingUpdate,
  configChangeRestarts,
  cronjobConcurrency,
  // resources
  cpuRequestsSet,
  memoryRequestsSet,
  memoryLimitsSet,
  cpuLimitsSet,
  ephemeralStorageSet,
  requestsEqualLimits,
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
  netpolHasSelector,
  podHasNetworkPolicy,
  ingressTls,
  ingressTlsHosts,
  // supply-chain
  imageTagPinned,
  imageDigestPinned,
  imagePullPolicyAlways,
  // api
  noDeprecatedApi,
  noDeprecatedServiceAccountField,
  // policy
  noDefaultNamespace,
  priorityClassAllowed,
  vctAnnotation,
  noKubeSystemNamespace,
  requiredLabel,
  requiredAnnotation,
  forbiddenAnnotation,
  instanceLabelMatchesName,
  limitRangeComplete,
  resourceQuotaComplete,
  gatekeeperRepoPrefix,
  // style
  sortedKeys,
];
