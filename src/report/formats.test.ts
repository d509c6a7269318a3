import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../diag/finding.ts';
import type { KubeObject } from '../api/object.ts';
import { loadText } from '../load/load.ts';
import { plan } from '../plan/plan.ts';
import { parseNodes } from '../plan/synthetic-nodes.ts';
import { createReport, FORMATS, type FormatName, type Report } from './index.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv({ allErrors: true }).compile(SCHEMA);
const NAMES = Object.keys(FORMATS) as FormatName[];

const EVIL = 'a\u001b[31mred\u0007 \u202egnp.exe\u2066 x\r\n::error file=x::stolen\n##[set-env]PATH=1 ##vso[task.setvariable]1 <script>alert(1)</script> | `code` @everyone #12 ]]> & "quoted" \u{e0041}';

function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    rule: 'validate/required-value',
    source: 'validate',
    severity: 'error',
    message: 'must name an image',
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
    path: 'spec.template.spec.containers[0].image',
    file: 'k8s/web.yaml',
    document: 0,
    line: 14,
    column: 9,
    endLine: 14,
    endColumn: 14,
    ...overrides,
  };
}

function reportOf(findings: readonly Finding[]): Report {
  return createReport({ kubeplan: '0.1.0', kubernetesVersion: '1.36', files: 1, documents: 2, findings });
}

