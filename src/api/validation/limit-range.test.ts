import { describe, expect, it } from 'vitest';
import { defaultLimitRange } from '../defaults/limit-range.ts';
import type { LimitRangeItem } from '../types/core-v1.ts';
import { validateLimitRange } from './limit-range.ts';

function refusals(item: LimitRangeItem): string[] {
  const limitRange = { spec: { limits: [item] } };
  defaultLimitRange(limitRange);
  return validateLimitRange(limitRange).map(({ path, reason }) => `${path.replace('spec.limits[0].', '')} ${reason}`);
}

describe('validateLimitRange', () => {
  it.each<[string, LimitRangeItem, string[]]>([
    ['in order', { type: 'Container', min: { cpu: '10m' }, max: { cpu: '4' } }, []],
    ['min above max', { type: 'Container', min: { cpu: '5' }, max: { cpu: '4' } }, ['min[cpu] FieldValueInvalid', 'defaultRequest[cpu] FieldValueInvalid', 'default[cpu] FieldValueInvalid']],
    ['defaults for whole pods', { type: 'Pod', default: { cpu: '1' } }, ['default FieldValueForbidden']],
    ['a claim without bounds', { type: 'PersistentVolumeClaim' }, ['limits FieldValueRequired']],
    ['a ratio below 1', { type: 'Container', maxLimitRequestRatio: { cpu: '500m' } }, ['maxLimitRequestRatio[cpu] FieldValueInvalid']],
    ['a ratio that cannot be reached', { type: 'Pod', min: { cpu: '1' }, max: { cpu: '4' }, maxLimitRequestRatio: { cpu: '5' } }, ['maxLimitRequestRatio[cpu] FieldValueInvalid']],
    ['a resource that containers do not have', { type: 'Container', max: { pods: '1' } }, ['max[pods] FieldValueInvalid', 'default[pods] FieldValueInvalid', 'defaultRequest[pods] FieldValueInvalid']],
    ['an unknown type', { type: 'Nodes' }, ['type FieldValueInvalid']],
  ])('%s', (_name, item, expected) => expect(refusals(item)).toEqual(expected));

  it('takes max for the default limit, that for the default request, and else min', () => {
    const item: LimitRangeItem = { type: 'Container', max: { cpu: '4' }, min: { memory: '8Mi' } };
    defaultLimitRange({ spec: { limits: [item] } });
    expect(item).toMatchObject({ default: { cpu: '4' }, defaultRequest: { cpu: '4', memory: '8Mi' } });
  });
});
