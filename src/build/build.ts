import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import packageJson from '../../package.json' with { type: 'json' };

/**
 * Makes `dist/`: the library as ES modules with its types, and the command line as one file with a code cache, so that a start reads and
 * compiles little. Packages stay outside and are read when they are needed, but for those that every start needs.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUNDLED = ['commander', 'picocolors', 'fastest-levenshtein', 'escape-html'];
const EXTERNAL = Object.keys(packageJson.dependencies).filter((name) => !BUNDLED.includes(name));

const SHARED = { absWorkingDir: ROOT, bundle: true, platform: 'node', target: 'node20.19', external: EXTERNAL, legalComments: 'linked' } as const;

async function main(): Promise<void> {
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  await build({
    ...SHARED,
    entryPoints: { index: 'src/index.ts' },
    outdir: 'dist',
    splitting: true,
    format: 'esm',
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  await build({
    ...SHARED,
    entryPoints: { cli: 'src/cli/main.ts' },
    outfile: 'dist/cli.cjs',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    define: { 'import.meta.url': '__moduleUrl' },
    banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  writeCodeCache();
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.types.json'], { cwd: ROOT, stdio: 'inherit' });
}

/** Runs the command line once on a typical file, so that the functions that it calls are in the cache. */
function writeCodeCache(): void {
  const folder = mkdtempSync(join(tmpdir(), 'kubeplan-build-'));
  try {
    const file = join(folder, 'shop.yaml');
    writeFileSync(file, TYPICAL);
    execFileSync(process.execPath, [join(ROOT, 'bin/kubeplan.js'), 'check', '--no-config', '--fail-on', 'never', '--nodes', '2x2cpu4Gi', file], {
      env: { ...process.env, KUBEPLAN_WRITE_CODE_CACHE: join(ROOT, 'dist/cli.cjs') },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const TYPICAL = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: apps/v1
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
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /ready
              port: http
          resources:
            requests: { cpu: 100m, memory: 128Mi }
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: http
`;

await main();
