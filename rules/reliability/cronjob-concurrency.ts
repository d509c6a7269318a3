import { numberAt, textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { defineRule } from '../../src/lint/rule.ts';
import { shortestIntervalSeconds } from '../../src/lint/schedule.ts';

export default defineRule({
  id: 'cronjob-concurrency',
  category: 'reliability',
  severity: 'info',
  summary: 'Runs of a CronJob do not pile up.',
  why: 'With the default Allow a run that hangs or is slow is joined by the next one, and the next: they take the resources of everything else.',
  fix: 'Set concurrencyPolicy to Forbid, or to Replace where the newest run counts. If runs may overlap, say Allow and ignore the rule with that reason.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  fixable: 'suggestion',
  options: {
    maxMinutes: { type: 'integer', minimum: 1, default: 60, description: 'The longest time between two runs at which an overlap is worth a word, in minutes.' },
  },
  messages: {
    piles: 'runs of CronJob "{name}" every {minutes} minute(s) may pile up: set concurrencyPolicy to Forbid or Replace',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: '*/5 * * * *'
  concurrencyPolicy: Forbid
`,
      },
      {
        yaml: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: '0 6 * * *'
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec: # want piles
  schedule: '*/5 * * * *'
`,
      },
    ],
  },
  target: ['CronJob'],
  check: ({ object, options, report }) => {
    const policy = textAt(object.value, 'spec', 'concurrencyPolicy') ?? 'Allow';
    const seconds = shortestIntervalSeconds(textAt(object.value, 'spec', 'schedule') ?? '');
    if (policy !== 'Allow' || seconds === undefined || seconds > Number(options['maxMinutes']) * 60) return;
    // A deadline for the Job itself bounds how many can run at once.
    if ((numberAt(object.value, 'spec', 'jobTemplate', 'spec', 'activeDeadlineSeconds') ?? Infinity) <= seconds) return;
    const path = 'spec.concurrencyPolicy';
    report({ path, messageId: 'piles', data: { name: object.name, minutes: seconds / 60 }, fix: setField(path, 'Forbid', 'let no two runs overlap', false) });
  },
});
