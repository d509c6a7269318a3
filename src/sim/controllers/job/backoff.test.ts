import { expect, test } from 'vitest';
import type { Pod } from '../../objects.ts';
import { NO_FAILURES, nextRecord, remainingMs } from './backoff.ts';

const START = 1_767_225_600_000;

function ended(seconds: number): Pod {
  const finishedAt = new Date(START + seconds * 1000).toISOString();
  return { apiVersion: 'v1', kind: 'Pod', metadata: {}, status: { containerStatuses: [{ name: 'app', state: { terminated: { exitCode: 1, finishedAt } } }] } };
}

test('10 s doubling from the last failure', () => {
  let record = NO_FAILURES;
  const waits = [3, 16, 39].map((seconds) => {
    record = nextRecord(record, [], [ended(seconds)], START);
    return seconds + remainingMs(record, START + seconds * 1000) / 1000;
  });
  expect(waits).toEqual([13, 36, 79]);
});

test('two failures before a success add up, a later success cancels them', () => {
  const record = nextRecord(nextRecord(NO_FAILURES, [], [ended(3)], START), [], [ended(6)], START);
  expect(6 + remainingMs(record, START + 6000) / 1000).toBe(26);
  expect(nextRecord(record, [ended(8)], [], START)).toEqual(NO_FAILURES);
});

test('of what ends in one sync only failures after the last success count', () => {
  expect(nextRecord(NO_FAILURES, [ended(5)], [ended(4), ended(6)], START).failures).toBe(1);
});
