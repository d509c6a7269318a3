import { Option } from 'commander';
import type { Command } from 'commander';
import { DEFAULT_KUBERNETES_VERSION } from '../api/kubernetes-version.ts';
import { SEVERITIES } from '../diag/severity.ts';
import type { Severity } from '../diag/severity.ts';

/** The flags of every command that reads manifests and prints a report. */
export interface ReportFlags {
  readonly kubernetesVersion: string;
  readonly crds: readonly string[];
  readonly namespace: string;
  /** A file, or false for `--no-config`. */
  readonly config?: string | boolean;
  readonly helmValues: readonly string[];
  readonly set: readonly string[];
  readonly format: readonly string[];
  readonly showIgnored?: boolean;
  readonly failOn: Severity | 'never';
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export function addReportFlags(command: Command): Command {
  return command
    .addOption(new Option('--kubernetes-version <version>', 'the release to answer for, or a range such as 1.33..1.36').default(DEFAULT_KUBERNETES_VERSION))
    .addOption(repeatable('--crds <path>', 'what describes other kinds: CustomResourceDefinitions, the OpenAPI of a cluster, JSON Schemas, or a template such as schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json (repeatable)'))
    .addOption(new Option('-n, --namespace <name>', 'the namespace of objects that name none').default('default'))
    .addOption(new Option('--config <file>', 'the configuration (default: kubeplan.yaml, searched upward from the input)'))
    .addOption(new Option('--no-config', 'read no configuration'))
    .addOption(repeatable('--helm-values <file>', 'values for a Helm chart (repeatable)'))
    .addOption(repeatable('--set <key=value>', 'one value for a Helm chart (repeatable)'))
    .addOption(repeatable('-f, --format <name[=file]>', 'text, json, sarif, junit, github, gitlab, markdown or html, to a file with =FILE (repeatable)'))
    .addOption(new Option('--show-ignored', 'also tell what is ignored, in text and as suppressions in SARIF'))
    .addOption(new Option('--fail-on <severity>', 'exit with 1 from this severity on').choices([...SEVERITIES, 'never']).default('error'))
    .addOption(new Option('--color', 'colour even when the output is no terminal'))
    .addOption(new Option('--no-color', 'no colour'))
    .addOption(new Option('-q, --quiet', 'only what fails the run, and the summary'))
    .addOption(new Option('-v, --verbose', 'everything, also what is fine'));
}

/** An option that may be given several times; its values are collected. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, previous: readonly string[] = []) => [...previous, value]).default([], 'none');
}
