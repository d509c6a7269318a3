import { marked, type Token, type Tokens } from 'marked';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyReport, findingsReport, hostileReport, incompleteReport, largeReport, shopReport } from './example-reports.ts';
import { FORMATS, createReport, type Report } from './index.ts';

const NAMES = ['shop', 'empty', 'findings', 'incomplete', 'hostile', 'large', 'manyFindings'] as const;
type Name = (typeof NAMES)[number];
const reports = new Map<Name, Report>();

beforeAll(async () => {
  const shop = await shopReport();
  const [finding] = findingsReport().findings;
  const many = Array.from({ length: 2000 }, (_, index) => ({ ...finding, line: index + 1, message: `m${index} ${'x'.repeat(90)}` }) as Report['findings'][number]);
  const of: Readonly<Record<Name, Report>> = {
    shop,
    empty: emptyReport(),
    findings: findingsReport(),
    incomplete: incompleteReport(shop),
    hostile: hostileReport(shop),
    large: largeReport(shop, 600, 120),
    manyFindings: createReport({ ...shop, ...shop.summary, ignored: [], findings: [...shop.findings, ...many], plan: shop.plan }),
  };
  for (const name of NAMES) reports.set(name, of[name]);
});

function markdownOf(name: Name): string {
  return FORMATS.markdown(reports.get(name) ?? emptyReport(), { describeRule: () => ({ title: 't', fix: 'Mend it.' }) });
}

function allTokens(markdown: string): Token[] {
  const tokens: Token[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => void tokens.push(token));
  return tokens;
}

describe.each(NAMES)('markdown of %s', (name) => {
  it('is found again by its first line, and fits a comment', () => {
    const markdown = markdownOf(name);
    expect(markdown.startsWith('<!-- kubeplan -->\n### ')).toBe(true);
    expect(markdown.length).toBeLessThanOrEqual(65_000);
  });

  it('holds no HTML but its own, and every fold is whole', () => {
    const html = allTokens(markdownOf(name)).filter((token) => token.type === 'html').flatMap(({ raw }) => [...raw.matchAll(/<!--.*?-->|<[^>]*>?/gs)].map(([tag]) => tag));
    expect([...new Set(html)].filter((tag) => !['<!-- kubeplan -->', '<details>', '</details>', '<summary>', '</summary>', '<code>', '</code>', '<br>'].includes(tag))).toEqual([]);
    let depth = 0;
    for (const tag of html) {
      if (tag === '<details>') depth += 1;
      if (tag === '</details>') depth -= 1;
      expect([0, 1]).toContain(depth);
    }
    expect(depth).toBe(0);
  });

  it('has tables whose rows all have the columns of their heads', () => {
    const markdown = markdownOf(name);
    for (const block of markdown.matchAll(/(?:^\|.*\n)+/gm)) {
      const columns = block[0].trim().split('\n').map((row) => row.replace(/\\\|/g, '').split('|').length - 2);
      expect(new Set(columns).size).toBe(1);
    }
    const tables = allTokens(markdown).filter((token): token is Tokens.Table => token.type === 'table');
    expect(tables.length).toBe([...markdown.matchAll(/^\|[-:|]+\|$/gm)].length);
  });

  it('links to lines of files below, and nothing else', () => {
    for (const token of allTokens(markdownOf(name))) {
      expect(token.type).not.toBe('image');
      if (token.type === 'link') expect(token.raw).toMatch(/^\[<code>.*<\/code>\]\([\w%./-]+#L\d+\)$/s);
    }
  });

  it('mentions nobody and refers to no issue', () => {
    const html = marked.parse(markdownOf(name), { async: false }).replace(/<(code|pre)\b.*?<\/\1>/gs, '');
    const seen = html.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    expect(seen).not.toMatch(/@\w/);
    expect(seen).not.toMatch(/#\w/);
    expect(seen).not.toMatch(/[!$%]\d|GH-\d/);
  });
});

describe('markdown', () => {
  it('says the verdict, the changes, what to look at with its line, and folds the rest', () => {
    const markdown = markdownOf('shop');
    expect(markdown).toContain('### ✖ kubeplan: this change cannot complete\n');
    expect(markdown).toMatch(/^\| ~ update \| Deployment shop\/web \| rolls 6 pods/m);
    expect(markdown).toMatch(/^- ✖ \*\*error\*\* .*\(testdata\/shop\/after\/web\.yaml#L42\)/m);
    expect(markdown).toMatch(/<summary>Rollout of Deployment shop\/web: does not complete/);
    expect(markdown).not.toContain('Left out here');
    const order = ['| Action |', '**What to look at first**', '<details>'].map((part) => markdown.indexOf(part));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('links to where the sources are when that is known', () => {
    expect(FORMATS.markdown(reports.get('shop') ?? emptyReport(), { sourceUrl: 'https://git.example/shop/blob/3f2c1ab/' })).toContain('](https://git.example/shop/blob/3f2c1ab/testdata/shop/after/web.yaml#L42)');
  });

  it.each(['/etc/web.yaml', '../web.yaml', '-', '<stdin>', 'C:\\web.yaml'])('names %s without a link', (file) => {
    const [finding] = findingsReport().findings;
    const markdown = FORMATS.markdown(createReport({ kubeplan: '0.1.0', kubernetesVersion: '1.36', files: 1, documents: 1, findings: finding === undefined ? [] : [{ ...finding, file }] }));
    expect(allTokens(markdown).filter(({ type }) => type === 'link')).toEqual([]);
    expect(markdown).toContain('</code>');
  });

  it('folds long tables, and all but the gravest items of long lists', () => {
    const many = markdownOf('manyFindings');
    expect(many.indexOf('**What to look at first**')).toBeLessThan(many.indexOf('<summary>Fields'));
    expect([...many.slice(many.indexOf('**Findings**'), many.indexOf('more findings</summary>')).matchAll(/^- /gm)].length).toBe(20);
    const large = markdownOf('large');
    expect(large).toMatch(/<details>\n<summary>600 changes: \d+ to create, .*<\/summary>\n\n\| Action \|/);
    expect(large.indexOf('</details>')).toBeLessThan(large.indexOf('**What to look at first**'));
  });

  it('keeps what is gravest when not all fits, and says what was cut', () => {
    const large = markdownOf('large');
    expect(/\*\*Left out here: .*\d+ folds?\.\*\*/.test(large)).toBe(true);
    for (const finding of reports.get('shop')?.findings ?? []) expect(large.includes(`#L${finding.line ?? 0})`)).toBe(true);
    const many = markdownOf('manyFindings');
    const cut = Number(/Left out here: (?:\d+ \w+, )*(?:\d+ \w+ and )?(\d+) findings?/.exec(many)?.[1]);
    expect(cut + [...many.matchAll(/ m\d+ x+/g)].length).toBe(2000);
    expect(/^\| ~ update \| Deployment shop\/web/m.test(many)).toBe(true);
  });
});
