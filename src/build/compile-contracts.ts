import { Ajv, type AnySchema } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { buildSync } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_SCHEMA } from '../lint/config/config-schema.ts';

const HEADER = '// Made by `npm run generate` from a JSON Schema. Do not edit.\n';
const DECLARATION = `${HEADER}import type { ErrorObject } from 'ajv';

declare const validate: { (value: unknown): boolean; errors?: ErrorObject[] | null };
export default validate;
`;

/** The schemas that users' files are held against, by the name of their compiled form. */
const CONTRACTS: Readonly<Record<string, AnySchema>> = { config: CONFIG_SCHEMA };

/**
 * Compiles the contracts ahead of time, as modules of plain JavaScript by file name: a run that reads a configuration needs neither ajv
 * nor the tenth of a second that loading and compiling take.
 */
export function compiledContracts(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [name, schema] of Object.entries(CONTRACTS)) {
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: false, code: { source: true, esm: true, lines: true } });
    const code = standaloneOf(ajv, schema);
    const [bundle] = buildSync({ stdin: { contents: code, resolveDir: folder }, bundle: true, format: 'esm', target: 'node20', write: false, legalComments: 'none' }).outputFiles;
    files[`${name}.js`] = HEADER + (bundle?.text ?? '');
    files[`${name}.d.ts`] = DECLARATION;
  }
  return files;
}

/** The package is CommonJS: under some loaders its function is the default of its default. */
function standaloneOf(ajv: Ajv, schema: AnySchema): string {
  const loaded = standalone as unknown as { readonly default?: unknown };
  const generate = (typeof loaded === 'function' ? loaded : loaded.default) as (ajv: Ajv, validate: unknown) => string;
  return generate(ajv, ajv.compile(schema));
}

export function writeCompiledContracts(root: string): void {
  const folder = join(root, 'schemas/compiled');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(compiledContracts(root))) writeFileSync(join(folder, name), text);
}
