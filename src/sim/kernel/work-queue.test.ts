import { expect, test } from 'vitest';
import { EventLoop } from './event-loop.ts';
import { WorkQueue } from './work-queue.ts';

function record(): { loop: EventLoop; queue: WorkQueue; handled: string[] } {
  const loop = new EventLoop();
  const handled: string[] = [];
  const queue = new WorkQueue(loop, 1, (key) => handled.push(`${loop.nowMs} ${key}`));
  return { loop, queue, handled };
}

function drain(loop: EventLoop): void {
  while (loop.step());
}

test('a key that is queued twice is handled once, keys in their own order', () => {
  const { loop, queue, handled } = record();
  for (const key of ['b', 'a', 'b']) queue.add(key);
  drain(loop);
  expect(handled).toEqual(['0 a', '0 b']);
});

test('of several delays the earliest counts', () => {
  const { loop, queue, handled } = record();
  queue.addAfter('a', 500);
  queue.addAfter('a', 100);
  queue.addAfter('a', 300);
  drain(loop);
  expect(handled).toEqual(['100 a']);
});

test('failures wait 5 ms doubling, success starts afresh', () => {
  const { loop, queue, handled } = record();
  for (let failure = 0; failure < 4; failure += 1) {
    queue.addRateLimited('a');
    drain(loop);
  }
  queue.forget('a');
  queue.addRateLimited('a');
  drain(loop);
  expect(handled).toEqual(['5 a', '15 a', '35 a', '75 a', '80 a']);
});

test('a run does not wait for what no longer matters', () => {
  const { loop, queue } = record();
  queue.addAfter('a', 600_000);
  expect(loop.foregroundCount).toBe(1);
  queue.stopWaitingFor('a');
  expect(loop.foregroundCount).toBe(0);
  queue.addAfter('a', 700_000);
  expect(loop.foregroundCount).toBe(1);
  drain(loop);
  expect(loop.foregroundCount).toBe(0);
});
