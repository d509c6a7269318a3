import type { Severity } from '../diag/severity.ts';

/** One kind of statement about input that could not be read, or not wholly. */
export interface LoadRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
}

/** Every rule of the `load` stage, in the order in which they are listed. */
export const LOAD_RULES = [
  { id: 'load/yaml-syntax', severity: 'error', title: 'The YAML cannot be read', why: 'kubectl and the API server read YAML 1.1 by the rules of sigs.k8s.io/yaml and refuse a document that breaks them. The other documents of the file are checked all the same.' },
  { id: 'load/json-syntax', severity: 'error', title: 'The JSON cannot be read', why: 'A file that begins with { is read as JSON. What follows the mistake cannot be told apart any more.' },
  { id: 'load/unrendered-template', severity: 'error', title: 'A template that has not been rendered', why: 'Placeholders such as {{ .Values.x }} are no YAML. Give the folder of the chart as input, or the output of `helm template`.' },
  { id: 'load/not-an-object', severity: 'error', title: 'The document is no object', why: 'A manifest is a map with apiVersion and kind. A list of objects is written as several documents, or as the items of a List.' },
  { id: 'load/missing-type', severity: 'error', title: 'apiVersion or kind is missing', why: 'Without both nobody can tell what the object is; kubectl refuses it.' },
  { id: 'load/not-a-manifest', severity: 'info', title: 'A file without manifests was left out', why: 'Folders also hold values files, charts, kustomizations and patches. They are left out, and said, unless they are named as input themselves.' },
  { id: 'load/binary-file', severity: 'error', title: 'The file is not text', why: 'It holds NUL bytes or is UTF-16. Manifests are UTF-8 text.' },
  { id: 'load/invalid-utf8', severity: 'error', title: 'The text is not valid UTF-8', why: 'The file is cut off, or was saved in another encoding.' },
  { id: 'load/too-large', severity: 'error', title: 'The file is too large', why: 'The API server takes objects of at most a few megabytes; a file beyond the limit is hardly a manifest.' },
  { id: 'load/too-deep', severity: 'error', title: 'Maps and lists are nested too deeply', why: 'No kind of object nests that deeply; the limit protects whatever walks through the object.' },
  { id: 'load/unreadable', severity: 'error', title: 'The file cannot be read', why: 'The operating system refused it, for example for lack of permission.' },
  { id: 'load/outside-input', severity: 'warning', title: 'A link leads out of the input', why: 'Links that leave the folder that was given are not followed, so that foreign manifests cannot pull in files of this machine.' },
  { id: 'load/bad-separator', severity: 'error', title: 'Text behind a document separator', why: 'kubectl takes nothing but a comment behind `---` and refuses the file.' },
  { id: 'load/ignored-text', severity: 'warning', title: 'Text that nobody reads', why: 'The reader of kubectl and the API server stops where the first document ends, for example at `...`, and silently leaves out the rest.' },
  { id: 'load/list-item', severity: 'error', title: 'An item of a List is no object', why: 'Each item of a List must be an object with apiVersion and kind; kubectl does not open a List inside a List.' },
  { id: 'load/duplicate-key', severity: 'error', title: 'A key of a List occurs twice', why: 'Only the last one counts, so items are lost.' },
  { id: 'load/duplicate-object', severity: 'warning', title: 'The same object occurs twice', why: '`kubectl apply` applies both in turn and the last one wins; Helm and Kustomize refuse it, and server-side checks see only one of them.' },
  { id: 'load/ignore-comment', severity: 'warning', title: 'An ignore comment that cannot be understood', why: 'It would silently ignore nothing. The form is `# kubeplan-ignore RULE[, RULE] [until YYYY-MM-DD]: reason`.' },
  { id: 'load/renderer-missing', severity: 'error', title: 'The tool that renders the input is not installed', why: 'A folder with Chart.yaml needs `helm`, one with kustomization.yaml needs `kustomize` or `kubectl` on the PATH.' },
  { id: 'load/render-failed', severity: 'error', title: 'The input could not be rendered', why: '`helm template` or `kustomize build` reported an error.' },
  { id: 'load/render-refused', severity: 'error', title: 'The input asks for more than rendering', why: 'Remote bases, plugins and files outside the folder are not loaded: a check must not run or fetch what a stranger wrote.' },
] as const satisfies readonly LoadRule[];

export type LoadRuleId = (typeof LOAD_RULES)[number]['id'];

const SEVERITIES: ReadonlyMap<string, Severity> = new Map(LOAD_RULES.map(({ id, severity }) => [id, severity]));

export function loadSeverity(id: LoadRuleId): Severity {
  return SEVERITIES.get(id) ?? 'error';
}
