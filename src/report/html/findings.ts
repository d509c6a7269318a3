import type { Finding } from '../../diag/finding.ts';
import { findingText } from '../finding-text.ts';
import { objectText } from '../plan-text.ts';
import type { RenderOptions } from '../render-options.ts';
import { SEVERITY_SIGNS } from '../text-style.ts';
import { text } from './markup.ts';

/** Findings as cards: what is wrong, where, and how to mend it. Empty when there are none. */
export function findingsSection(id: string, title: string, findings: readonly Finding[], options: RenderOptions): string {
  if (findings.length === 0) return '';
  return `<section id="${id}"><h2>${title}</h2><ul class="findings">${findings.map((finding) => findingCard(finding, options)).join('\n')}</ul></section>`;
}

function findingCard(finding: Finding, options: RenderOptions): string {
  const place = finding.file === undefined ? [] : [`<code>${text(`${finding.file}:${finding.line ?? 1}`)}</code>`];
  const object = finding.object === undefined ? [] : [text(objectText(finding.object))];
  const fix = finding.fix?.description ?? options.describeRule?.(finding.rule)?.fix;
  return [
    `<li class="card ${finding.severity}-card"><p class="message"><strong class="${finding.severity}"><span aria-hidden="true">${SEVERITY_SIGNS[finding.severity]}</span> ${finding.severity}</strong> ${text(findingText(finding))}</p>`,
    fix === undefined ? '' : `<p class="fix"><strong>To fix:</strong> ${text(fix)}</p>`,
    `<p class="soft small">${[...place, ...object, text(finding.rule)].join(' · ')}</p></li>`,
  ].join('\n');
}
