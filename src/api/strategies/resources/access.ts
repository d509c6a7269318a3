import { defaultBinding } from '../../defaults/rbac.ts';
import { anyName, pathSegmentName } from '../../object-name.ts';
import { defineStrategy } from '../../strategy.ts';
import type { Strategy } from '../../strategy.ts';
import type { APIService } from '../../types/apiregistration-v1.ts';
import type { CertificateSigningRequest } from '../../types/certificates-v1.ts';
import type { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from '../../types/rbac-v1.ts';
import { validateApiService } from '../../validation/api-service.ts';
import { validateCertificateSigningRequest } from '../../validation/certificate-signing-request.ts';
import { validateBinding, validateBindingUpdate } from '../../validation/role-binding.ts';
import { validateClusterRole, validateRole } from '../../validation/role.ts';
import { dropStatus, keepStatus } from './status.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';

/** Who may do what, certificates, and APIs that others serve. */
export const accessStrategies: readonly Strategy[] = [
  defineStrategy<Role>({ apiVersion: RBAC, kind: 'Role', namespaced: true, nameProblems: pathSegmentName, validate: validateRole }),
  defineStrategy<ClusterRole>({
    apiVersion: RBAC,
    kind: 'ClusterRole',
    namespaced: false,
    nameProblems: pathSegmentName,
    validate: (role) => validateClusterRole(role),
    validateUpdate: validateClusterRole,
  }),
  defineStrategy<RoleBinding>({
    apiVersion: RBAC,
    kind: 'RoleBinding',
    namespaced: true,
    nameProblems: pathSegmentName,
    applyDefaults: defaultBinding,
    validate: (binding) => validateBinding(binding, true),
    validateUpdate: (binding, old) => validateBindingUpdate(binding, old, true),
  }),
  defineStrategy<ClusterRoleBinding>({
    apiVersion: RBAC,
    kind: 'ClusterRoleBinding',
    namespaced: false,
    nameProblems: pathSegmentName,
    applyDefaults: defaultBinding,
    validate: (binding) => validateBinding(binding, false),
    validateUpdate: (binding, old) => validateBindingUpdate(binding, old, false),
  }),
  defineStrategy<CertificateSigningRequest>({
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    namespaced: false,
    nameProblems: anyName,
    prepareForCreate: (request) => {
      // The server writes down who asks; what the client says about that is dropped.
      const spec = (request.spec ??= {});
      for (const field of ['username', 'uid', 'groups', 'extra'] as const) delete spec[field];
      dropStatus(request);
    },
    validate: validateCertificateSigningRequest,
    prepareForUpdate: (request, old) => {
      request.spec = old.spec;
      keepStatus(request, old);
    },
  }),
  defineStrategy<APIService>({
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    namespaced: false,
    nameProblems: pathSegmentName,
    applyDefaults: ({ spec }) => {
      if (spec?.service !== undefined) spec.service.port ??= 443;
    },
    prepareForCreate: dropStatus,
    validate: validateApiService,
    prepareForUpdate: keepStatus,
  }),
];
