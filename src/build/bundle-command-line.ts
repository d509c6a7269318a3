import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import packageJson from '../../package.json' with { type: 'json' };

const BUNDLED = ['commander', 'picocolors', 'fastest-levenshtein', 'escape-html', 'croner', 'diff'];
const EXTERNAL = Object.keys(packageJson.dependencies).filter((name) => !BUNDLED.includes(name));

/** How both bundles are made: packages stay outside and are read when they are needed, but for those that every start needs. */
export const SHARED = {
  absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  external: EXTERNAL,
  legalComments: 'linked',
} as const;

/** Makes `dist/cli.cjs` and its code cache in a folder that has `bin/kubeplan.js`: one file, so that a start reads and compiles little. */
export async function bundleCommandLine(folder: string): Promise<void> {
  await build({
    ...SHARED,
    entryPoints: { cli: 'src/cli/main.ts' },
    outfile: join(folder, 'dist/cli.cjs'),
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    // A quarter less to read and to take out of the code cache at each start; places in stack traces can be looked up in a build of the same version.
    minifyIdentifiers: true,
    define: { 'import.meta.url': '__moduleUrl' },
    // A script from a code cache has no way to import: packages are required, and plugins are imported by bin/kubeplan.js.
    supported: { 'dynamic-import': false },
    banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  const script = join(folder, 'dist/cli.cjs');
  writeFileSync(script, asciiOnly(readFileSync(script, 'utf8')));
  writeCodeCache(folder);
}

/** Escapes what esbuild leaves in regular expressions: a single such character makes the engine keep all of the script in twice the memory. */
function asciiOnly(script: string): string {
  return script.replaceAll(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Runs the command line once on a typical file, so that the functions that it calls are in the cache. */
function writeCodeCache(folder: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'kubeplan-build-'));
  try {
    const file = join(scratch, 'shop.yaml');
    writeFileSync(file, TYPICAL);
    execFileSync(process.execPath, [join(folder, 'bin/kubeplan.js'), 'check', '--no-config', '--fail-on', 'never', '--nodes', '2x2cpu4Gi', file], {
      env: { ...process.env, KUBEPLAN_WRITE_CODE_CACHE: join(folder, 'dist/cli.cjs') },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
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
