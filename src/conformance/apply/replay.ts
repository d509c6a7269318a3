import { encodeManagers, type FieldManager } from '../../api/apply/field-managers.ts';
import type { JsonPatchOperation } from '../../api/apply/json-patch.ts';
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { builtInKind, customApplyKind, type ApplyKind } from '../../schema/apply/apply-kind.ts';
import { kubectlApply } from '../../schema/apply/kubectl-apply.ts';
import { withManagedFields, writeObject, type OwnedObject, type WriteOutcome, type WriteRequest } from '../../schema/apply/write-object.ts';
import { resourceOf, type Resource } from '../../schema/resources.ts';
import { assert } from '../../diag/assertion.ts';
import { allocated } from './allocation.ts';
import { compareObjects } from './compare-objects.ts';
import { ORDER } from './order-kind.ts';
import type { RecordedManager, RecordedSequence, RecordedStep } from './recording.ts';

/** Runs a sequence and says for each step what differs from the recording. A step starts from what the steps before left. */
export function replaySequence(sequence: RecordedSequence): string[][] {
  const namespace = sequence.id;
  const target = targetOf(sequence);
  let stored: OwnedObject | undefined;
  return sequence.steps.map((step) => {
    const { differences, next } = step.verb === 'kubectl apply' ? replayClientApply(stored, step, target, namespace) : replayRequest(stored, step, target, namespace);
    if (next !== undefined) stored = { ...next, object: numbered(allocated(next.object)) };
    return differences;
  });
}

/** With what a stored object has in any case. */
function numbered(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, uid: 'a', resourceVersion: '1' } };
}

interface Target {
  readonly kind: ApplyKind;
  readonly apiVersion: string;
  /** As kubectl names it: `deployment.apps`. */
  readonly shortName: string;
}

interface Replayed {
  readonly differences: string[];
  readonly next: OwnedObject | undefined;
}

function targetOf(sequence: RecordedSequence): Target {
  if (sequence.kind === ORDER.kind) return { kind: customApplyKind(ORDER, false), apiVersion: ORDER.apiVersion, shortName: 'order.shop.kubeplan.example' };
  const resource = builtInResource(sequence);
  const shortName = resource.kind.toLowerCase() + (resource.group === '' ? '' : `.${resource.group}`);
  return { kind: builtInKind(resource, { version: '1.36', namespace: sequence.id }), apiVersion: resource.apiVersion, shortName };
}

function builtInResource({ kind, steps }: RecordedSequence): Resource {
  for (const { body, object } of steps) {
    const apiVersion = object?.['apiVersion'] ?? (isJsonObject(body) ? body['apiVersion'] : undefined);
    const resource = typeof apiVersion === 'string' ? resourceOf(apiVersion, kind, '1.36') : undefined;
    if (resource !== undefined) return resource;
  }
  assert(false, `no step says which version of ${kind} is meant`);
}

function replayRequest(stored: OwnedObject | undefined, step: RecordedStep, target: Target, namespace: string): Replayed {
  const outcome = writeObject(stored, requestOf(stored, step, target), target.kind);
  const wanted = (step.code ?? 0) < 300;
  if (!outcome.accepted) return { differences: refusalDifferences(outcome, step), next: undefined };
  const next = { object: outcome.object, managers: outcome.managers };
  if (!wanted) return { differences: [`accepted instead of ${step.code ?? 0}: ${step.causes?.map((cause) => cause.field).join(', ') ?? step.message ?? ''}`], next: undefined };
  const code = outcome.code === step.code ? [] : [`${step.code ?? 0} expected, got ${outcome.code}`];
  return { differences: [...code, ...stateDifferences(next, step, target.kind, namespace)], next };
}

function replayClientApply(stored: OwnedObject | undefined, step: RecordedStep, target: Target, namespace: string): Replayed {
  const body = step.body as JsonObject;
  const metadata = isJsonObject(body['metadata']) ? body['metadata'] : {};
  const outcome = kubectlApply(stored, { ...body, metadata: { ...metadata, namespace } }, target.kind);
  if (outcome.did === 'refused') return { differences: step.exit === 0 ? [`refused: ${outcome.refusal.message} ${outcome.refusal.causes.map(({ path }) => path).join(', ')}`] : [], next: undefined };
  const line = `${target.shortName}/${String(metadata['name'])} ${outcome.did}`;
  const said = step.exit === 0 && line === step.stdout ? [] : [`${step.stdout ?? ''} expected, got ${line}`];
  return { differences: [...said, ...stateDifferences(outcome.stored, step, target.kind, namespace)], next: outcome.stored };
}

