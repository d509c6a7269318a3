import { at } from '../../src/diag/field-path.ts';
import { mapsAt, textAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'vct-annotation',
  category: 'policy',
  severity: 'info',
  summary: 'Claim templates carry the annotations that the team agreed on.',
  why: 'Backup and snapshot tools are told by annotations which volumes they are to look after.',
  fix: "Add the annotation to the template's metadata.",
  sources: ['kube-linter:template:statefulset-volumeclaimtemplate-annotation'],
  since: '0.1.0',
  presets: [],
  options: {
    annotations: { type: 'array', items: { type: 'string' }, default: [], description: 'The keys that must be there with a value.' },
  },
  messages: {
    missing: 'claim template "{template}" lacks the annotation {key}: add it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  volumeClaimTemplates:
    - metadata:
        name: data
        annotations:
          backup.example/plan: daily
`,
        options: { annotations: ['backup.example/plan'] },
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  volumeClaimTemplates:
    - metadata: # want missing
        name: data
`,
        options: { annotations: ['backup.example/plan'] },
      },
    ],
  },
  target: ['StatefulSet'],
  check: ({ object, options, report }) => {
    for (const [index, template] of mapsAt(object.value, 'spec', 'volumeClaimTemplates')) {
      for (const key of options['annotations'] as readonly string[]) {
        if ((textAt(template, 'metadata', 'annotations', key) ?? '') !== '') continue;
        const path = at(`spec.volumeClaimTemplates[${index}].metadata.annotations`, key);
        report({ path, messageId: 'missing', data: { template: textAt(template, 'metadata', 'name') ?? '', key } });
      }
    }
  },
});
