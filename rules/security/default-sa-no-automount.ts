import { booleanAt, isSet } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'default-sa-no-automount',
  category: 'security',
  severity: 'info',
  summary: 'The service account "default" hands out no token.',
  why: 'Every pod that names no account gets the token of "default", whether it calls the API or not.',
  fix: 'Set automountServiceAccountToken to false on it.',
  sources: ['checkov:CKV_K8S_41'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  fixable: 'suggestion',
  messages: {
    mounted: 'the service account "default" of namespace "{namespace}" hands its token to every pod without an account: set automountServiceAccountToken to false',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: shop
automountServiceAccountToken: false
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: ServiceAccount
metadata: # want mounted
  name: default
  namespace: shop
`,
      },
    ],
  },
  target: ['ServiceAccount'],
  check: ({ object, report }) => {
    if (object.name !== 'default' || booleanAt(object.value, 'automountServiceAccountToken') === false) return;
    const fix = setField('automountServiceAccountToken', false, 'hand out no token', false);
    // A field of the object itself has no ancestor to show but the object: its metadata is the telling place.
    const path = isSet(object.value, 'automountServiceAccountToken') ? 'automountServiceAccountToken' : 'metadata';
    report({ path, messageId: 'mounted', data: { namespace: object.namespace }, fix });
  },
});
