import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOfTexts } from './example-reports.ts';
import { FORMATS, type FormatName } from './index.ts';

const NAMES = Object.keys(FORMATS) as FormatName[];

/** Marked, so that no word of a format is taken for a secret; some are short, of several lines, or hold markup. */
const secret = fc.tuple(fc.stringMatching(/^[a-zA-Z0-9+=/]{6,24}$/), fc.constantFrom('', '\n', '"', '<b>', '|', 'ü', ' ')).map(([text, odd]) => `Zq9${text}${odd}7xK`);

interface Secrets {
  readonly data: string;
  readonly stringData: string;
  readonly applied: string;
  readonly variable: string;
  readonly docker: string;
  readonly url: string;
  readonly argument: string;
  readonly key: string;
}

const secrets: fc.Arbitrary<Secrets> = fc.record({ data: secret, stringData: secret, applied: secret, variable: secret, docker: secret, url: fc.stringMatching(/^[a-zA-Z0-9]{8,20}$/), argument: fc.stringMatching(/^[a-zA-Z0-9]{8,20}$/), key: fc.stringMatching(/^[a-zA-Z0-9]{40,60}$/) });

/** Everything that must not be seen: the values, as base64, and their parts between what formats escape. */
function forbidden(values: Secrets): string[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  return Object.values(values).flatMap((value: string) => [value, base64(value), base64(dockerConfig(value)), ...value.split(/["\n<>| ü]/)]).filter((text) => text.length >= 6);
}

function dockerConfig(password: string): string {
  return JSON.stringify({ auths: { 'registry.example.com': { username: 'ci', password, auth: Buffer.from(`ci:${password}`).toString('base64') } } });
}

function manifests(values: Secrets): string {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db', namespace: 'shop', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, stringData: { password: values.applied } }) } },
      data: { password: base64(values.data), harmless: base64(values.data) },
      stringData: { token: values.stringData, note: values.stringData },
    },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'pull', namespace: 'shop' }, type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': base64(dockerConfig(values.docker)) } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, data: { 'app.properties': `level=info\ndb.password=${values.argument}\nend=1`, 'key.pem': `-----BEGIN RSA PRIVATE KEY-----\n${values.key}\n-----END RSA PRIVATE KEY-----\n`, DATABASE_URL: `postgres://app:${values.url}@db.example.com/shop` } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'shop/web:1', args: [`--db-password=${values.argument}`], env: [{ name: 'API_TOKEN', value: values.variable }, { name: 'DATABASE_URL', value: `postgres://app:${values.url}@db.example.com/shop` }] }] },
        },
      },
    },
  ];
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

describe('no secret byte of the input occurs in any format', () => {
  it('whether the secrets are new, change, stay or go', () => {
    fc.assert(
      fc.property(secrets, secrets, (was, is) => {
        const seen = [...forbidden(was), ...forbidden(is)];
        for (const report of [planOfTexts(undefined, manifests(is)), planOfTexts(manifests(was), manifests(is)), planOfTexts(manifests(was), manifests(was)), planOfTexts(manifests(was), 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}')]) {
          for (const name of NAMES) {
            const printed = FORMATS[name](report, { verbosity: 'verbose' });
            expect({ name, leaks: seen.filter((text) => printed.includes(text)) }).toEqual({ name, leaks: [] });
          }
        }
      }),
      { numRuns: 25, seed: 42 },
    );
  });

  it('and equal masks stand for equal values', () => {
    const of = (password: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\nstringData: {a: ${password}-one, b: ${password}-one, c: ${password}-two}\n`;
    const text = FORMATS.text(planOfTexts(of('old'), of('new')));
    expect(text).toMatch(/data\[a\]\s+\(secret #1\) → \(secret #2\)/);
    expect(text).toMatch(/data\[b\]\s+\(secret #1\) → \(secret #2\)/);
    expect(text).toMatch(/data\[c\]\s+\(secret #3\) → \(secret #4\)/);
  });
});
