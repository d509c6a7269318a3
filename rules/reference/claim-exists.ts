import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { mapsAt, textAt } from '../../src/lint/fields.ts';
import type { LintModel } from '../../src/lint/model/lint-model.ts';
import type { PodView } from '../../src/lint/model/pod-view.ts';
import { volumesOf } from '../../src/lint/model/volumes.ts';

export default definePodRule({
  id: 'claim-exists',
  category: 'reference',
  severity: 'info',
  summary: 'The claims that a pod mounts are in the input.',
  why: 'A pod whose PersistentVolumeClaim does not exist cannot be scheduled.',
  fix: 'Add the claim, or correct its name. What is made elsewhere is declared in the configuration under external.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    missing: 'PersistentVolumeClaim "{claim}" is not in namespace "{namespace}" of the input: add it, correct the name, or declare it as external',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: data
      emptyDir: {}
  containers:
    - name: web
      image: registry.example/web:1.2.3
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
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: data # want missing
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { model, report }) => {
    for (const { value, path } of volumesOf(pod)) {
      const claim = textAt(value, 'persistentVolumeClaim', 'claimName') ?? '';
      if (claim === '' || model.exists('PersistentVolumeClaim', pod.namespace, claim) || isFromTemplate(claim, pod, model)) continue;
      report({ path: child(path, 'persistentVolumeClaim.claimName'), messageId: 'missing', data: { claim, namespace: pod.namespace } });
    }
  },
});

/** Claims that a StatefulSet makes are called TEMPLATE-SET-NUMBER. */
function isFromTemplate(claim: string, pod: PodView, model: LintModel): boolean {
  return model.ofKind('StatefulSet').some(
    (set) => set.namespace === pod.namespace && mapsAt(set.value, 'spec', 'volumeClaimTemplates').some(([, template]) => claim.startsWith(`${textAt(template, 'metadata', 'name') ?? ''}-${set.name}-`)),
  );
}
