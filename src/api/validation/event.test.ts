import { describe, expect, it } from 'vitest';
import type { Event } from '../types/events-v1.ts';
import { fromCoreEvent, fromEventsEvent, validateEvent, validateEventChange, validateNewEvent } from './event.ts';

const EVENT: Event = {
  metadata: { name: 'e', namespace: 'shop' },
  eventTime: '2025-06-01T10:00:00.000000Z',
  reportingController: 'example.org/steer',
  reportingInstance: 'steer-0',
  action: 'Moving',
  reason: 'Moved',
  type: 'Normal',
  regarding: { kind: 'Pod', namespace: 'shop', name: 'web' },
};

describe('Events', () => {
  it.each<[string, Partial<Event>, string[]]>([
    ['complete', {}, []],
    ['no time', { eventTime: undefined }, ['eventTime']],
    ['the first instant of the calendar', { eventTime: '0001-01-01T00:00:00.000000Z' }, ['eventTime']],
    ['another type', { type: 'Error' }, ['type']],
    ['a series of one', { series: { count: 1, lastObservedTime: '2025-06-01T10:00:00.000000Z' } }, ['series.count']],
    ['an old field', { deprecatedCount: 3 }, ['count']],
    ['no reason', { reason: '' }, ['reason']],
    ['about nothing with a namespace', { regarding: { kind: 'Node', name: 'n' } }, ['involvedObject.namespace']],
  ])('of events.k8s.io: %s', (_name, fields, expected) => expect(validateNewEvent(fromEventsEvent({ ...EVENT, ...fields })).map(({ path }) => path)).toEqual(expected));

  it('of the core group without eventTime are only about their namespace', () => {
    const event = { metadata: { namespace: 'shop' }, involvedObject: { namespace: 'other' } };
    expect(validateEvent(fromCoreEvent(event)).map(({ path }) => path)).toEqual(['involvedObject.namespace']);
    expect(validateEvent(fromCoreEvent({ ...event, involvedObject: { namespace: 'shop' } }))).toEqual([]);
  });

  it('keep all but their series', () => {
    const old = fromEventsEvent(EVENT);
    expect(validateEventChange(fromEventsEvent({ ...EVENT, series: { count: 2, lastObservedTime: '2025-06-01T10:00:00.000000Z' } }), old)).toEqual([]);
    expect(validateEventChange(fromEventsEvent({ ...EVENT, note: 'x' }), old).map(({ path }) => path)).toEqual(['message']);
  });
});
