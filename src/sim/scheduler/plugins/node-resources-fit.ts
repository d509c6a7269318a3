import { classesFor, type ClassesByResource } from '../extended-resources.ts';
import type { Plugin, PreFilterResult } from '../framework.ts';
import { definePlugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';
import { isExtendedResource } from '../resources.ts';
import type { ScoringStrategy } from '../scoring-strategy.ts';
import { LEAST_ALLOCATED, scoreAllocation } from '../scoring-strategy.ts';
import type { Status } from '../status.ts';
import { unresolvable, unschedulable } from '../status.ts';

const NAME = 'NodeResourcesFit';

export interface FitArgs {
  readonly scoringStrategy?: ScoringStrategy;
  /** Extended resources that are not checked, and prefixes of such (`example.com`). */
  readonly ignoredResources?: readonly string[];
  readonly ignoredResourceGroups?: readonly string[];
  /** Extended resources that the node lacks are left to DynamicResources when a device class serves them. */
  readonly leavesToDevices?: boolean;
}

/** Whether a pod's requests fit beside those of the pods on a node, and how full the node would be (plugins/noderesources/fit.go, v1.36). */
export function nodeResourcesFit(args: FitArgs = {}): Plugin {
  const strategy = args.scoringStrategy ?? LEAST_ALLOCATED;
  return definePlugin({
    name: NAME,
    scope: 'node',
    preFilter: (pod, snapshot): PreFilterResult<ClassesByResource | undefined> => ({ kind: 'state', state: args.leavesToDevices === true ? classesFor(pod, snapshot) : undefined }),
    filter: (classes: ClassesByResource | undefined, pod, node) => lackOf(pod, node, args, classes),
    scoreBase: () => strategy,
    preScore: (base: ScoringStrategy) => base,
    score: (base: ScoringStrategy, pod, node) => scoreAllocation(base, pod, node),
  });
}

/** What the node lacks for the pod. Nothing that removing pods could cure when a request exceeds the whole node. */
function lackOf(pod: PodInfo, node: NodeInfo, args: FitArgs, classes: ClassesByResource | undefined): Status | undefined {
  const reasons: string[] = [];
  let isHopeless = false;
  if (node.pods.length + 1 > node.allowedPods) reasons.push('Too many pods');
  const check = (name: string, request: number, allocatable: number, requested: number): void => {
    if (request <= 0 || request <= allocatable - requested) return;
    reasons.push(`Insufficient ${name}`);
    if (request > allocatable) isHopeless = true;
  };
  const { requests } = pod;
  const { allocatable, requested } = node;
  check('cpu', requests.milliCpu, allocatable.milliCpu, requested.milliCpu);
  check('memory', requests.memoryBytes, allocatable.memoryBytes, requested.memoryBytes);
  check('ephemeral-storage', requests.ephemeralStorageBytes, allocatable.ephemeralStorageBytes, requested.ephemeralStorageBytes);
  for (const [name, amount] of requests.scalars) {
    if (isIgnored(name, args) || (classes?.has(name) === true && !allocatable.scalars.has(name))) continue;
    check(name, amount, allocatable.scalars.get(name) ?? 0, requested.scalars.get(name) ?? 0);
  }
  if (reasons.length === 0) return undefined;
  return isHopeless ? unresolvable(NAME, ...reasons) : unschedulable(NAME, ...reasons);
}

function isIgnored(name: string, { ignoredResources = [], ignoredResourceGroups = [] }: FitArgs): boolean {
  if (ignoredResources.length + ignoredResourceGroups.length === 0 || !isExtendedResource(name)) return false;
  return ignoredResources.includes(name) || ignoredResourceGroups.includes(name.slice(0, name.indexOf('/')));
}
