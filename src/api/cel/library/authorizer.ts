import type { Declarations } from '../functions.ts';
import { EvaluationError } from '../values.ts';

const AUTHORIZER = 'kubernetes.authorization.Authorizer';
const PATH = 'kubernetes.authorization.PathCheck';
const GROUP = 'kubernetes.authorization.GroupCheck';
const RESOURCE = 'kubernetes.authorization.ResourceCheck';
const DECISION = 'kubernetes.authorization.Decision';

/** Questions to the authorizer (k8s.io/apiserver/pkg/cel/library/authz.go, v1.36): they have types, and offline no answers. */
export const authorizer = (): Declarations => Object.fromEntries(
  [
    `authorizer_path: ${AUTHORIZER}~path(string) -> ${PATH}`,
    `authorizer_group: ${AUTHORIZER}~group(string) -> ${GROUP}`,
    `authorizer_serviceaccount: ${AUTHORIZER}~serviceAccount(string, string) -> ${AUTHORIZER}`,
    `groupcheck_resource: ${GROUP}~resource(string) -> ${RESOURCE}`,
    `resourcecheck_subresource: ${RESOURCE}~subresource(string) -> ${RESOURCE}`,
    `resourcecheck_namespace: ${RESOURCE}~namespace(string) -> ${RESOURCE}`,
    `resourcecheck_name: ${RESOURCE}~name(string) -> ${RESOURCE}`,
    `resourcecheck_fieldselector: ${RESOURCE}~fieldSelector(string) -> ${RESOURCE}`,
    `resourcecheck_labelselector: ${RESOURCE}~labelSelector(string) -> ${RESOURCE}`,
    `pathcheck_check: ${PATH}~check(string) -> ${DECISION}`,
    `resourcecheck_check: ${RESOURCE}~check(string) -> ${DECISION}`,
    `decision_errored: ${DECISION}~errored() -> bool`,
    `decision_error: ${DECISION}~error() -> string`,
    `decision_allowed: ${DECISION}~allowed() -> bool`,
    `decision_reason: ${DECISION}~reason() -> string`,
  ].map((signature) => [
    signature,
    () => {
      throw new EvaluationError('the authorizer cannot be asked without a cluster');
    },
  ]),
);
