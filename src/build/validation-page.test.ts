import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allResources } from '../schema/resources.ts';
import { kindTable } from './validation-page.ts';

test('one row for each kind, with what is checked', () => {
  const rows = kindTable(allResources('1.36').filter(({ kind }) => kind === 'Deployment' || kind === 'TokenReview'));
  expect(rows.slice(2)).toEqual(['| Deployment | apps/v1 | all | yes | yes | yes | yes | yes |', '| TokenReview | authentication.k8s.io/v1 | all | yes |  |  |  |  |']);
});

test('the page lists every kind', () => {
  const page = fileURLToPath(new URL('../../src/api/validation/README.md', import.meta.url));
  expect(existsSync(join(page))).toBe(true);
  const text = readFileSync(page, 'utf8');
  for (const { apiVersion, kind } of allResources('1.36').filter(({ verbs }) => verbs.includes('create'))) expect(text).toContain(`| ${kind} | ${apiVersion} |`);
});
