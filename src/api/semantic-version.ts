/** Semantic versions (semver.org 2.0.0), as blang/semver/v4 reads and orders them. */
export interface SemanticVersion {
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly preRelease: readonly string[];
}

const NUMBER = '(0|[1-9]\\d*)';
const IDENTIFIER = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)';
const PATTERN = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?$`);
const MAX_NUMBER = 2n ** 64n - 1n;

export function isSemanticVersion(text: string): boolean {
  return PATTERN.test(text);
}

/** Undefined when the text is no version, or a number in it needs more than 64 bits. */
export function parseSemanticVersion(text: string): SemanticVersion | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, major = '0', minor = '0', patch = '0', preRelease] = match;
  const numbers: [bigint, bigint, bigint] = [BigInt(major), BigInt(minor), BigInt(patch)];
  const identifiers = preRelease?.split('.') ?? [];
  const tooLarge = [...numbers, ...identifiers.filter((part) => /^\d+$/.test(part)).map(BigInt)].some((number) => number > MAX_NUMBER);
  return tooLarge ? undefined : { numbers, preRelease: identifiers };
}

/** Reads `v1`, `1.2` and `01.2.3` too, as the CEL function `semver(text, true)` does (`normalizeAndParse` in apiserver/pkg/cel/library/semverlib.go). */
export function parseTolerantSemanticVersion(text: string): SemanticVersion | undefined {
  const parts = text.replace(/^v/, '').split('.');
  const head = parts.slice(0, 3);
  if (head.length < 3) {
    const last = head.at(-1) ?? '';
    if (/[+-]/.test(last)) return undefined;
    while (head.length < 3) head.push('0');
  }
  const stripped = head.map((part) => part.replace(/^0+(?=\d)/, ''));
  return parseSemanticVersion([...stripped, ...parts.slice(3)].join('.'));
}

/** Negative when `a` comes before `b`; build metadata does not count. */
export function compareSemanticVersions(a: SemanticVersion, b: SemanticVersion): number {
  for (const place of [0, 1, 2] as const) if (a.numbers[place] !== b.numbers[place]) return a.numbers[place] < b.numbers[place] ? -1 : 1;
  if (a.preRelease.length === 0 || b.preRelease.length === 0) return b.preRelease.length - a.preRelease.length;
  for (let place = 0; place < Math.max(a.preRelease.length, b.preRelease.length); place += 1) {
    const order = compareIdentifiers(a.preRelease[place], b.preRelease[place]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers by value and before words; a version with fewer identifiers comes first. */
function compareIdentifiers(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumberA && isNumberB) return BigInt(a) < BigInt(b) ? -1 : 1;
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return a < b ? -1 : 1;
}
