import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS } from '../api/kubernetes-version.ts';
import { writeApiTypes } from './api-types.ts';
import { writeCompiledContracts } from './compile-contracts.ts';
import { compactSchemas, type PublishedApi } from './kubernetes-schemas.ts';
import { validationPage } from './validation-page.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The published descriptions of every version, oldest first, from a folder with one `VERSION.json` each. */
export function readPublishedApis(folder: string): PublishedApi[] {
  return KUBERNETES_VERSIONS.map((version) => JSON.parse(readFileSync(join(folder, `${version}.json`), 'utf8')) as PublishedApi);
}

/** Writes everything that is made from the descriptions of Kubernetes: `schemas/kubernetes/`, `src/api/types/` and `src/api/validation/README.md`, and the compiled contracts. */
function generate(source: string): void {
  const apis = readPublishedApis(source);
  const folder = join(ROOT, 'schemas/kubernetes');
  mkdirSync(folder, { recursive: true });
  const compact = compactSchemas(apis);
  writeFileSync(join(folder, 'definitions.txt'), compact.definitions);
  writeFileSync(join(folder, 'resources.txt'), compact.resources);
  const current = apis[KUBERNETES_VERSIONS.indexOf(DEFAULT_KUBERNETES_VERSION)];
  if (current !== undefined) writeApiTypes(current.definitions, join(ROOT, 'src/api/types'));
  writeCompiledContracts(ROOT);
  writeFileSync(join(ROOT, 'src/api/validation/README.md'), validationPage(join(ROOT, 'testdata/oracle/api')));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generate(process.argv[2] ?? join(ROOT, '../shared/schemas'));
