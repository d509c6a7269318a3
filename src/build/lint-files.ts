/** Writes what is made from the lint rules: their documentation and the schema of the configuration. `npx tsx src/build/lint-files.ts` */
import { writeFileSync } from 'node:fs';
import { RULES } from '../../rules/index.ts';
import { configSchemaText } from '../lint/config/config-schema.ts';
import { rulesMarkdown } from '../lint/rules-markdown.ts';

const ROOT = new URL('../../', import.meta.url);

writeFileSync(new URL('rules/README.md', ROOT), rulesMarkdown(RULES));
writeFileSync(new URL('schemas/config.schema.json', ROOT), configSchemaText(RULES));
