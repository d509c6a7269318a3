import { invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { byteLength, dns1123SubdomainProblems, qualifiedNameProblems } from '../names.ts';
import type { Event as CoreEvent } from '../types/core-v1.ts';
import type { Event as EventsEvent } from '../types/events-v1.ts';
import { validateImmutable } from './immutable.ts';
import { invalidForEach } from './problems.ts';

/** An Event of either API group, by the names of the core group. `controllerPath` is how this API group calls its reporting controller. */
export interface CommonEvent {
  readonly namespace: string;
  readonly event: CoreEvent;
  readonly controllerPath: 'reportingComponent' | 'reportingController';
}

const MAX_BYTES = { reportingInstance: 128, action: 128, reason: 128, message: 1024 } as const;

export function fromCoreEvent(event: CoreEvent): CommonEvent {
  return { namespace: event.metadata?.namespace ?? '', event, controllerPath: 'reportingComponent' };
}

export function fromEventsEvent(event: EventsEvent): CommonEvent {
  const { regarding, note, deprecatedSource, deprecatedFirstTimestamp, deprecatedLastTimestamp, deprecatedCount, reportingController, ...rest } = event;
  return {
    namespace: event.metadata?.namespace ?? '',
    controllerPath: 'reportingController',
    event: {
      ...rest,
      involvedObject: regarding,
      message: note,
      source: deprecatedSource,
      firstTimestamp: deprecatedFirstTimestamp,
      lastTimestamp: deprecatedLastTimestamp,
      count: deprecatedCount,
      reportingComponent: reportingController,
    },
  };
}

/** The first instant of Go's calendar means "no time". */
function isSet(time: string | undefined): boolean {
  return time !== undefined && !/^0001-01-01T00:00:00(?:\.0+)?Z$/.test(time);
}

/** What holds for Events of both API groups (pkg/apis/core/validation/events.go, `legacyValidateEvent`, v1.36). */
export function validateEvent({ namespace, event, controllerPath }: CommonEvent): FieldError[] {
  const about = event.involvedObject?.namespace ?? '';
  const isNew = isSet(event.eventTime);
  const errors: FieldError[] = [];
  const mismatch = invalid('involvedObject.namespace', about, `must be ${namespace}, the namespace of the event`);
  if (!isNew) {
    if (about === '' ? namespace !== '' && namespace !== 'default' : about !== namespace) errors.push(mismatch);
  } else {
    if (about === '' && namespace !== 'default' && namespace !== 'kube-system') errors.push(mismatch);
    errors.push(...validateReport(event, controllerPath));
  }
  errors.push(...invalidForEach('namespace', namespace, dns1123SubdomainProblems(namespace)));
  return errors;
}

function validateReport(event: CoreEvent, controllerPath: CommonEvent['controllerPath']): FieldError[] {
  const controller = event.reportingComponent ?? '';
  const errors: FieldError[] = controller === '' ? [required(controllerPath, 'names the controller that reports the event')] : [];
  errors.push(...invalidForEach(controllerPath, controller, qualifiedNameProblems(controller)));
  for (const field of ['reportingInstance', 'action', 'reason', 'message'] as const) {
    const text = event[field] ?? '';
    if (text === '' && field !== 'message') errors.push(required(field, 'must not be empty when eventTime is set'));
    if (byteLength(text) > MAX_BYTES[field]) errors.push(invalid(field, text, `must be no more than ${MAX_BYTES[field]} bytes`));
  }
  return errors;
}

/** What `events.k8s.io/v1` demands on create beyond that. */
export function validateNewEvent(common: CommonEvent): FieldError[] {
  const { event } = common;
  const errors = [...validateEvent(common), ...validateSeries(event)];
  if (!isSet(event.eventTime)) errors.push(required('eventTime', 'says when the event was first seen'));
  if (event.type !== 'Normal' && event.type !== 'Warning') errors.push(invalid('type', event.type ?? '', 'must be Normal or Warning'));
  const deprecated = 'is deprecated, leave it out';
  for (const field of ['firstTimestamp', 'lastTimestamp'] as const) if (isSet(event[field])) errors.push(invalid(field, event[field], deprecated));
  if ((event.count ?? 0) !== 0) errors.push(invalid('count', event.count, deprecated));
  if ((event.source?.component ?? '') !== '' || (event.source?.host ?? '') !== '') errors.push(invalid('source', event.source, deprecated));
  return errors;
}

const FIXED_FIELDS = [
  'involvedObject', 'reason', 'message', 'source', 'firstTimestamp', 'lastTimestamp', 'count', 'type', 'eventTime', 'action', 'related', 'reportingInstance',
] as const;

/** In `events.k8s.io/v1` only the series may change. */
export function validateEventChange(common: CommonEvent, old: CommonEvent): FieldError[] {
  const { event } = common;
  const before = old.event;
  const errors = validateEvent(common);
  if (validateImmutable(event.series, before.series, 'series').length > 0) errors.push(...validateSeries(event));
  for (const field of FIXED_FIELDS) errors.push(...validateImmutable(event[field], before[field], field));
  // The server looks at the reason twice.
  errors.push(...validateImmutable(event.reason, before.reason, 'reason'));
  errors.push(...validateImmutable(event.reportingComponent, before.reportingComponent, common.controllerPath));
  return errors;
}

function validateSeries({ series }: CoreEvent): FieldError[] {
  if (series === undefined) return [];
  const errors: FieldError[] = [];
  if ((series.count ?? 0) < 2) errors.push(invalid('series.count', series.count ?? 0, 'must be 2 or more'));
  if (!isSet(series.lastObservedTime)) errors.push(required('series.lastObservedTime', 'says when the event was last seen'));
  return errors;
}