function requestOf(stored: OwnedObject | undefined, step: RecordedStep, { apiVersion }: Target): WriteRequest {
  const writer = { manager: step.fieldManager ?? '', apiVersion };
  switch (step.verb) {
    case 'apply':
      return { verb: 'apply', body: step.body as JsonObject, writer, force: step.force === true };
    case 'json':
      return { verb: 'json', operations: step.body as readonly JsonPatchOperation[], writer };
    case 'put':
      return { verb: 'put', body: stored === undefined ? {} : mergedOver(withManagedFields(stored), (step.body as JsonObject)['merged'] ?? {}), writer };
    default:
      return { verb: step.verb as 'create' | 'merge' | 'strategic', body: step.body as JsonObject, writer };
  }
}

/** How the recordings make the body of a PUT: maps merged, everything else replaced. */
function mergedOver(target: JsonObject, changes: Json): JsonObject {
  if (!isJsonObject(changes)) return target;
  const result: JsonObject = { ...target };
  for (const [key, value] of Object.entries(changes)) {
    const known = result[key];
    result[key] = isJsonObject(known) && isJsonObject(value) ? mergedOver(known, value) : (value ?? null);
  }
  return result;
}

function refusalDifferences(outcome: Extract<WriteOutcome, { accepted: false }>, step: RecordedStep): string[] {
  const ours = outcome.causes.map(({ path, reason, message }) => [path, reason, reason === 'FieldManagerConflict' ? message : ''].join(' '));
  if ((step.code ?? 0) < 300) return [`refused with ${outcome.code}: ${ours.join(', ') || outcome.message}`];
  // Steps of controllers between two runs of kubectl are recorded with their code alone.
  if (step.reason === undefined) return outcome.code === step.code ? [] : [`${step.code ?? 0} expected, got ${outcome.code}`];
  const wanted = (step.causes ?? []).map(({ field, reason, message }) => [field, reason, reason === 'FieldManagerConflict' ? message : ''].join(' '));
  const differences = outcome.code === step.code && outcome.reason === step.reason ? [] : [`${step.code ?? 0} ${step.reason ?? ''} expected, got ${outcome.code} ${outcome.reason}`];
  const missing = [...wanted].sort().join('; ');
  const got = [...ours].sort().join('; ');
  return missing === got ? differences : [...differences, `causes ${missing} expected, got ${got}`];
}

function stateDifferences(state: OwnedObject, step: RecordedStep, kind: ApplyKind, namespace: string): string[] {
  const differences = step.object === undefined ? [] : compareObjects(step.object, comparable(allocated(state.object), kind, namespace));
  return [...differences, ...managerDifferences(step.managedFields ?? [], state.managers)];
}

/** Without what the recordings leave out. */
function comparable(object: KubeObject, kind: ApplyKind, namespace: string): JsonObject {
  const { uid: _uid, resourceVersion: _version, generation: _generation, creationTimestamp: _created, namespace: _namespace, ...metadata } = object.metadata;
  assert(object.metadata.namespace === undefined || object.metadata.namespace === namespace, 'the object stays in its namespace');
  return kind.written({ ...object, metadata });
}

function managerDifferences(wanted: readonly RecordedManager[], got: readonly FieldManager[]): string[] {
  const ours = encodeManagers(got).map(({ fieldsType: _type, ...entry }) => entry);
  const named = (entries: readonly object[]): Map<string, unknown> => new Map(entries.map((entry) => {
    const { manager, operation, apiVersion, fieldsV1 } = entry as RecordedManager;
    return [`${manager} ${operation} ${apiVersion}`, fieldsV1];
  }));
  return compareObjects(Object.fromEntries(named(wanted)), Object.fromEntries(named(ours)), 'managed: ');
}

