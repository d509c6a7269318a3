import type { Report } from './report.ts';

/** What every rule can say about itself; the caller looks it up, for `report` knows no rules. */
export interface RuleDescription {
  readonly title: string;
  readonly why?: string | undefined;
  readonly fix?: string | undefined;
  readonly url?: string | undefined;
}

/** How a report is drawn. Everything is optional: a report alone gives the plain form. */
export interface RenderOptions {
  /** Terminal colours in `text`. Default false. */
  readonly colour?: boolean;
  /** Columns of `text`. Default 80, at least 60. */
  readonly width?: number;
  /** `quiet`: findings that fail and the summary; `verbose`: everything. Default `normal`. */
  readonly verbosity?: 'quiet' | 'normal' | 'verbose';
  /** For titles and explanations of rules in formats that carry them. */
  readonly describeRule?: (rule: string) => RuleDescription | undefined;
  /** What was run, for headings: `kubeplan plan k8s/`. */
  readonly command?: string;
  /** Where the input can be read at its lines, for links: `https://github.com/OWNER/REPO/blob/COMMIT`. Without it links are relative. */
  readonly sourceUrl?: string;
  /** Where the input lies in its repository, with forward slashes and none at the ends: code hosts name files from the root. Default: at the root. */
  readonly folder?: string;
  /** Also tell what was ignored, in `text` and `sarif`; JSON always does. Default false. */
  readonly showIgnored?: boolean;
  /** The least severity that fails the run. Default `error`. */
  readonly failOn?: 'error' | 'warning' | 'info';
}

/** A report as text in one format. Pure and deterministic: equal reports and options give equal bytes. */
export type Renderer = (report: Report, options?: RenderOptions) => string;
