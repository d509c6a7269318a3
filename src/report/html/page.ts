import type { Finding } from '../../diag/finding.ts';
import type { Plan } from '../../plan/plan-model.ts';
import { count } from '../../plan/words.ts';
import { findingText } from '../finding-text.ts';
import { objectText } from '../plan-text.ts';
import type { Renderer, RenderOptions } from '../render-options.ts';
import type { Report } from '../report.ts';
import { changeCounts, findingCounts, summaryLine, verdictOf } from '../summary-line.ts';
import { SEVERITY_SIGNS } from '../text-style.ts';
import { changesSection } from './changes.ts';
import { list, text } from './markup.ts';
import { placementsSection } from './placements.ts';
import { rolloutsSection, servicesSection } from './rollouts.ts';
import { SCRIPT, STYLE } from './style.ts';

/** One page with everything in it: no network, readable without script, light and dark, for the screen and on paper. */
export const renderHtml: Renderer = (report, options = {}) => {
  const { plan } = report;
  const predictions = plan === undefined ? [] : report.findings.filter(({ source }) => source === 'plan');
  const stated = plan === undefined ? report.findings : report.findings.filter(({ source }) => source !== 'plan');
  const sections = [
    findingsSection('predictions', 'Predictions', predictions, options),
    plan === undefined ? '' : changesSection(plan),
    plan === undefined ? '' : rolloutsSection(plan),
    plan === undefined ? '' : servicesSection(plan),
    plan === undefined ? '' : placementsSection(plan),
    whatIfSection(plan),
    findingsSection('findings', 'Findings', stated, options),
    plan === undefined || plan.assumptions.length === 0 ? '' : `<section id="assumptions"><h2>Assumptions</h2>${list(plan.assumptions.map(text))}</section>`,
  ].filter((section) => section !== '');
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">`,
    `<title>${text(`kubeplan: ${headline(report)}`)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    pageHeader(report, sections),
    `<main>`,
    ...sections,
    '</main>',
    `<footer><p class="soft">${text(summaryLine(report))}</p><p class="soft">kubeplan ${text(report.kubeplan)}</p></footer>`,
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
};

function headline(report: Report): string {
  return report.plan === undefined ? findingCounts(report) || 'no findings' : changeCounts(report.plan);
}

function pageHeader(report: Report, sections: readonly string[]): string {
  const { plan, summary } = report;
  const verdict = plan === undefined ? '' : verdictOf(plan);
  const bad = summary.errors > 0 || verdict === 'cannot complete' || plan?.complete === false;
  const tone = bad ? 'error' : summary.warnings > 0 ? 'warning' : 'fine';
  const words = [verdict, findingCounts(report)].filter((part) => part !== '').join(' · ') || 'nothing to worry about';
  const facts = [`Kubernetes ${report.kubernetesVersion}`, `${count(summary.documents, 'object')} in ${count(summary.files, 'file')}`, ...(plan === undefined ? [] : [plan.cluster ?? 'no nodes known, so no placement is claimed']), ...(plan?.against === undefined ? [] : [`against ${plan.against}`])];
  const links = sections.flatMap((section) => {
    const match = /^<section id="([a-z-]+)"><h2>([^<]+)<\/h2>/.exec(section);
    return match === null ? [] : [`<a href="#${match[1] ?? ''}">${match[2] ?? ''}</a>`];
  });
  return `<header><h1>${text(headline(report))}</h1><p><span class="badge ${tone}">${text(words)}</span></p><p class="soft">${text(facts.join(' · '))}</p>${links.length > 1 ? `<nav aria-label="Sections">${list(links)}</nav>` : ''}</header>`;
}

function findingsSection(id: string, title: string, findings: readonly Finding[], options: RenderOptions): string {
  if (findings.length === 0) return '';
  const items = findings.map((finding) => {
    const place = finding.file === undefined ? '' : ` <code>${text(`${finding.file}:${finding.line ?? 1}`)}</code>`;
    const object = finding.object === undefined ? '' : ` <small>${text(objectText(finding.object))}</small>`;
    const fix = options.describeRule?.(finding.rule)?.fix;
    return `<li class="${finding.severity}"><strong class="kind"><span aria-hidden="true">${SEVERITY_SIGNS[finding.severity]}</span> ${finding.severity}: ${text(finding.rule)}</strong>${place}${object}<br><span>${text(findingText(finding))}</span>${fix === undefined ? '' : `<br><small>${text(fix)}</small>`}</li>`;
  });
  return `<section id="${id}"><h2>${title}</h2><ul class="findings">${items.join('\n')}</ul></section>`;
}

function whatIfSection(plan: Plan | undefined): string {
  if (plan === undefined || plan.whatIf.length === 0) return '';
  const items = plan.whatIf.map(({ question, answer, holds, details }) => `<span class="${holds ? 'fine' : 'error'}">${holds ? '✔' : '✖'}</span> <strong>${text(question)}</strong> ${text(answer)}${list(details.map(text))}`);
  return `<section id="what-if"><h2>What if</h2>${list(items)}</section>`;
}
