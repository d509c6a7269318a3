import { setOwn } from '../json.ts';
import type { LimitRange, LimitRangeItem } from '../types/core-v1.ts';
import type { Quantity } from '../types/api-resource.ts';
import { roundUpResourceList } from './resource-list.ts';

/** For containers, max is the default limit, which is the default request, which else is min (pkg/apis/core/v1/defaults.go, `SetDefaults_LimitRangeItem`, v1.36). */
export function defaultLimitRange(limitRange: LimitRange): void {
  for (const item of limitRange.spec?.limits ?? []) {
    fillDefaults(item);
    for (const field of ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const) roundUpResourceList(item[field]);
  }
}

function fillDefaults(item: LimitRangeItem): void {
  if (item.type !== 'Container') return;
  item.default ??= {};
  item.defaultRequest ??= {};
  addMissing(item.default, item.max);
  addMissing(item.defaultRequest, item.default);
  addMissing(item.defaultRequest, item.min);
}

function addMissing(target: Record<string, Quantity>, source: Readonly<Record<string, Quantity>> | undefined): void {
  for (const [name, amount] of Object.entries(source ?? {})) if (!Object.hasOwn(target, name)) setOwn(target, name, amount);
}
