import { labelValueProblems, qualifiedNameProblems } from '../../src/api/names.ts';
import { at, child } from '../../src/diag/field-path.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'valid-label-values',
  category: 'correctness',
  severity: 'error',
  summary: 'Labels are such as the API accepts.',
  why: 'An object with a malformed label is refused, and with it, in some tools, the rest of the apply.',
  fix: 'Use up to 63 letters, digits, hyphens, underscores and dots, with a letter or digit at both ends; anything else belongs into an annotation.',
  sources: ['kube-score:label-values'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'minimal', 'kube-score'],
  messages: {
    value: 'the value "{value}" of label {key} {problem}: put it into an annotation, or shorten it',
    key: 'the label "{key}" {problem}',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    description: the web shop # want value
`,
      },
    ],
  },
  target: 'any',
  check: ({ object, model, report }) => {
    const keyProblems = model.shared(KEY_PROBLEMS, () => new Map<string, string | undefined>());
    const places = [{ labels: object.labels, path: 'metadata.labels' }];
    if (object.pod !== undefined && object.pod.metadataPath !== 'metadata') places.push({ labels: object.pod.labels, path: child(object.pod.metadataPath, 'labels') });
    for (const { labels, path } of places) {
      for (const [key, value] of Object.entries(labels)) {
        if (!keyProblems.has(key)) keyProblems.set(key, qualifiedNameProblems(key)[0]);
        const keyProblem = keyProblems.get(key);
        const [problem] = labelValueProblems(value);
        if (keyProblem !== undefined) report({ path: at(path, key), messageId: 'key', data: { key, problem: keyProblem } });
        if (problem !== undefined) report({ path: at(path, key), messageId: 'value', data: { key, value, problem } });
      }
    }
  },
});

/** The same keys stand on nearly all objects. */
const KEY_PROBLEMS = Symbol('problems of label keys');
