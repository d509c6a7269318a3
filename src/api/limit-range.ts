import { amountsOf, podLimits, podRequests, type ResourceAmounts } from './effective-requests.ts';
import { compareQuantities, formatQuantity, parseQuantity, type Quantity } from './quantity.ts';
import type { Container, LimitRangeItem, PersistentVolumeClaimSpec, PodSpec, ResourceRequirements } from './types/core-v1.ts';

/** What a pod or claim does not keep to, and where, relative to the object. */
export interface LimitRangeProblem {
  readonly path: string;
  /** The server's words, which users know. */
  readonly message: string;
}

/** The spec of a pod with the requests and limits that LimitRanges fill in (plugin/pkg/admission/limitranger, v1.36). */
export function withLimitRangeDefaults(pod: PodSpec, items: readonly LimitRangeItem[]): PodSpec {
  let spec = pod;
  for (const item of items) {
    if (item.type !== 'Container') continue;
    const fill = (container: Container): Container => filledContainer(container, item);
    const containers = (spec.containers ?? []).map(fill);
    const initContainers = spec.initContainers?.map(fill);
    spec = initContainers === undefined ? { ...spec, containers } : { ...spec, containers, initContainers };
  }
  return spec;
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

/** What LimitRanges refuse in the spec of a pod, after their defaults are filled in. */
export function podLimitProblems(spec: PodSpec, items: readonly LimitRangeItem[]): LimitRangeProblem[] {
  const problems: LimitRangeProblem[] = [];
  for (const item of items) {
    if (item.type === 'Container') {
      for (const field of ['containers', 'initContainers'] as const) {
        (spec[field] ?? []).forEach(({ resources }, index) => {
          const messages = rangeProblems('Container', item, amountsOf(resources?.requests), amountsOf(resources?.limits));
          problems.push(...messages.map((message) => ({ path: `spec.${field}[${index}].resources`, message })));
        });
      }
    } else if (item.type === 'Pod') {
      const messages = rangeProblems('Pod', item, podRequests(spec, { excludeOverhead: true }), podLimits(spec, { excludeOverhead: true }));
      problems.push(...messages.map((message) => ({ path: 'spec.containers', message })));
    }
  }
  return problems;
}

/** What LimitRanges refuse in the spec of a claim. */
export function claimLimitProblems(spec: PersistentVolumeClaimSpec, items: readonly LimitRangeItem[]): LimitRangeProblem[] {
  const requests = amountsOf(spec.resources?.requests);
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
  return problems.map((message) => ({ path: 'spec.resources.requests', message }));
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
