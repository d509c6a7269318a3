import { podLimitProblems } from '../../api/limit-range.ts';
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { podOptionsFor } from '../../api/validation/pod/pod-options.ts';
import { validatePodResize } from '../../api/validation/pod/pod-resize.ts';
import { validateStatusUpdate } from '../../api/validation/status-update.ts';
import type { FieldError } from '../../api/field-error.ts';
import type { Container } from '../../api/types/core-v1.ts';
import { admitCustomObject } from '../../schema/apply/custom-object.ts';
import { isRefusal } from '../../schema/apply/write-refusal.ts';
import type { CustomKind } from '../../schema/custom-kinds.ts';
import { decodedBody } from '../../schema/request.ts';
import { resourceOf } from '../../schema/resources.ts';
import { kindKeyOf, type LimitRange, type Pod } from '../objects.ts';
import type { ApplyOutcome } from '../request.ts';
import type { ApiServer } from './api-server.ts';
import { bindPod } from './binding.ts';
import { customResourceOf } from './custom-resources.ts';
import { refused } from './result.ts';
import { outcomeOf, type UserRequests } from './user-requests.ts';

const USER = 'user';

/**
 * What users send to the subresources of a stored object: `status`, `scale`, `resize`. `body` is the whole object with the change (for `scale` only
 * `spec.replicas` is read). Refused with 404 where the kind has no such subresource.
 */
export function updateSubresource(server: ApiServer, requests: UserRequests, stored: KubeObject, subresource: string, body: JsonObject): ApplyOutcome {
  const custom = customResourceOf(server.store, stored.apiVersion, stored.kind);
  if (!hasSubresource(server, stored, subresource, custom)) return outcomeOf(refused(404, `the server could not find the requested resource: ${stored.kind} has no subresource ${subresource}`, [], 'NotFound'), 'updated');
  switch (subresource) {
    case 'status':
      return updateStatus(server, stored, body, custom);
    case 'scale':
      return updateScale(requests, stored, body, custom, server);
    case 'resize':
      return resizePod(server, stored as Pod, body);
    default:
      return outcomeOf(refused(405, `${subresource} of ${stored.kind} takes no updates`, [], 'MethodNotAllowed'), 'updated');
  }
}

/** The binding subresource: puts a pod on a node as a scheduler does. That the node exists is not asked. */
export function bindForUser(server: ApiServer, namespace: string, name: string, node: string): ApplyOutcome {
  if (node === '') return invalidObject(`Binding ${name} is invalid`, [{ path: 'target.name', reason: 'FieldValueRequired', message: 'names the node' }]);
  return outcomeOf(bindPod(server, namespace, name, node, USER), 'updated');
}

function hasSubresource(server: ApiServer, { apiVersion, kind }: KubeObject, subresource: string, custom: CustomKind | undefined): boolean {
  if (custom !== undefined) return subresource === 'status' ? custom.hasStatus === true : subresource === 'scale' && custom.scale !== undefined;
  return resourceOf(apiVersion, kind, server.version)?.subresources.includes(subresource) === true;
}

function updateStatus(server: ApiServer, stored: KubeObject, body: JsonObject, custom: CustomKind | undefined): ApplyOutcome {
  if (custom !== undefined) {
    const admitted = admitCustomObject(body, stored, custom, false);
    return isRefusal(admitted) ? { accepted: false, ...admitted } : outcomeOf(server.updateStatus(admitted, USER), 'updated');
  }
  const decoded = decodedBody(body, { version: server.version });
  if ('verdict' in decoded) return { accepted: false, code: decoded.code, reason: decoded.reason, message: decoded.message, causes: [] };
  const errors = validateStatusUpdate(decoded, stored, kindKeyOf(stored.apiVersion, stored.kind));
  if (errors.length > 0) return invalidObject(`${stored.kind} ${stored.metadata.name ?? ''} is invalid`, errors);
  return outcomeOf(server.updateStatus(decoded, USER), 'updated');
}

