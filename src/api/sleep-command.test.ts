import { describe, expect, it } from 'vitest';
import { sleepSeconds } from './sleep-command.ts';

describe('sleepSeconds', () => {
  it.each([
    [['sleep', '5'], 5],
    [['/bin/sh', '-c', 'sleep 5; nginx -s quit'], 5],
    [['sh', '-c', '/bin/sleep 1m && sleep 2.5'], 62.5],
    [['sh', '-c', 'nginx -s quit'], undefined],
    [['sh', '-c', 'sleep $DELAY'], undefined],
  ])('%j', (command, seconds) => expect(sleepSeconds(command)).toBe(seconds));
});
