import { isSet, mapsAt, textAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'vct-storage-request',
  category: 'reliability',
  severity: 'info',
  summary: 'Claim templates say how much storage they need.',
  why: 'The API server refuses a claim without a request for storage.',
  fix: 'Set resources.requests.storage.',
  sources: ['kubesec:VolumeClaimRequestsStorage'],
  since: '0.1.0',
  presets: [],
  messages: {
    unset: 'claim template "{template}" asks for no storage: set resources.requests.storage',
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
        resources:
          requests:
            storage: 1Gi
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
      spec: # want unset
        accessModes: [ReadWriteOnce]
`,
      },
    ],
  },
  target: ['StatefulSet'],
  check: ({ object, report }) => {
    for (const [index, template] of mapsAt(object.value, 'spec', 'volumeClaimTemplates')) {
      if (isSet(template, 'spec', 'resources', 'requests', 'storage')) continue;
      const data = { template: textAt(template, 'metadata', 'name') ?? '' };
      report({ path: `spec.volumeClaimTemplates[${index}].spec.resources.requests.storage`, messageId: 'unset', data });
    }
  },
});
