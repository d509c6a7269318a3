import type { FlowSchema, PriorityLevelConfiguration } from '../types/flowcontrol-v1.ts';

/** Defaults of the kinds of `flowcontrol.apiserver.k8s.io` (pkg/apis/flowcontrol/v1/defaults.go, v1.36). */
export function defaultFlowSchema(schema: FlowSchema): void {
  const spec = (schema.spec ??= {});
  if ((spec.matchingPrecedence ?? 0) === 0) spec.matchingPrecedence = 1000;
}

export function defaultPriorityLevelConfiguration({ spec }: PriorityLevelConfiguration): void {
  if (spec?.limited !== undefined) {
    spec.limited.nominalConcurrencyShares ??= 30;
    spec.limited.lendablePercent ??= 0;
    const queuing = spec.limited.limitResponse?.queuing;
    if (queuing !== undefined) {
      if ((queuing.queues ?? 0) === 0) queuing.queues = 64;
      if ((queuing.handSize ?? 0) === 0) queuing.handSize = 8;
      if ((queuing.queueLengthLimit ?? 0) === 0) queuing.queueLengthLimit = 50;
    }
  }
  if (spec?.exempt !== undefined) {
    spec.exempt.nominalConcurrencyShares ??= 0;
    spec.exempt.lendablePercent ??= 0;
  }
}
