/** `1 pod`, `3 pods`; `plural` where an s is not enough. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : plural}`;
}

/** The scheduler's message without what it says about preemption and claims: `0/3 nodes are available: 3 Insufficient cpu`. */
export function briefly(message: string): string {
  return message.replace(/(nodes are available: [^.]*(?:\.[^\s.]+[^.]*)*)\. .*$/s, '$1').replace(/\.$/, '');
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`. */
export function listed(items: readonly string[], shown = 5): string {
  const named = items.length > shown + 1 ? [...items.slice(0, shown), `${items.length - shown} more`] : items;
  if (named.length <= 1) return named[0] ?? '';
  return `${named.slice(0, -1).join(', ')} and ${named[named.length - 1] ?? ''}`;
}
