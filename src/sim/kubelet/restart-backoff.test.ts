import { expect, test } from 'vitest';
import { nextRestart, pullDelayMs, type RestartBackoff } from './restart-backoff.ts';

/** The delays of restarts of a container that runs `ranMs` each time. */
function delays(count: number, ranMs: number): number[] {
  const seconds: number[] = [];
  let backoff: RestartBackoff | undefined;
  let nowMs = 0;
  for (let index = 0; index < count; index += 1) {
    nowMs += ranMs;
    const next = nextRestart(backoff, nowMs);
    seconds.push(next.delayMs / 1000);
    nowMs += next.delayMs;
    backoff = next.backoff;
  }
  return seconds;
}

test('CrashLoopBackOff doubles from 10 s to 300 s', () => {
  expect(delays(8, 1000)).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
});

test('a container that ran for more than ten minutes starts afresh, and then waits 10 s again', () => {
  expect(delays(3, 600_001)).toEqual([0, 0, 0]);
  const { backoff } = nextRestart({ stepMs: 160_000, sinceMs: 0 }, 700_000);
  expect(nextRestart(backoff, 701_000).delayMs).toBe(10_000);
});

test('ImagePullBackOff doubles from 10 s to 300 s', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map((failures) => pullDelayMs(failures) / 1000)).toEqual([10, 20, 40, 80, 160, 300, 300]);
});
