import { sleepSeconds } from '../../src/api/sleep-command.ts';
import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { mapAt, numberAt, textsAt } from '../../src/lint/fields.ts';

export default defineContainerRule({
  id: 'grace-period-covers-pre-stop',
  category: 'reliability',
  severity: 'warning',
  summary: 'The grace period is longer than the preStop hook.',
  why: 'The grace period runs while the hook does: a hook that takes all of it leaves the process no time, and it is killed in the middle of its work.',
  fix: 'Set terminationGracePeriodSeconds to the time of the hook plus what the process itself needs.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    short: 'the preStop hook of {container} sleeps {sleep} seconds, but the pod has only {grace} to end: raise terminationGracePeriodSeconds',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  terminationGracePeriodSeconds: 60
  containers:
    - name: web
      image: registry.example/web:1.2.3
      lifecycle:
        preStop:
          sleep: { seconds: 15 }
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
      lifecycle:
        preStop:
          exec:
            command: [sh, -c, sleep 45] # want short
`,
      },
    ],
  },
  roles: ['regular', 'sidecar'],
  checkContainer: (container, { object, report }) => {
    const hook = mapAt(container.value, 'lifecycle', 'preStop');
    if (hook === undefined || object.pod === undefined) return;
    const grace = numberAt(object.pod.spec, 'terminationGracePeriodSeconds') ?? 30;
    const direct = numberAt(hook, 'sleep', 'seconds');
    const sleep = direct ?? sleepSeconds(textsAt(hook, 'exec', 'command'));
    if (sleep === undefined || sleep < grace) return;
    const path = child(container.path, direct === undefined ? 'lifecycle.preStop.exec.command' : 'lifecycle.preStop.sleep.seconds');
    report({ path, messageId: 'short', data: { sleep, grace } });
  },
});
