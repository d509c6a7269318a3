import { sleepSeconds } from '../../api/sleep-command.ts';
import type { Container } from '../../api/types/core-v1.ts';
import { behaviourOf, DEFAULT_BEHAVIOUR } from '../../sim/kubelet/behaviour.ts';
import type { Pod } from '../../sim/objects.ts';
import { podSpecOf, podTemplateOf, templatePath } from '../objects/workload.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { type Prediction, type Predictor, shortName, touches } from './prediction.ts';

const DEFAULT_GRACE_SECONDS = 30;

/** Pods that are killed in the middle of their work, because they need longer to end than they are given. */
export const terminationPredictions: Predictor = ({ after, changes }) =>
  after.workloads.flatMap((workload): Prediction[] => {
    const template = podTemplateOf(workload.stated);
    if (template === undefined || !touches(changes, [workload])) return [];
    const graceSeconds = podSpecOf(workload.stated)?.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
    const prefix = templatePath(workload.stated) === undefined ? 'spec' : `${templatePath(workload.stated)?.join('.') ?? ''}.spec`;
    const path = `${prefix}.terminationGracePeriodSeconds`;
    const who = `${workload.reference.kind} ${shortName(workload)}`;
    const hooks = (template.spec?.containers ?? []).flatMap((container): Prediction[] => {
      const seconds = preStopSeconds(container);
      if (seconds === undefined || seconds < graceSeconds) return [];
      return [{ rule: 'plan/grace-too-short', object: workload, path, message: `container ${container.name} of ${who} is killed ${graceSeconds} s after it is told to end, while its preStop hook takes ${seconds} s: no time is left to finish requests; set terminationGracePeriodSeconds above ${seconds}` }];
    });
    return hooks.length > 0 ? hooks : slowEnd(workload, template as Pod, graceSeconds, path, who);
  });

/** What the manifest itself says about how long the pod needs to end. */
function slowEnd(workload: PlannedObject, template: Pod, graceSeconds: number, path: string, who: string): Prediction[] {
  const pod: Pod = { ...template, metadata: template.metadata ?? {} };
  const terminateMs = Math.max(...(template.spec?.containers ?? []).map(({ name }) => behaviourOf(pod, name ?? '', 'main').terminateMs));
  if (terminateMs === DEFAULT_BEHAVIOUR.terminateMs || terminateMs <= graceSeconds * 1000) return [];
  return [{ rule: 'plan/grace-too-short', object: workload, path, message: `the pods of ${who} need ${terminateMs / 1000} s to end and are killed after ${graceSeconds} s; set terminationGracePeriodSeconds above ${Math.ceil(terminateMs / 1000)}` }];
}

/** How long the hook takes, as far as it says. */
function preStopSeconds({ lifecycle }: Container): number | undefined {
  return lifecycle?.preStop?.sleep?.seconds ?? sleepSeconds(lifecycle?.preStop?.exec?.command ?? []);
}
