import type { Comparison } from './compare-verdict.ts';
import type { Difference, SuiteResult } from './suite.ts';

const FREQUENT_SHOWN = 15;

/** Counts comparisons and sums them up as the result of a suite. */
export class Tally {
  readonly #differences: Difference[] = [];
  readonly #kinds = new Map<string, Count>();
  readonly #classes = new Map<string, Count>();
  readonly #frequent = new Map<string, number>();
  readonly #leftOut = new Map<string, number>();
  readonly #all: Count = { total: 0, passed: 0, sameVerdict: 0 };

  add(id: string, kind: string, tag: string, comparison: Comparison): void {
    for (const count of [this.#all, countOf(this.#kinds, kind), countOf(this.#classes, comparison.class)]) {
      count.total += 1;
      if (comparison.same) count.passed += 1;
      if (comparison.sameVerdict) count.sameVerdict += 1;
    }
    if (comparison.same) return;
    this.#differences.push({ id, text: `${kind} (${shorten(tag)}): ${shorten(comparison.differences.join('; '))}` });
    for (const difference of new Set(comparison.differences.map((text) => `${kind}: ${shorten(text.replace(/\[\d+\]/g, '[]'))}`))) {
      this.#frequent.set(difference, (this.#frequent.get(difference) ?? 0) + 1);
    }
  }

  leaveOut(why: string): void {
    this.#leftOut.set(why, (this.#leftOut.get(why) ?? 0) + 1);
  }

  result(): SuiteResult {
    const { passed, total, sameVerdict } = this.#all;
    const frequent = [...this.#frequent].sort((a, b) => b[1] - a[1]).slice(0, FREQUENT_SHOWN);
    return {
      passed,
      total,
      differences: this.#differences,
      notes: [
        `verdicts alone: ${sameVerdict}/${total} (${percent(sameVerdict, total)})`,
        ...[...this.#leftOut].map(([why, count]) => `left out: ${count} ${why}`),
        `by class: ${[...this.#classes].map(([name, count]) => describe(name, count)).join(', ')}`,
        `by kind: ${[...this.#kinds].filter(([, count]) => count.passed < count.total).sort().map(([name, count]) => describe(name, count)).join(', ') || 'all equal'}`,
        ...frequent.map(([text, count]) => `${count} x ${text}`),
      ],
    };
  }
}

interface Count {
  total: number;
  passed: number;
  sameVerdict: number;
}

function countOf(counts: Map<string, Count>, key: string): Count {
  const known = counts.get(key);
  if (known !== undefined) return known;
  const count = { total: 0, passed: 0, sameVerdict: 0 };
  counts.set(key, count);
  return count;
}

function describe(name: string, count: Count): string {
  return `${name} ${count.passed}/${count.total} (verdicts ${count.sameVerdict})`;
}

function percent(part: number, total: number): string {
  return total === 0 ? 'no cases' : `${((100 * part) / total).toFixed(2)} %`;
}

function shorten(text: string): string {
  return text.length > 240 ? `${text.slice(0, 240)}…` : text;
}
