import type { ContainerStatus } from '../../../api/types/core-v1.ts';
import type { PodFailurePolicyRule } from '../../../api/types/batch-v1.ts';
import type { Job, Pod } from '../../objects.ts';
import { parseIndexes } from './indexes.ts';

export type FailureAction = 'FailJob' | 'FailIndex' | 'Ignore' | 'Count';

/** What the pod failure policy says of a failed pod: the first rule that fits (matchPodFailurePolicy in pkg/controller/job/pod_failure_policy.go, v1.36). */
export function matchFailurePolicy(job: Job, pod: Pod): { readonly action: FailureAction; readonly message: string } {
  for (const [index, rule] of (job.spec?.podFailurePolicy?.rules ?? []).entries()) {
    const why = matchExitCodes(rule, pod) ?? matchConditions(rule, pod);
    if (why === undefined) continue;
    const action = rule.action as FailureAction;
    const name = `${pod.metadata.namespace ?? ''}/${pod.metadata.name ?? ''}`;
    return { action, message: `${why.replace('POD', name)} matching ${action} rule at index ${index}` };
  }
  return { action: 'Count', message: '' };
}

function matchExitCodes({ onExitCodes }: PodFailurePolicyRule, pod: Pod): string | undefined {
  if (onExitCodes === undefined) return undefined;
  const statuses: readonly ContainerStatus[] = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  for (const { name, state } of statuses) {
    const code = state?.terminated?.exitCode;
    if (code === undefined || (onExitCodes.containerName !== undefined && onExitCodes.containerName !== name)) continue;
    const isListed = (onExitCodes.values ?? []).includes(code);
    if (code !== 0 && (onExitCodes.operator === 'In' ? isListed : !isListed)) return `Container ${name ?? ''} for pod POD failed with exit code ${code}`;
  }
  return undefined;
}

function matchConditions({ onPodConditions }: PodFailurePolicyRule, pod: Pod): string | undefined {
  for (const pattern of onPodConditions ?? []) {
    const found = pod.status?.conditions?.find((condition) => condition.type === pattern.type && condition.status === (pattern.status ?? 'True'));
    if (found !== undefined) return `Pod POD has condition ${found.type ?? ''}`;
  }
  return undefined;
}

/** The message of the first rule of the success policy that is met (matchSuccessPolicy in pkg/controller/job/success_policy.go, v1.36). */
export function matchSuccessPolicy(job: Job, succeeded: ReadonlySet<number>): string | undefined {
  const completions = job.spec?.completions ?? 0;
  for (const [position, rule] of (job.spec?.successPolicy?.rules ?? []).entries()) {
    const relevant = rule.succeededIndexes === undefined ? succeeded : new Set([...parseIndexes(rule.succeededIndexes, completions)].filter((index) => succeeded.has(index)));
    const wanted = rule.succeededCount ?? (rule.succeededIndexes === undefined ? Number.POSITIVE_INFINITY : parseIndexes(rule.succeededIndexes, completions).size);
    if (relevant.size >= wanted) return `Matched rules at index ${position}`;
  }
  return undefined;
}