const DEPLOYMENT = (image: string, evil = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {note: ${JSON.stringify(evil)}}}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "${image}", resources: {requests: {cpu: "3"}}}]
---
apiVersion: v1
kind: Secret
metadata: {name: s}
stringData: {password: ${image === 'a:1' ? 'hunter2' : 'correct-horse'}}
`;

function planReport(): Report {
  const after = loadText(DEPLOYMENT('a:2', EVIL), 'after.yaml');
  const { plan: made, findings } = plan(loadText(DEPLOYMENT('a:1'), 'before.yaml'), after, { cluster: parseNodes('2x4cpu8Gi') as KubeObject[], clusterLabel: EVIL, againstLabel: 'git:main' });
  return createReport({ kubeplan: '0.1.0', kubernetesVersion: '1.36', files: 1, documents: 2, findings: [...findings, finding({ message: EVIL, file: `k8s/${EVIL}.yaml` })], plan: made });
}

describe('every format', () => {
  const report = planReport();

  it.each(NAMES)('%s prints no control sequence, no text that turns around and no command of a CI system', (name) => {
    const printed = FORMATS[name](report);
    // eslint-disable-next-line no-control-regex
    expect(printed).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u);
    const commands = printed.split('\n').filter((line) => /^\s*::/.test(line));
    if (name === 'github') expect(commands.every((line) => /^::(?:error|warning|notice) /.test(line) && !line.startsWith('::error file=x'))).toBe(true);
    else expect(commands).toEqual([]);
    expect(printed).not.toMatch(/##(?:\[|vso|teamcity)/);
  });

  it.each(NAMES)('%s prints no secret and the same bytes each time', (name) => {
    const printed = FORMATS[name](report);
    for (const secret of ['hunter2', 'correct-horse', btoa('hunter2'), btoa('correct-horse')]) expect(printed).not.toContain(secret);
    expect(FORMATS[name](planReport())).toBe(printed);
  });
});

const IGNORED: Report = createReport({
  ...{ kubeplan: '0.1.0', kubernetesVersion: '1.35..1.36', files: 1, documents: 2, findings: [finding()] },
  ignored: [
    { finding: finding({ line: 30, rule: 'known', source: 'lint' }), reason: '', by: 'baseline known.json', kind: 'external' },
    { finding: finding({ line: 20, rule: 'image-tag-pinned', source: 'lint' }), reason: 'pinned by the pipeline', by: 'comment', kind: 'inSource' },
  ],
});

describe('what is ignored', () => {
  it('counts for nothing, and is in the report', () => {
    expect(IGNORED.summary).toMatchObject({ errors: 1, ignored: 2 });
    expect(IGNORED.ignored.map(({ finding: { line } }) => line)).toEqual([20, 30]);
    for (const name of ['text', 'markdown', 'html'] as const) expect(FORMATS[name](IGNORED)).toMatch(/2 ignored/);
    for (const name of NAMES) if (name !== 'json') expect(FORMATS[name](IGNORED)).not.toContain('image-tag-pinned');
  });

  it('is told by text and as suppressions by sarif when asked for', () => {
    expect(FORMATS.text(IGNORED, { showIgnored: true })).toContain('Ignored\n  k8s/web.yaml:20:9  image-tag-pinned: must name an image\n      by comment: pinned by the pipeline\n');
    const [run] = (JSON.parse(FORMATS.sarif(IGNORED, { showIgnored: true })) as Log).runs;
    expect(run?.results?.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ['validate/required-value', undefined],
      ['image-tag-pinned', [{ kind: 'inSource', status: 'accepted', justification: 'pinned by the pipeline (comment)' }]],
      ['known', [{ kind: 'external', status: 'accepted', justification: 'baseline known.json' }]],
    ]);
  });
});

describe('json', () => {
  it.each([reportOf([]), reportOf([finding(), finding({ severity: 'info', source: 'load' })]), planReport(), IGNORED])('fits its schema', (report) => {
    validate(JSON.parse(FORMATS.json(report)));
    expect(validate.errors).toBeNull();
  });

  it('keeps the fixed order of findings and counts them', () => {
    const report = reportOf([finding({ line: 20 }), finding({ file: 'a.yaml' }), finding({ line: 3, severity: 'warning' })]);
    expect(report.findings.map(({ file, line }) => `${file ?? ''}:${line ?? 0}`)).toEqual(['a.yaml:14', 'k8s/web.yaml:3', 'k8s/web.yaml:20']);
    expect(report.summary).toMatchObject({ errors: 2, warnings: 1, infos: 0 });
  });
});

describe('text', () => {
  it('groups findings by file, with place, severity, message and rule, and ends with a summary', () => {
    expect(FORMATS.text(reportOf([finding()]))).toBe(
      [
        'k8s/web.yaml',
        '  14:9  error    spec.template.spec.containers[0].image: must name an image',
        '                 validate/required-value',
        '',
        '2 objects in 1 file · 1 error',
        '',
      ].join('\n'),
    );
    expect(FORMATS.text(reportOf([]))).toBe('2 objects in 1 file · no findings\n');
  });

  it('fits the given width', () => {
    const report = planReport();
    for (const width of [40, 60, 80, 120]) {
      const wide = FORMATS.text(report, { width }).split('\n').filter((line) => [...line].length > width && !line.startsWith('k8s/'));
      expect(wide).toEqual([]);
    }
  });

  it('is quiet about what does not fail, when asked', () => {
    const report = reportOf([finding(), finding({ severity: 'warning', message: 'mild' })]);
    expect(FORMATS.text(report, { verbosity: 'quiet' })).not.toContain('mild');
  });

  it('uses colour only when asked', () => {
    // eslint-disable-next-line no-control-regex
    expect(FORMATS.text(reportOf([finding()]), { colour: true })).toMatch(/\u001b\[31m/);
  });
});

describe('sarif', () => {
  it('names rules, regions and places as code scanning reads them', () => {
    const log = JSON.parse(FORMATS.sarif(reportOf([finding(), finding({ line: 20, endLine: 20, severity: 'info' })]), { describeRule: () => ({ title: 'A value is missing', why: 'Because.', fix: 'Add it.' }) })) as Log;
    const [run] = log.runs;
    expect(run?.tool.driver.rules).toMatchObject([{ id: 'validate/required-value', shortDescription: { text: 'A value is missing' }, help: { text: 'Because.\n\nAdd it.' } }]);
    expect(run?.results).toHaveLength(2);
    expect(run?.results?.[0]).toMatchObject({
      ruleIndex: 0,
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'k8s/web.yaml' }, region: { startLine: 14, startColumn: 9, endLine: 14, endColumn: 14 } } }],
    });
    expect(run?.results?.[1]?.level).toBe('note');
    const [whole] = (JSON.parse(FORMATS.sarif(reportOf([{ rule: 'x', source: 'lint', severity: 'info', message: 'm' }, finding()]), { folder: 'deploy' })) as Log).runs[0]?.results ?? [];
    expect(whole?.locations).toEqual([{ physicalLocation: { artifactLocation: { uri: 'whole%20input' }, region: { startLine: 1 } } }]);
    expect(FORMATS.sarif(reportOf([finding()]), { folder: 'deploy' })).toContain('"uri": "deploy/k8s/web.yaml"');
    expect(run?.results?.[0]?.partialFingerprints).not.toEqual(run?.results?.[1]?.partialFingerprints);
  });
});

describe('github', () => {
  it('gives columns to one line only, and titles that GitHub takes', () => {
    const [line = ''] = FORMATS.github(reportOf([finding({ endLine: 20, object: { apiVersion: 'v1', kind: 'Pod', name: 'x'.repeat(300) } })]), { folder: 'deploy' }).split('\n');
    expect(line).toMatch(/^::error file=deploy\/k8s\/web\.yaml,line=14,endLine=20,title=/);
    expect(decodeURIComponent(/title=(.*?)::/.exec(line)?.[1] ?? '').length).toBe(255);
  });

  it('escapes properties and messages as the runner reads them', () => {
    expect(FORMATS.github(reportOf([finding({ file: 'a,b:c.yaml', message: '50 % of\nall' })])).split('\n')[0]).toBe(
      '::error file=a%2Cb%3Ac.yaml,line=14,endLine=14,col=9,endColumn=14,title=validate/required-value%3A Deployment shop/web::spec.template.spec.containers[0].image: 50 %25 of%0Aall',
    );
  });
});

describe('junit', () => {
  it('fails a case for each error and passes the others', () => {
    const printed = FORMATS.junit(reportOf([finding({ message: '<&>' }), finding({ severity: 'warning' })]));
    expect(printed).toContain('<testsuites name="kubeplan" tests="2" failures="1" errors="0" time="0">');
    expect(printed).toContain('message="spec.template.spec.containers[0].image: &lt;&amp;&gt;"');
    expect(printed.match(/<failure /g)).toHaveLength(1);
  });
});

describe('gitlab', () => {
  it('is a list of issues with places and fingerprints', () => {
    expect(JSON.parse(FORMATS.gitlab(reportOf([finding()])))).toEqual([
      { description: 'spec.template.spec.containers[0].image: must name an image', check_name: 'validate/required-value', fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string, severity: 'major', location: { path: 'k8s/web.yaml', lines: { begin: 14, end: 14 } } },
    ]);
  });
});

describe('html', () => {
  it('is one page that loads nothing, with a heading, landmarks and a text for each drawing', () => {
    const page = FORMATS.html(planReport());
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toContain('<script>alert');
    const drawings = page.match(/<svg [^>]*>/g) ?? [];
    expect(drawings.length).toBeGreaterThan(0);
    expect(drawings.filter((drawing) => !/aria-(?:labelledby|label|hidden)=/.test(drawing))).toEqual([]);
    for (const tag of ['main', 'header', 'footer', 'section', 'details', 'table', 'svg', 'ul', 'li', 'div', 'p']) {
      expect([tag, page.match(new RegExp(`<${tag}[ >]`, 'g'))?.length]).toEqual([tag, page.match(new RegExp(`</${tag}>`, 'g'))?.length]);
    }
  });
});
