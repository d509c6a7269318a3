import type { Finding } from '../diag/finding.ts';
import { compareFindings } from '../diag/finding.ts';
import { compareIgnored } from '../diag/ignored-finding.ts';
import type { IgnoredFinding } from '../diag/ignored-finding.ts';
import type { Plan } from '../plan/plan-model.ts';

export interface ReportSummary {
  readonly files: number;
  readonly documents: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Findings that somebody asked not to be told; they are none of the others. */
  readonly ignored: number;
}

/** The contract of kubeplan: the JSON format is this value, every other format is drawn from it. Its schema is `schemas/report.schema.json`. */
export interface Report {
  readonly formatVersion: 1;
  /** The version of kubeplan. */
  readonly kubeplan: string;
  readonly kubernetesVersion: string;
  readonly summary: ReportSummary;
  /** In the fixed order of findings. */
  readonly findings: readonly Finding[];
  /** In the same order. */
  readonly ignored: readonly IgnoredFinding[];
  readonly plan?: Plan;
}

export interface ReportInput {
  readonly kubeplan: string;
  readonly kubernetesVersion: string;
  readonly files: number;
  readonly documents: number;
  readonly findings: readonly Finding[];
  readonly ignored?: readonly IgnoredFinding[];
  readonly plan?: Plan | undefined;
}

/** Puts findings into their fixed order, counts them, and adds the plan when there is one. */
export function createReport(input: ReportInput): Report {
  const findings = [...input.findings].sort(compareFindings);
  const ignored = [...(input.ignored ?? [])].sort(compareIgnored);
  const count = (severity: Finding['severity']): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    formatVersion: 1,
    kubeplan: input.kubeplan,
    kubernetesVersion: input.kubernetesVersion,
    summary: { files: input.files, documents: input.documents, errors: count('error'), warnings: count('warning'), infos: count('info'), ignored: ignored.length },
    findings,
    ignored,
    ...(input.plan === undefined ? {} : { plan: input.plan }),
  };
}
