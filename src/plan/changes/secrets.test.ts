import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import { plan } from '../plan.ts';

function deployment(args: readonly string[], value: unknown): ReturnType<typeof loadText> {
  const container = { name: 'c', image: 'x:1', args, env: [{ name: 'API_TOKEN', value }] };
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [container] } };
  return loadText(JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { selector: { matchLabels: { a: 'b' } }, template } }));
}

function planned(before: ReturnType<typeof loadText>, after: ReturnType<typeof loadText>): string {
  return JSON.stringify(plan(before, after));
}

describe('secrets in changes', () => {
  it('masks the value that follows a secret flag, and shows other arguments', () => {
    const text = planned(deployment(['--password', 'hunter2-old', '--level', 'low'], 'x'), deployment(['--password', 'hunter2-new', '--level', 'high'], 'x'));
    expect(text).not.toContain('hunter2');
    expect(text).toContain('high');
  });

  it('masks long lists of arguments line by line', () => {
    const rest = Array.from({ length: 30 }, (_, index) => `--option-${index}=value-${index}`);
    const text = planned(deployment(['--api-key', 'k-old-123', ...rest], 'x'), deployment(['--api-key', 'k-new-123', ...rest], 'x'));
    expect(text).not.toMatch(/k-(old|new)-123/);
  });

  it('masks a map that stands where a secret variable has its value', () => {
    const text = planned(deployment([], { k: 'tok-old' }), deployment([], { k: 'tok-new' }));
    expect(text).not.toMatch(/tok-(old|new)/);
  });
});
