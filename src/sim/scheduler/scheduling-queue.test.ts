import { describe, expect, it } from 'vitest';
import type { Pod } from '../../api/types/core-v1.ts';
import { SchedulingQueue, backoffEndMs } from './scheduling-queue.ts';

function pod(name: string, priority = 0): Pod {
  return { metadata: { name, namespace: 'd' }, spec: { priority } };
}

function popped(queue: SchedulingQueue): string[] {
  const names: string[] = [];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) names.push(next.key);
  return names;
}

describe('SchedulingQueue', () => {
  it('pops by priority, then by time', () => {
    const queue = new SchedulingQueue();
    queue.set(pod('late'), 5);
    queue.set(pod('early'), 1);
    queue.set(pod('high', 10), 9);
    queue.set(pod('second'), 1);
    expect(popped(queue)).toEqual(['d/high', 'd/early', 'd/second', 'd/late']);
  });

  it('keeps gated pods back until they are changed', () => {
    const queue = new SchedulingQueue();
    queue.set(pod('gated'), 0);
    const gated = queue.pop();
    if (gated === undefined) throw new Error('nothing queued');
    queue.putBack(gated, gated.pod, ['SchedulingGates'], 0);
    queue.notice({ resource: 'Node', action: 'add' }, 1);
    queue.flush(10_000_000);
    expect([queue.hasNext, queue.nextMs]).toEqual([false, undefined]);
    queue.set(pod('gated'), 3);
    expect(popped(queue)).toEqual(['d/gated']);
  });

  it('wakes pods by the events of the plugins that turned them down', () => {
    const queue = new SchedulingQueue();
    queue.set(pod('full'), 0);
    const first = queue.pop();
    if (first === undefined) throw new Error('nothing queued');
    queue.putBack(first, first.pod, ['NodeResourcesFit'], 0);
    queue.notice({ resource: 'AssignedPod', action: 'add' }, 2_000);
    expect(queue.pop()).toBeUndefined();
    queue.notice({ resource: 'AssignedPod', action: 'delete' }, 2_000);
    expect(popped(queue)).toEqual(['d/full']);
  });

  it('tries pods that back off only when no other pod is there', () => {
    const queue = new SchedulingQueue();
    queue.set(pod('failed', 100), 0);
    const failed = queue.pop();
    if (failed === undefined) throw new Error('nothing queued');
    queue.putBack(failed, failed.pod, ['NodeResourcesFit'], 0);
    queue.notice({ resource: 'Node', action: 'add' }, 500);
    queue.set(pod('fresh'), 600);
    expect(queue.nextMs).toBe(1_000);
    expect(popped(queue)).toEqual(['d/fresh', 'd/failed']);
  });

  it('doubles the back-off up to 10 s and gives up waiting after 5 minutes', () => {
    const queue = new SchedulingQueue();
    queue.set(pod('p'), 0);
    let last = queue.pop();
    const ends: number[] = [];
    for (let round = 0; round < 6 && last !== undefined; round += 1) {
      queue.putBack(last, last.pod, ['NodeAffinity'], 0);
      queue.notice({ resource: 'Node', action: 'update' }, 0);
      last = queue.pop();
      if (last !== undefined) ends.push(backoffEndMs(last));
    }
    expect(ends).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    if (last !== undefined) queue.putBack(last, last.pod, ['NodeAffinity'], 0);
    expect(queue.nextMs).toBe(300_000);
    queue.flush(300_000);
    expect(popped(queue)).toEqual(['d/p']);
  });

  it('backs off as long as it is told to', () => {
    const queue = new SchedulingQueue({ firstMs: 5_000, longestMs: 7_000 });
    queue.set(pod('p'), 0);
    const ends: (number | undefined)[] = [];
    for (let round = 0; round < 2; round += 1) {
      const tried = queue.pop();
      if (tried !== undefined) queue.putBack(tried, tried.pod, ['NodeAffinity'], 0);
      queue.notice({ resource: 'Node', action: 'update' }, 0);
      ends.push(queue.nextMs);
    }
    expect(ends).toEqual([5_000, 7_000]);
  });
});
