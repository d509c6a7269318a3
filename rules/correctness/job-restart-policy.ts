import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'job-restart-policy',
  category: 'correctness',
  severity: 'error',
  summary: 'Pods of Jobs are restarted on failure or never.',
  why: 'The API server refuses Always, which is the default, for Jobs and CronJobs: they could never complete.',
  fix: 'Set restartPolicy to OnFailure, or to Never to keep each failed pod for its logs.',
  sources: ['kube-score:cronjob-restartpolicy'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'minimal', 'kube-score'],
  fixable: 'suggestion',
  messages: {
    policy: 'the pods of {kind} "{name}" have restartPolicy {policy}, which Jobs may not have: set OnFailure or Never',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: registry.example/migrate:1.2.3
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec: # want policy
      containers:
        - name: migrate
          image: registry.example/migrate:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { object, report }) => {
    if (object.kindKey !== 'Job' && object.kindKey !== 'CronJob') return;
    const policy = textAt(pod.spec, 'restartPolicy') ?? 'Always (the default)';
    if (policy === 'OnFailure' || policy === 'Never') return;
    const path = child(pod.path, 'restartPolicy');
    report({ path, messageId: 'policy', data: { kind: object.kind, name: object.name, policy }, fix: setField(path, 'OnFailure', 'restart on failure', false) });
  },
});
