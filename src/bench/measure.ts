import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What one run of a command cost. CPU and memory are undefined where the system does not tell (they are read from /proc). */
export interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number | undefined;
  readonly peakMiB: number | undefined;
  readonly exitCode: number | null;
}

export interface Command {
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd?: string;
}

const MEMORY_SAMPLE_MS = 4;

/** Runs a command to its end, output thrown away. */
export async function runOnce(command: Command): Promise<Cost> {
  const cpuBefore = cpuOfFinishedChildrenMs();
  const start = performance.now();
  const [file = '', ...args] = command.argv;
  const process = spawn(file, args, { stdio: 'ignore', ...(command.cwd === undefined ? {} : { cwd: command.cwd }) });
  let peakMiB: number | undefined;
  const timer = setInterval(() => {
    peakMiB = peakMemoryMiB(process.pid) ?? peakMiB;
  }, MEMORY_SAMPLE_MS);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    process.on('error', reject);
    process.on('exit', (code) => resolve(code));
  });
  clearInterval(timer);
  const wallMs = performance.now() - start;
  const cpuAfter = cpuOfFinishedChildrenMs();
  return { wallMs, cpuMs: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore, peakMiB, exitCode };
}

/** Runs the commands in turn, `rounds` times after one warm-up, so that a machine that slows down slows all of them. */
export async function runInTurn(commands: readonly Command[], rounds: number): Promise<Map<string, readonly Cost[]>> {
  const costs = new Map<string, Cost[]>(commands.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const command of commands) {
      const cost = await runOnce(command);
      if (round >= 0) costs.get(command.name)?.push(cost);
    }
  }
  return costs;
}

/** The middle value; undefined for no values. */
export function median(values: readonly (number | undefined)[]): number | undefined {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const TICK_MS = 10;

/** User and system time of this process's children that have ended (proc(5): fields 16 and 17 of /proc/self/stat, in ticks of 10 ms). */
function cpuOfFinishedChildrenMs(): number | undefined {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
  } catch {
    return undefined;
  }
}

function peakMemoryMiB(pid: number | undefined): number | undefined {
  try {
    const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match === null ? undefined : Number(match[1]) / 1024;
  } catch {
    return undefined;
  }
}
