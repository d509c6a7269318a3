import { isSet, listAt } from '../../src/lint/fields.ts';
import type { LintObject } from '../../src/lint/model/lint-object.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'job-ttl',
  category: 'reliability',
  severity: 'info',
  summary: 'Finished Jobs are cleaned up.',
  why: 'A finished Job and its pods stay until somebody deletes them. For Jobs of a CronJob the history limits do that, and a time to live on top of them removes the runs that the limits are meant to keep.',
  fix: 'Set ttlSecondsAfterFinished on Jobs; on CronJobs leave it out and use successfulJobsHistoryLimit and failedJobsHistoryLimit.',
  sources: ['kube-linter:job-ttl-seconds-after-finished'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-linter'],
  messages: {
    unset: 'Job "{name}" stays for ever after it has finished: set ttlSecondsAfterFinished',
    conflict: 'CronJob "{name}" sets ttlSecondsAfterFinished, which removes runs that its history limits are to keep: leave it out',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  ttlSecondsAfterFinished: 86400
  template: {}
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec: # want unset
  template: {}
`,
      },
      {
        yaml: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: '0 6 * * *'
  jobTemplate:
    spec:
      ttlSecondsAfterFinished: 60 # want conflict
      template: {}
`,
      },
    ],
  },
  target: ['Job', 'CronJob'],
  check: ({ object, report }) => {
    const data = { name: object.name };
    if (object.kindKey === 'CronJob') {
      const path = 'spec.jobTemplate.spec.ttlSecondsAfterFinished';
      if (isSet(object.value, ...path.split('.'))) report({ path, messageId: 'conflict', data });
    } else if (!isSet(object.value, 'spec', 'ttlSecondsAfterFinished') && !hasOwner(object)) report({ path: 'spec.ttlSecondsAfterFinished', messageId: 'unset', data });
  },
});

/** Helm deletes its hooks itself when told to. */
function hasOwner(object: LintObject): boolean {
  return listAt(object.value, 'metadata', 'ownerReferences').length > 0 || object.annotations['helm.sh/hook-delete-policy'] !== undefined;
}
