import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom, by folder; a folder may always import itself. `types` are allowed everywhere. */
const BASE = ['src/diag', 'src/api', 'src/sim/kernel'];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/diag': ['src/api'],
  'src/api': ['src/diag'],
  'src/sim/kernel': ['src/diag'],
  'src/load': BASE,
  'src/schema': [...BASE, 'src/load'],
  'src/lint': [...BASE, 'src/load', 'schemas/compiled'],
  rules: ['src/diag', 'src/api', 'src/lint'],
  'src/sim': [...BASE, 'src/load', 'src/schema'],
  'src/plan': [...BASE, 'src/load', 'src/schema', 'src/lint', 'src/sim'],
  'src/report': [...BASE, 'src/load', 'src/schema', 'src/lint', 'src/sim', 'src/plan'],
  'src/cli': [...BASE, 'src/load', 'src/schema', 'src/lint', 'src/sim', 'src/plan', 'src/report', 'rules', 'src/index.ts'],
};
/** The parts of the simulated cluster meet in the API server and never import one another. */
const APART = ['src/sim/controllers', 'src/sim/scheduler', 'src/sim/kubelet', 'src/sim/network', 'src/sim/cloud'];
/** Entry points and tools of the project itself may import everything. */
const FREE = ['src/index.ts', 'src/query.ts', 'src/conformance', 'src/bench', 'src/build'];
const FILE_ACCESS = ['src/load', 'src/schema', 'src/cli'];

interface Import {
  readonly from: string;
  readonly to: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
}

const FILES = [...sources('src'), ...sources('rules')];
const IMPORT = /^(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;

function importsOf(file: string): string[] {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

const IMPORTS: readonly Import[] = FILES.flatMap((from) =>
  importsOf(from)
    .filter((specifier) => specifier.startsWith('.') && specifier.endsWith('.ts'))
    .map((specifier) => ({ from, to: relative(ROOT, resolve(ROOT, dirname(from), specifier)).replaceAll('\\', '/') })),
);

function isUnder(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

/** The most specific folder of the table that holds the file. */
function layerOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter((folder) => isUnder(file, folder))
    .sort((a, b) => b.length - a.length)[0];
}

describe('imports', () => {
  it('follow the table of layers', () => {
    const wrong = IMPORTS.filter(({ from, to }) => {
      const layer = layerOf(from);
      if (layer === undefined || FREE.some((folder) => isUnder(from, folder))) return false;
      return ![layer, ...(MAY_IMPORT[layer] ?? [])].some((folder) => isUnder(to, folder));
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('keep the parts of the simulated cluster apart', () => {
    const wrong = IMPORTS.filter(({ from, to }) => {
      const part = APART.find((folder) => isUnder(from, folder));
      return part !== undefined && APART.some((folder) => folder !== part && isUnder(to, folder));
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('place every file in a layer', () => {
    const lost = FILES.filter((file) => layerOf(file) === undefined && !FREE.some((folder) => isUnder(file, folder)));
    expect(lost).toEqual([]);
  });

  it('have no cycles', () => {
    const targets = new Map<string, string[]>();
    for (const { from, to } of IMPORTS) targets.set(from, [...(targets.get(from) ?? []), to]);
    expect(cyclesOf(targets)).toEqual([]);
  });

  it('touch files only in load, schema and the command line', () => {
    const wrong = FILES.filter((file) => !FREE.some((folder) => isUnder(file, folder)) && !FILE_ACCESS.some((folder) => isUnder(file, folder)))
      .filter((file) => importsOf(file).some((specifier) => /^node:(fs|child_process|net|http|https|os|worker_threads)/.test(specifier)));
    expect(wrong).toEqual([]);
  });

  it('touch the process only in the command line', () => {
    const wrong = FILES.filter((file) => !FREE.some((folder) => isUnder(file, folder)) && !isUnder(file, 'src/cli'))
      .filter((file) => /(?<![-\w])process\.[a-zA-Z]/.test(readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')));
    expect(wrong).toEqual([]);
  });
});

/** Every import that lies on a cycle, one list for each knot of files that reach one another (Tarjan's strongly connected components). */
function cyclesOf(targets: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const order = new Map<string, number>();
  const open: string[] = [];
  /** The earliest open file that `file` reaches. */
  const visit = (file: string): number => {
    const own = order.size;
    let earliest = own;
    order.set(file, own);
    open.push(file);
    for (const target of targets.get(file) ?? []) {
      if (!order.has(target)) earliest = Math.min(earliest, visit(target));
      else if (open.includes(target)) earliest = Math.min(earliest, order.get(target) ?? own);
    }
    if (earliest < own) return earliest;
    const knot = new Set(open.splice(open.indexOf(file)));
    const inside = [...knot].sort().flatMap((from) => (targets.get(from) ?? []).filter((to) => knot.has(to)).map((to) => `${from} imports ${to}`));
    if (inside.length > 0) cycles.push(inside);
    return earliest;
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return cycles;
}
