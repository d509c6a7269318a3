import { renderGithub } from './github.ts';
import { renderGitlab } from './gitlab.ts';
import { renderHtml } from './html/page.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import type { Renderer } from './render-options.ts';
import { renderSarif } from './sarif.ts';
import { renderText } from './text.ts';

export { createReport, type Report, type ReportInput, type ReportSummary } from './report.ts';
export type { Renderer, RenderOptions, RuleDescription } from './render-options.ts';

/** Every format by its name, in the order in which help texts list them. */
export const FORMATS = {
  text: renderText,
  json: renderJson,
  sarif: renderSarif,
  junit: renderJunit,
  github: renderGithub,
  gitlab: renderGitlab,
  markdown: renderMarkdown,
  html: renderHtml,
} as const satisfies Readonly<Record<string, Renderer>>;

export type FormatName = keyof typeof FORMATS;
