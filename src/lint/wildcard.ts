/** Whether a text fits a pattern in which `*` stands for any text; no pattern fits everything. Linear, without a regular expression. */
export function fitsWildcard(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined || pattern === '*') return true;
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, position);
    if (found === -1 || found + part.length > text.length - last.length) return false;
    position = found + part.length;
  }
  return true;
}

/** Whether a text fits one of the patterns; an absent list fits everything. */
export function fitsAny(patterns: readonly string[] | undefined, text: string): boolean {
  return patterns === undefined || patterns.some((pattern) => fitsWildcard(pattern, text));
}

/**
 * Whether a file path fits a glob: `*` and `?` stay within a folder, `**` crosses folders. A pattern without a slash is compared with
 * the file's name alone. Matches by comparing segments, so a hostile pattern cannot make it slow.
 */
export function fitsPathGlob(pattern: string, path: string): boolean {
  const clean = (text: string): string[] => text.replace(/^\.\//, '').split('/');
  const segments = clean(path);
  if (!pattern.includes('/')) return fitsSegment(pattern, segments.at(-1) ?? '');
  return fitsSegments(clean(pattern), segments);
}

function fitsSegments(patterns: readonly string[], segments: readonly string[]): boolean {
  return fitsSequence(patterns, segments, (pattern) => pattern === '**', fitsSegment);
}

function fitsSegment(pattern: string, text: string): boolean {
  return fitsSequence(Array.from(pattern), Array.from(text), (char) => char === '*', (char, other) => char === '?' || char === other);
}

/** Whether patterns take in all items one by one, those that are `isMany` any number of them. Linear in patterns times items. */
function fitsSequence(patterns: readonly string[], items: readonly string[], isMany: (pattern: string) => boolean, fits: (pattern: string, item: string) => boolean): boolean {
  // reachable[j]: the patterns so far can take in exactly the first j items.
  let reachable: boolean[] = [true, ...items.map(() => false)];
  for (const pattern of patterns) {
    const next = reachable.map(() => false);
    if (isMany(pattern)) {
      let seen = false;
      reachable.forEach((reached, index) => {
        seen ||= reached;
        next[index] = seen;
      });
    } else {
      reachable.forEach((reached, index) => {
        const item = items[index];
        if (reached && item !== undefined && fits(pattern, item)) next[index + 1] = true;
      });
    }
    reachable = next;
  }
  return reachable.at(-1) === true;
}
