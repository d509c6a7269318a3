import type { KubeObject } from '../api/object.ts';
import { fileURLToPath } from 'node:url';
import { load, loadText } from '../load/load.ts';
import { plan } from '../plan/plan.ts';
import type { Plan } from '../plan/plan-model.ts';
import { createReport, type Report } from './report.ts';

/** Reports for the tests of the renderers: the example shop, and shapes that few real reports have. */

/** Characters and markup that must never reach a reader as what they are. */
export const HOSTILE = 'a\u001b[31mred\u0007 \u202egnp.exe\u2066 x\r\n::error file=x::stolen\n##[set-env]PATH=1 ##vso[task.setvariable]1 <script>alert(1)</script><img src=x onerror=alert(1)> | `code` ``` @everyone #12 ![x](http://evil.example/x.png) [y](javascript:alert(1)) www.evil.example http://evil.example ]]> --> </details> & "quoted" \'single\' \u{e0041}';

const FACTS = { kubeplan: '0.1.0', kubernetesVersion: '1.36', files: 1, documents: 2 } as const;
const EMPTY_PLAN: Plan = { changes: [], unchanged: 3, rollouts: [], placements: [], spreads: [], pending: [], services: [], preemptions: [], whatIf: [], assumptions: [], complete: true };
const SHOP = fileURLToPath(new URL('../../testdata/shop', import.meta.url));

/** The plan of the example shop as the README shows it. */
export async function shopReport(): Promise<Report> {
  const [before, after, nodes] = await Promise.all([load([`${SHOP}/before`], {}), load([`${SHOP}/after`], {}), load([`${SHOP}/nodes.yaml`], {})]);
  const cluster = nodes.documents.map(({ object }) => object as unknown as KubeObject);
  const outcome = plan(before, after, { cluster, clusterLabel: '3 nodes from nodes.yaml', againstLabel: 'testdata/shop/before' });
  return createReport({ ...FACTS, files: after.files.length, documents: after.documents.length, findings: [...after.findings, ...outcome.findings].map(withShortFile), plan: outcome.plan });
}

function withShortFile<T extends { readonly file?: string }>(finding: T): T {
  return finding.file === undefined ? finding : { ...finding, file: finding.file.slice(finding.file.indexOf('testdata/')) };
}

/** A plan of nothing. */
export function emptyReport(): Report {
  return createReport({ ...FACTS, findings: [], plan: EMPTY_PLAN });
}

/** Findings without a plan, one of each severity. */
export function findingsReport(): Report {
  const place = { file: 'k8s/web.yaml', document: 0, line: 14, column: 9 };
  return createReport({
    ...FACTS,
    findings: [
      { rule: 'validate/required-value', source: 'validate', severity: 'error', message: 'must name an image', path: 'spec.template.spec.containers[0].image', object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' }, ...place },
      { rule: 'resources/memory-limit', source: 'lint', severity: 'warning', message: 'container web has no memory limit', ...place, line: 18 },
      { rule: 'load/empty-document', source: 'load', severity: 'info', message: 'a document is empty', file: 'k8s/web.yaml', line: 30 },
    ],
  });
}

/** A plan whose simulation hit a limit. */
export function incompleteReport(report: Report): Report {
  return withPlan(report, (made) => ({ ...made, complete: false, stoppedBecause: 'more than 100000 events' }));
}

/** Every text of a report replaced by something hostile: whatever the input holds, it may end up anywhere. */
export function hostileReport(report: Report): Report {
  const fixed = new Set(['severity', 'source', 'action', 'code', 'verdict', 'phase', 'revision', 'op', 'kubeplan', 'kubernetesVersion', 'rule']);
  const poisoned = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return fixed.has(key) ? value : key === 'note' && value === 'before' ? value : `${value.slice(0, 12)}${HOSTILE}`;
    if (Array.isArray(value)) return value.map((item) => poisoned(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poisoned(item, name)]));
  };
  return poisoned(report, '') as Report;
}

/** Many changes and rollouts, made from those of another report. */
export function largeReport(report: Report, changes: number, rollouts: number): Report {
  const { plan: made, findings } = report;
  const repeated = <T extends { readonly object: { readonly name: string } }>(items: readonly T[], amount: number): T[] =>
    [...Array(amount).keys()].flatMap((index) => {
      const item = items[index % items.length];
      return item === undefined ? [] : [{ ...item, object: { ...item.object, name: `${item.object.name}-${index + 1}` } }];
    });
  if (made === undefined) return report;
  return createReport({ ...report, ...report.summary, ignored: report.ignored, findings, plan: { ...made, changes: repeated(made.changes, changes), rollouts: repeated(made.rollouts, rollouts) } });
}

/** Without any file: a plan of manifests given as text. */
export function planOfTexts(before: string | undefined, after: string): Report {
  const set = loadText(after, 'after.yaml');
  const outcome = plan(before === undefined ? undefined : loadText(before, 'before.yaml'), set, {});
  return createReport({ ...FACTS, findings: [...set.findings, ...outcome.findings], plan: outcome.plan });
}

function withPlan(report: Report, change: (plan: Plan) => Plan): Report {
  return report.plan === undefined ? report : { ...report, plan: change(report.plan) };
}
