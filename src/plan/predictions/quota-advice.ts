import { formatQuantity, parseQuantity } from '../../api/quantity.ts';
import type { Rollout } from '../plan-model.ts';
import { listed } from '../words.ts';

/** What a quota would have to allow so that a rollout goes on, from the message of the refusal (plugin/pkg/admission/resourcequota). */
export function quotaAdvice(quota: string, because: string, { object, replicasBefore, replicasAfter, steps }: Rollout): string | undefined {
  const [, requested = '', used = '', limited = ''] = /requested: (\S+), used: (\S+), limited: (\S+)/.exec(because) ?? [];
  const [each, now] = [amountsOf(requested), amountsOf(used)];
  // While old pods are all there a rollout needs room for one more pod at the least.
  const missing = BigInt(Math.max(1, replicasAfter - (steps.at(-1)?.live ?? 0)));
  const raised = [...amountsOf(limited).keys()].flatMap((resource) => {
    const [more, taken] = [parseQuantity(each.get(resource) ?? ''), parseQuantity(now.get(resource) ?? '')];
    return more === undefined || taken === undefined ? [] : [`${resource} ${formatQuantity({ ...taken, nanos: taken.nanos + more.nanos * missing })}`];
  });
  if (raised.length === 0) return undefined;
  const roll = object.kind === 'Deployment' && replicasBefore > 0 ? ', or roll with maxSurge 0 and maxUnavailable 1' : '';
  return `Raise ResourceQuota ${quota} to ${listed(raised)} or more, let the pods ask for less${roll}.`;
}

/** `cpu=1,pods=3` by resource. */
function amountsOf(list: string): Map<string, string> {
  return new Map(list.split(',').map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}