function updateScale(requests: UserRequests, stored: KubeObject, body: JsonObject, custom: CustomKind | undefined, server: ApiServer): ApplyOutcome {
  const replicas = isJsonObject(body['spec']) ? body['spec']['replicas'] : undefined;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) return outcomeOf(refused(400, 'spec.replicas of a Scale is a whole number', [], 'BadRequest'), 'updated');
  if (replicas < 0) return invalidObject(`Scale ${stored.metadata.name ?? ''} is invalid`, [{ path: 'spec.replicas', reason: 'FieldValueInvalid', message: 'must be 0 or more' }]);
  const path = typeof custom?.scale?.['specReplicasPath'] === 'string' ? custom.scale['specReplicasPath'] : '.spec.replicas';
  const scaled = withValueAt(stored as unknown as JsonObject, path.split('.').slice(1), replicas);
  if (custom === undefined) return requests.update(scaled as unknown as KubeObject, stored);
  const admitted = admitCustomObject(scaled, stored, custom, false);
  return isRefusal(admitted) ? { accepted: false, ...admitted } : outcomeOf(server.update(admitted, USER), 'updated');
}

function withValueAt(object: JsonObject, [field = '', ...rest]: readonly string[], value: Json): JsonObject {
  const child = object[field];
  return { ...object, [field]: rest.length === 0 ? value : withValueAt(isJsonObject(child) ? child : {}, rest, value) };
}

/** Takes over the resources of containers, by name, and nothing else (pkg/registry/core/pod/strategy.go, podResizeStrategy, v1.36). */
function resizePod(server: ApiServer, stored: Pod, body: JsonObject): ApplyOutcome {
  const decoded = decodedBody({ ...body, spec: { ...(stored.spec as JsonObject), ...(isJsonObject(body['spec']) ? body['spec'] : {}) } }, { version: server.version });
  if ('verdict' in decoded) return { accepted: false, code: decoded.code, reason: decoded.reason, message: decoded.message, causes: [] };
  const { spec = {} } = decoded as Pod;
  const resized = { ...stored, spec: { ...stored.spec, containers: withResources(stored.spec?.containers, spec.containers), ...(stored.spec?.initContainers === undefined ? {} : { initContainers: withResources(stored.spec.initContainers, spec.initContainers) }) } };
  const errors = validatePodResize(resized, stored, podOptionsFor(server.version, true, stored));
  if (errors.length > 0) return invalidObject(`Pod ${stored.metadata.name ?? ''} is invalid`, errors);
  const ranges = server.indexes.byNamespace('LimitRange').list(stored.metadata.namespace ?? '') as LimitRange[];
  const problems = podLimitProblems(resized.spec, ranges.flatMap((range) => range.spec?.limits ?? []));
  if (problems.length > 0) return outcomeOf(refused(403, `pods "${stored.metadata.name ?? ''}" is forbidden: ${problems.map(({ message }) => message).join(', ')}`), 'updated');
  return outcomeOf(server.update(resized, USER, { validated: true }), 'updated');
}

function withResources(containers: readonly Container[] = [], wanted: readonly Container[] = []): Container[] {
  return containers.map((container) => {
    const found = wanted.find(({ name }) => name === container.name);
    if (found === undefined) return container;
    const { resources: _resources, resizePolicy: _policy, ...rest } = container;
    return { ...rest, ...(found.resources === undefined ? {} : { resources: found.resources }), ...(found.resizePolicy === undefined ? {} : { resizePolicy: found.resizePolicy }) };
  });
}

function invalidObject(message: string, errors: readonly Pick<FieldError, 'path' | 'reason' | 'message'>[]): ApplyOutcome {
  return { accepted: false, code: 422, reason: 'Invalid', message, causes: errors.map(({ path, reason, message: text }) => ({ path, reason, message: text })) };
}
