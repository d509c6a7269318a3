import { parseApiVersion } from '../../api/gvk.ts';
import { textAt } from '../fields.ts';
import { kindKeyOf } from './kinds.ts';
import type { LintModel } from './lint-model.ts';
import type { LintObject } from './lint-object.ts';
import type { PodView } from './pod-view.ts';

/** What a HorizontalPodAutoscaler says it scales; missing parts are empty. */
export interface ScaleTarget {
  readonly apiVersion: string;
  readonly kind: string;
  readonly kindKey: string;
  readonly name: string;
}

export function scaleTargetOf(scaler: LintObject): ScaleTarget {
  const [apiVersion = '', kind = '', name = ''] = ['apiVersion', 'kind', 'name'].map((field) => textAt(scaler.value, 'spec', 'scaleTargetRef', field));
  return { apiVersion, kind, kindKey: kindKeyOf(parseApiVersion(apiVersion).group, kind), name };
}

type Workload = LintObject & { readonly pod: PodView };

/** The workload of the input that an autoscaler scales; undefined when it is not there or has no pods. */
export function scaledWorkloadOf(scaler: LintObject, model: LintModel): Workload | undefined {
  const { kindKey, name } = scaleTargetOf(scaler);
  const found = model.find(kindKey, scaler.namespace, name);
  return found === undefined || !hasPod(found) ? undefined : found;
}

function hasPod(object: LintObject): object is Workload {
  return object.pod !== undefined;
}
