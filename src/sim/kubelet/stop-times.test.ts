import { expect, test } from 'vitest';
import { stopTimes, type StoppingContainer } from './stop-times.ts';

const container = (role: StoppingContainer['role'], terminateMs: number, preStopSeconds?: number): StoppingContainer => ({
  container: preStopSeconds === undefined ? {} : { lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } } },
  role,
  terminateMs,
});

test.each<[string, readonly StoppingContainer[], number, readonly (number | string)[]]>([
  ['one container, at once', [container('main', 1000)], 30_000, [1000]],
  ['the grace period cuts it off', [container('main', 60_000)], 10_000, ['10000 killed']],
  ['the hook counts against the grace period', [container('main', 8000, 5)], 10_000, ['10000 killed']],
  ['two seconds are left after a hook that takes all of the grace period', [container('main', 1000, 40)], 30_000, [31_000]],
  ['and no more than two', [container('main', 9000, 40)], 30_000, ['32000 killed']],
  ['main containers end side by side', [container('main', 3000), container('main', 5000)], 30_000, [3000, 5000]],
  ['sidecars end after them, the last one first', [container('sidecar', 1000), container('sidecar', 2000), container('main', 5000)], 30_000, [8000, 7000, 5000]],
  ['the hook of a sidecar runs while it waits for its turn', [container('sidecar', 1000, 4), container('main', 5000)], 30_000, [6000, 5000]],
  ['sidecars do not wait beyond the grace period', [container('sidecar', 1000), container('main', 60_000)], 10_000, [11_000, '10000 killed']],
])('%s', (_name, containers, graceMs, wanted) => {
  expect(stopTimes(containers, graceMs).map(({ endMs, killed }) => (killed ? `${endMs} killed` : endMs))).toEqual(wanted);
});

test('a command that sleeps is a hook that takes that long', () => {
  const sleeping = { container: { lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 5; nginx -s quit'] } } } }, role: 'main' as const, terminateMs: 1000 };
  expect(stopTimes([sleeping], 30_000)).toEqual([{ endMs: 6000, killed: false }]);
});
