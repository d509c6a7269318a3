import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { play } from '../cli/transcript.ts';
import type { Finding } from '../diag/finding.ts';
import type { Plan } from './plan-model.ts';
import { PLAN_RULES } from './plan-rules.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TRAPS = join(ROOT, 'testdata/traps');
const MENDED = '-mended';
/** Rules whose traps are tests of their own: they need a base that is refused, or questions. */
const ELSEWHERE = ['plan/refused', 'plan/base-refused', 'plan/what-if'];

interface ExpectedFinding {
  readonly rule: string;
  /** `Deployment shop/web`. */
  readonly object: string;
  readonly path?: string;
  /** Parts of the message. */
  readonly says?: readonly string[];
  /** Parts of what is to be done, where that is said for this case. */
  readonly fix?: readonly string[];
}

/** What a plan of `before` and `after` has to say, on the nodes of `nodes.yaml` where there are some. */
interface Expected {
  /** What the trap is, for people. */
  readonly title: string;
  /** Everything that is predicted, and nothing else. */
  readonly findings: readonly ExpectedFinding[];
  /** How the rollout of each workload that moves ends, by kind and name. */
  readonly rollouts: Readonly<Record<string, string>>;
  readonly exitCode: number;
}

const NAMES = readdirSync(TRAPS).sort();

function expectedOf(trap: string): Expected {
  return JSON.parse(readFileSync(join(TRAPS, trap, 'expected.json'), 'utf8')) as Expected;
}

function nameOf({ kind, namespace, name }: NonNullable<Finding['object']>): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

describe('traps', () => {
  it.each(NAMES)('%s', async (trap) => {
    const expected = expectedOf(trap);
    const folder = `testdata/traps/${trap}`;
    const cluster = existsSync(join(ROOT, folder, 'nodes.yaml')) ? ` --cluster ${folder}/nodes.yaml` : '';
    const { stdout, exit } = await play({ command: `kubeplan plan ${folder}/after --against ${folder}/before${cluster} --format json`, stdin: '' }, ROOT);
    const { findings, plan } = JSON.parse(stdout) as { findings: readonly Finding[]; plan: Plan };

    const key = ({ rule, object, path }: ExpectedFinding): string => `${rule} | ${object} | ${path ?? ''}`;
    const found = findings.map(({ rule, object, path, message, fix }) => ({ rule, object: object === undefined ? '' : nameOf(object), ...(path === undefined ? {} : { path }), message, mend: fix?.description ?? '' }));
    expect(found.map(key).sort(), found.map(({ message }) => message).join('\n')).toEqual(expected.findings.map(key).sort());
    for (const finding of expected.findings) {
      const { message, mend } = found.find((candidate) => key(candidate) === key(finding)) ?? { message: '', mend: '' };
      for (const part of finding.says ?? []) expect(message).toContain(part);
      for (const part of finding.fix ?? []) expect(mend).toContain(part);
    }
    expect(Object.fromEntries(plan.rollouts.map(({ object, verdict }) => [nameOf(object), verdict]))).toEqual(expected.rollouts);
    expect(plan.complete).toBe(true);
    expect(exit).toBe(String(expected.exitCode));
  });

  it.each(NAMES.filter((name) => !name.endsWith(MENDED)))('%s is gone once mended', (trap) => {
    const predicted = new Set(expectedOf(trap).findings.map(({ rule }) => rule));
    expect(predicted.size).toBeGreaterThan(0);
    expect(expectedOf(trap + MENDED).findings.filter(({ rule }) => predicted.has(rule))).toEqual([]);
  });

  it('are there for every prediction that a change alone can bring about', () => {
    const predicted = new Set(NAMES.flatMap((trap) => expectedOf(trap).findings.map(({ rule }) => rule)));
    expect(PLAN_RULES.map(({ id }) => id).filter((id) => !predicted.has(id) && !ELSEWHERE.includes(id))).toEqual([]);
  });
});
