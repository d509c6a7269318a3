import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { parseImage } from '../../src/lint/image.ts';

export default defineContainerRule({
  id: 'image-pull-policy-always',
  category: 'supply-chain',
  severity: 'info',
  summary: 'Images are pulled anew at each start.',
  why: "With Always the registry checks the node's credentials each time, so that a pod cannot use a private image that happens to lie on the node. Contested: it makes starts depend on the registry.",
  fix: 'Set imagePullPolicy to Always, or switch on the admission plugin AlwaysPullImages.',
  sources: ['kube-linter:template:image-pull-policy', 'kube-score:container-image-pull-policy', 'polaris:pullPolicyNotAlways', 'checkov:CKV_K8S_15'],
  since: '0.1.0',
  presets: ['kube-score', 'polaris'],
  fixable: 'suggestion',
  options: {
    exemptDigests: { type: 'boolean', default: true, description: 'Whether images with a digest may have any policy.' },
  },
  messages: {
    policy: '{container} pulls its image by policy {policy}: set imagePullPolicy to Always',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      imagePullPolicy: Always
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      imagePullPolicy: IfNotPresent # want policy
`,
      },
    ],
  },
  checkContainer: (container, { options, report }) => {
    const { tag, digest } = parseImage(container.image);
    if (digest !== '' && options['exemptDigests'] === true) return;
    // The API server fills in the policy by the tag (pkg/apis/core/v1/defaults.go, SetDefaults_Container).
    const policy = textAt(container.value, 'imagePullPolicy') ?? ((tag === '' || tag === 'latest') && digest === '' ? 'Always' : 'IfNotPresent');
    const path = child(container.path, 'imagePullPolicy');
    if (policy !== 'Always') report({ path, messageId: 'policy', data: { policy }, fix: setField(path, 'Always', 'pull at each start', false) });
  },
});
