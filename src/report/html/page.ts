import type { Plan } from '../../plan/plan-model.ts';
import { gravestFirst } from '../finding-text.ts';
import { headlineOf } from '../headline.ts';
import type { Renderer } from '../render-options.ts';
import { summaryLine } from '../summary-line.ts';
import { changesSection } from './changes.ts';
import { findingsSection } from './findings.ts';
import { pageHeader } from './header.ts';
import { list, text } from './markup.ts';
import { placementsSection } from './placements.ts';
import { rolloutsSection } from './rollouts.ts';
import { SCRIPT } from './script.ts';
import { servicesSection } from './services.ts';
import { STYLE } from './style.ts';

/** One page with everything in it: no network, readable without script, light and dark, for the screen and on paper. */
export const renderHtml: Renderer = (report, options = {}) => {
  const { plan } = report;
  const predictions = gravestFirst(plan === undefined ? [] : report.findings.filter(({ source }) => source === 'plan'));
  const stated = plan === undefined ? report.findings : report.findings.filter(({ source }) => source !== 'plan');
  const findings = findingsSection('findings', 'Findings', stated, options);
  const grave = stated.some(({ severity }) => severity === 'error');
  const sections = [
    findingsSection('predictions', 'What to look at first', predictions, options),
    grave ? findings : '',
    ...(plan === undefined ? [] : [changesSection(plan), rolloutsSection(plan), servicesSection(plan), placementsSection(plan), whatIfSection(plan)]),
    grave ? '' : findings,
    plan === undefined || plan.assumptions.length === 0 ? '' : `<section id="assumptions"><h2>What this takes for granted</h2>${list(plan.assumptions.map(text))}</section>`,
  ].filter((section) => section !== '');
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">`,
    '<meta name="color-scheme" content="light dark">',
    `<title>${text(`kubeplan: ${headlineOf(report).words}`)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    pageHeader(report, sections),
    `<main>`,
    ...(sections.length === 0 ? ['<p>There is nothing to report.</p>'] : sections),
    '</main>',
    `<footer><p class="soft">${text(summaryLine(report))}</p><p class="soft">Made offline by kubeplan ${text(report.kubeplan)}</p></footer>`,
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
};

function whatIfSection(plan: Plan): string {
  if (plan.whatIf.length === 0) return '';
  const items = plan.whatIf.map(({ question, answer, holds, details }) => `<strong class="${holds ? 'fine' : 'error'}"><span aria-hidden="true">${holds ? '✔' : '✖'}</span> ${holds ? 'holds' : 'fails'}</strong> <strong>${text(question)}</strong>: ${text(answer)}${list(details.map(text))}`);
  return `<section id="what-if"><h2>What if</h2>${list(items, 'answers')}</section>`;
}
