import { textAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';
import { everComes } from '../../src/lint/schedule.ts';

export default defineRule({
  id: 'cronjob-schedule-comes',
  category: 'correctness',
  severity: 'error',
  summary: 'The schedule of a CronJob comes round.',
  why: 'A date such as the 30th of February is accepted and never comes, so the job never runs and nothing says so.',
  fix: 'Correct the schedule.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'minimal'],
  messages: {
    never: 'the schedule "{schedule}" of CronJob "{name}" never comes: correct the day and month',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: '0 6 29 2 *'
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: '0 6 30 2 *' # want never
`,
      },
    ],
  },
  target: ['CronJob'],
  check: ({ object, report }) => {
    const schedule = textAt(object.value, 'spec', 'schedule') ?? '';
    if (everComes(schedule) === false) report({ path: 'spec.schedule', messageId: 'never', data: { name: object.name, schedule } });
  },
});
