import { mapsAt, textAt, textsAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'vct-access-mode',
  category: 'reliability',
  severity: 'info',
  summary: 'Claims of StatefulSets are for one node.',
  why: 'Each pod has its own claim, so a mode that many nodes may mount asks for storage that is slower, dearer and rarer than needed.',
  fix: 'Set accessModes to ReadWriteOnce or ReadWriteOncePod.',
  sources: ['kubesec:VolumeClaimAccessModeReadWriteOnce'],
  since: '0.1.0',
  presets: [],
  messages: {
    shared: 'claim template "{template}" asks for {modes}, though each pod has a claim of its own: ask for ReadWriteOnce',
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
      spec:
        accessModes: [ReadWriteOnce]
`,
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
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteMany] # want shared
`,
      },
    ],
  },
  target: ['StatefulSet'],
  check: ({ object, report }) => {
    for (const [index, template] of mapsAt(object.value, 'spec', 'volumeClaimTemplates')) {
      const modes = textsAt(template, 'spec', 'accessModes');
      if (modes.length === 0 || modes.some((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')) continue;
      const data = { template: textAt(template, 'metadata', 'name') ?? '', modes: modes.join(', ') };
      report({ path: `spec.volumeClaimTemplates[${index}].spec.accessModes`, messageId: 'shared', data });
    }
  },
});
