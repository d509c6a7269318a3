import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue, type ScheduledEvent } from './event-queue.ts';

const event = (timeMs: number, order: number, key: string, sequence: number): ScheduledEvent => ({ timeMs, order, key, sequence, run: () => undefined });

test('events come by time, rank, key and arrival, however they went in', () => {
  const parts = fc.tuple(fc.nat(5), fc.nat(3), fc.constantFrom('a', 'b', 'c'));
  fc.assert(
    fc.property(fc.array(parts), (list) => {
      const queue = new EventQueue();
      for (const [index, [time, order, key]] of list.entries()) queue.push(event(time, order, key, index));
      const popped: ScheduledEvent[] = [];
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) popped.push(next);
      const text = (item: ScheduledEvent): string => `${item.timeMs} ${item.order} ${item.key} ${String(item.sequence).padStart(6, '0')}`;
      expect(popped.map(text)).toEqual(popped.map(text).sort());
      expect(popped).toHaveLength(list.length);
    }),
  );
});
