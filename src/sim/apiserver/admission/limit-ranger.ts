import { amountsOf, podLimits, podRequests, type ResourceAmounts } from '../../../api/effective-requests.ts';
import { compareQuantities, formatQuantity, parseQuantity, type Quantity } from '../../../api/quantity.ts';
import type { Container, LimitRangeItem, PodSpec, ResourceRequirements } from '../../../api/types/core-v1.ts';
import type { LimitRange, PersistentVolumeClaim, Pod } from '../../objects.ts';
import { refused } from '../result.ts';
import type { AdmissionPlugin } from './plugin.ts';

/** Fills in and enforces LimitRanges when pods and claims are created (plugin/pkg/admission/limitranger, v1.36). */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  kinds: new Set(['Pod', 'PersistentVolumeClaim']),
  admit: ({ operation, kind, object }, { store, indexes }) => {
    if (operation !== 'create' || store.countOf('LimitRange') === 0) return object;
    const ranges = indexes.byNamespace('LimitRange').list(object.metadata.namespace ?? '') as LimitRange[];
    const items = ranges.flatMap((range) => range.spec?.limits ?? []);
    if (items.length === 0) return object;
    const isPod = kind === 'Pod';
    const filled = isPod ? withDefaults(object as Pod, items) : object;
    const problems = isPod ? podProblems((filled as Pod).spec ?? {}, items) : claimProblems(object as PersistentVolumeClaim, items);
    if (problems.length === 0) return filled;
    const shown = problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`;
    return refused(403, `${isPod ? 'pods' : 'persistentvolumeclaims'} "${object.metadata.name ?? ''}" is forbidden: ${shown}`);
  },
};

function withDefaults(pod: Pod, items: readonly LimitRangeItem[]): Pod {
  let spec: PodSpec = pod.spec ?? {};
  for (const item of items) {
    if (item.type !== 'Container') continue;
    const fill = (container: Container): Container => filledContainer(container, item);
    const containers = (spec.containers ?? []).map(fill);
    const initContainers = spec.initContainers?.map(fill);
    spec = initContainers === undefined ? { ...spec, containers } : { ...spec, containers, initContainers };
  }
  return { ...pod, spec };
}

function filledContainer(container: Container, item: LimitRangeItem): Container {
  const resources: ResourceRequirements = container.resources ?? {};
  const limits = missingOf(item.default, resources.limits);
  const requests = missingOf(item.defaultRequest, resources.requests);
  if (limits === undefined && requests === undefined) return container;
  return { ...container, resources: { ...resources, ...(limits === undefined ? {} : { limits }), ...(requests === undefined ? {} : { requests }) } };
}

type Amounts = Record<string, string | number>;

/** The given amounts with those defaults that they lack; undefined when they lack none. */
function missingOf(defaults: object | undefined, given: object | undefined): Amounts | undefined {
  const missing = Object.entries(defaults ?? {}).filter(([name]) => !Object.hasOwn(given ?? {}, name)) as [string, string | number][];
  return missing.length === 0 ? undefined : { ...(given as Amounts | undefined), ...Object.fromEntries(missing) };
}

function podProblems(spec: PodSpec, items: readonly LimitRangeItem[]): string[] {
  const problems: string[] = [];
  for (const item of items) {
    if (item.type === 'Container') {
      for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
        problems.push(...rangeProblems('Container', item, amountsOf(container.resources?.requests), amountsOf(container.resources?.limits)));
      }
    } else if (item.type === 'Pod') {
      problems.push(...rangeProblems('Pod', item, podRequests(spec, { excludeOverhead: true }), podLimits(spec, { excludeOverhead: true })));
    }
  }
  return problems;
}

function claimProblems(claim: PersistentVolumeClaim, items: readonly LimitRangeItem[]): string[] {
  const requests = amountsOf(claim.spec?.resources?.requests);
  const problems: string[] = [];
  for (const item of items.filter(({ type }) => type === 'PersistentVolumeClaim')) {
    for (const [name, bound] of amountsOf(item.min)) {
      const amount = requests.get(name);
      if (amount === undefined || compareQuantities(amount, bound) < 0) problems.push(`minimum ${name} usage per PersistentVolumeClaim is ${formatQuantity(bound)}${requestText(amount)}`);
    }
    for (const [name, bound] of amountsOf(item.max)) {
      const amount = requests.get(name);
      if (amount === undefined || compareQuantities(amount, bound) > 0) problems.push(`maximum ${name} usage per PersistentVolumeClaim is ${formatQuantity(bound)}${requestText(amount)}`);
    }
  }
  return problems;
}

function requestText(amount: Quantity | undefined): string {
  return amount === undefined ? '.  No request is specified' : `, but request is ${formatQuantity(amount)}`;
}

function rangeProblems(type: string, item: LimitRangeItem, requests: ResourceAmounts, limits: ResourceAmounts): string[] {
  const problems: string[] = [];
  for (const [name, bound] of amountsOf(item.min)) {
    const [request, limit] = [requests.get(name), limits.get(name)];
    if (request === undefined) problems.push(`minimum ${name} usage per ${type} is ${formatQuantity(bound)}.  No request is specified`);
    else if (compareQuantities(request, bound) < 0) problems.push(`minimum ${name} usage per ${type} is ${formatQuantity(bound)}, but request is ${formatQuantity(request)}`);
    else if (limit !== undefined && compareQuantities(limit, bound) < 0) problems.push(`minimum ${name} usage per ${type} is ${formatQuantity(bound)}, but limit is ${formatQuantity(limit)}`);
  }
  for (const [name, bound] of amountsOf(item.max)) {
    const [request, limit] = [requests.get(name), limits.get(name)];
    if (limit === undefined) problems.push(`maximum ${name} usage per ${type} is ${formatQuantity(bound)}.  No limit is specified`);
    else if (compareQuantities(limit, bound) > 0) problems.push(`maximum ${name} usage per ${type} is ${formatQuantity(bound)}, but limit is ${formatQuantity(limit)}`);
    else if (request !== undefined && compareQuantities(request, bound) > 0) problems.push(`maximum ${name} usage per ${type} is ${formatQuantity(bound)}, but request is ${formatQuantity(request)}`);
  }
  for (const [name, value] of Object.entries(item.maxLimitRequestRatio ?? {})) problems.push(...ratioProblems(type, name, parseQuantity(value as string | number), requests.get(name), limits.get(name)));
  return problems;
}

function ratioProblems(type: string, name: string, ratio: Quantity | undefined, request: Quantity | undefined, limit: Quantity | undefined): string[] {
  if (ratio === undefined) return [];
  const shown = formatQuantity(ratio);
  if (request === undefined || request.nanos === 0n) return [`${name} max limit to request ratio per ${type} is ${shown}, but no request is specified or request is 0`];
  if (limit === undefined || limit.nanos === 0n) return [`${name} max limit to request ratio per ${type} is ${shown}, but no limit is specified or limit is 0`];
  return limit.nanos * 1_000_000_000n > ratio.nanos * request.nanos ? [`${name} max limit to request ratio per ${type} is ${shown}, but provided ratio is ${(Number(limit.nanos) / Number(request.nanos)).toFixed(6)}`] : [];
}
