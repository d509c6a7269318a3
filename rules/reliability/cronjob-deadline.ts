import { isSet } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'cronjob-deadline',
  category: 'reliability',
  severity: 'info',
  summary: 'A CronJob says how late it may start.',
  why: 'Without startingDeadlineSeconds a run that was missed long ago may still be started, and after 100 missed ones the controller gives up on the schedule.',
  fix: 'Set startingDeadlineSeconds to the time within which a late start still makes sense.',
  sources: ['kube-score:cronjob-has-deadline'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score'],
  messages: {
    unset: 'CronJob "{name}" does not say how late a run may start: set startingDeadlineSeconds',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: '0 6 * * *'
  startingDeadlineSeconds: 600
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec: # want unset
  schedule: '0 6 * * *'
`,
      },
    ],
  },
  target: ['CronJob'],
  check: ({ object, report }) => {
    if (!isSet(object.value, 'spec', 'startingDeadlineSeconds')) report({ path: 'spec.startingDeadlineSeconds', messageId: 'unset', data: { name: object.name } });
  },
});
