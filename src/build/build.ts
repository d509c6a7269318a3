import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Makes `dist/`: one bundle of the library, one of the command line, with what both share in chunks, so that a start reads few
 * files. Packages stay outside and are read only when they are needed, but for those that every start needs.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUNDLED = ['commander', 'picocolors'];

async function main(): Promise<void> {
  const { dependencies } = (await import('../../package.json', { with: { type: 'json' } })).default;
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: Object.keys(dependencies).filter((name) => !BUNDLED.includes(name)),
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    legalComments: 'linked',
  });
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.types.json'], { cwd: ROOT, stdio: 'inherit' });
}

await main();
