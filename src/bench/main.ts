import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_KUBERNETES_VERSION } from '../api/kubernetes-version.ts';
import { writeCorpus } from './corpus.ts';
import { measureSimulation } from './simulation.ts';
import type { Command, Cost } from './measure.ts';
import { median, runInTurn } from './measure.ts';
import { writePeerSchemas } from './peer-schemas.ts';

/**
 * `npm run bench [-- FOLDER] [--rounds N] [--apps N] [--seed N] [--only cli|sim]`: what kubeplan costs on a corpus of its own and, when
 * a folder is given, on that; beside it the other tools that are on the PATH, on the same files, in turn in the same run.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = join(ROOT, 'bin/kubeplan.js');
const SMALL = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example.org/shop/web:1.4.2
          ports:
            - containerPort: 8080
`;

function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

function isOnPath(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool)));
}

function kubeplan(command: string, folder: string, ...options: readonly string[]): Command {
  return { name: ['kubeplan', command, ...options].join(' ').replace('--preset all', '(all rules)'), argv: [process.execPath, BIN, command, '--no-config', '--format', 'json', '--fail-on', 'never', ...options, folder] };
}

function peers(folder: string, schemas: string): Command[] {
  const location = `${schemas}/{{ .ResourceKind }}{{ .KindSuffix }}.json`;
  return [
    { name: 'kubeconform', argv: ['kubeconform', '-strict', '-ignore-missing-schemas', '-schema-location', location, '-output', 'json', '-n', '4', folder] },
    { name: 'kube-linter', argv: ['kube-linter', 'lint', '--add-all-built-in', '--format', 'json', folder] },
    { name: 'kube-score', argv: ['sh', '-c', `find '${folder}' -name '*.yaml' -print0 | xargs -0 kube-score score --output-format json >/dev/null 2>&1 || true`] },
  ].filter(({ name }) => isOnPath(name));
}

function row(name: string, costs: readonly Cost[], base?: readonly Cost[]): string {
  const wall = median(costs.map(({ wallMs }) => wallMs)) ?? Number.NaN;
  const cpu = median(costs.map(({ cpuMs }) => cpuMs));
  const peak = median(costs.map(({ peakMiB }) => peakMiB));
  const ratio = base === undefined ? undefined : median(costs.map(({ wallMs }, round) => wallMs / (base[round]?.wallMs ?? Number.NaN)));
  const cell = (value: number | undefined, digits: number, unit: string): string => (value === undefined ? '-' : `${value.toFixed(digits)} ${unit}`).padStart(11);
  return `  ${name.padEnd(18)}${cell(wall / 1000, 3, 's')}${cell(cpu === undefined ? undefined : cpu / 1000, 2, 's cpu')}${cell(peak, 0, 'MiB')}${ratio === undefined ? '' : `   ${ratio.toFixed(2)} x the wall time of kubeplan validate`}`;
}

async function compare(title: string, commands: readonly Command[], rounds: number): Promise<void> {
  print(title);
  const costs = await runInTurn(commands, rounds);
  const base = costs.get('kubeplan validate');
  for (const [name, values] of costs) print(row(name, values, name === 'kubeplan validate' ? undefined : base));
  print();
}

async function smallFile(folder: string, rounds: number): Promise<void> {
  const file = join(folder, 'small.yaml');
  writeFileSync(file, SMALL);
  print('one small file: milliseconds beyond an empty Node program, median of pairs');
  const empty: Command = { name: 'empty', argv: [process.execPath, '-e', '0'] };
  const commands = ['validate', 'lint', 'check'].map((command) => kubeplan(command, file));
  const costs = await runInTurn([empty, ...commands], rounds * 3);
  const base = costs.get('empty') ?? [];
  for (const { name } of commands) {
    const over = median((costs.get(name) ?? []).map(({ wallMs }, round) => wallMs - (base[round]?.wallMs ?? Number.NaN)));
    print(`  ${name.padEnd(18)}${(over ?? Number.NaN).toFixed(0).padStart(8)} ms`);
  }
  print();
}

/** Cost is to be linear in the input: how much more each command costs on a corpus of twice the size. */
async function scaling(whole: string, half: string, rounds: number): Promise<void> {
  print('twice the documents, times the CPU time (2 is linear), median of pairs');
  for (const command of ['validate', 'lint', 'check']) {
    const costs = await runInTurn([{ ...kubeplan(command, half), name: 'half' }, { ...kubeplan(command, whole), name: 'whole' }], rounds);
    const ratio = median((costs.get('whole') ?? []).map(({ cpuMs }, round) => (cpuMs ?? Number.NaN) / (costs.get('half')?.[round]?.cpuMs ?? Number.NaN)));
    print(`  ${`kubeplan ${command}`.padEnd(18)}${(ratio ?? Number.NaN).toFixed(2).padStart(8)}`);
  }
  print();
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '5' }, apps: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, only: { type: 'string' } },
  });
  if (!existsSync(join(ROOT, 'dist/cli.cjs'))) {
    process.stderr.write('bench: there is no dist/, run `npm run build` first\n');
    return 3;
  }
  const rounds = Number(values.rounds);
  const scratch = mkdtempSync(join(tmpdir(), 'kubeplan-bench-'));
  try {
    if (values.only !== 'sim') {
      const schemas = join(scratch, 'schemas');
      writePeerSchemas(schemas, DEFAULT_KUBERNETES_VERSION);
      const corpus = join(scratch, 'corpus');
      const documents = writeCorpus(corpus, Number(values.apps), Number(values.seed));
      await smallFile(scratch, rounds);
      for (const [title, folder] of [[`made-up corpus: ${documents} documents, seed ${values.seed}`, corpus], ...positionals.map((path) => [path, path] as const)] as const) {
        await compare(title, [kubeplan('validate', folder), kubeplan('lint', folder, '--preset', 'all'), kubeplan('check', folder), ...peers(folder, schemas)], rounds);
      }
      const half = join(scratch, 'half');
      writeCorpus(half, Math.ceil(Number(values.apps) / 2), Number(values.seed));
      await scaling(corpus, half, rounds);
    }
    if (values.only !== 'cli') for (const line of measureSimulation()) print(line);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

process.exitCode = await main();
