import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMATS } from '../report/index.ts';
import type { RenderOptions } from '../report/render-options.ts';
import type { Report } from '../report/report.ts';
import { writeWhole } from './output.ts';
import type { Terminal } from './terminal.ts';

/** Draws a report as a page in a new folder of this user's, and opens it with what the system has for that. Says where it is. */
export function openPage(report: Report, options: RenderOptions, terminal: Terminal): void {
  const path = join(mkdtempSync(join(tmpdir(), 'kubeplan-')), 'plan.html');
  writeWhole(path, FORMATS.html(report, options));
  const [command, args] = opener(path);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => terminal.writeError(`cannot open a browser with ${command}\n`));
  child.unref();
  terminal.writeError(`the page is ${path}\n`);
}

function opener(path: string): readonly [string, readonly string[]] {
  if (platform() === 'darwin') return ['open', [path]];
  if (platform() === 'win32') return ['explorer', [path]];
  return ['xdg-open', [path]];
}
