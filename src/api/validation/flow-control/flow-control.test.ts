import { describe, expect, it } from 'vitest';
import { defaultFlowSchema, defaultPriorityLevelConfiguration } from '../../defaults/flow-control.ts';
import type { FlowSchemaSpec, PriorityLevelConfiguration, QueuingConfiguration } from '../../types/flowcontrol-v1.ts';
import { validateFlowSchema } from './flow-schema.ts';
import { MANDATORY_FLOW_SCHEMAS, MANDATORY_PRIORITY_LEVELS } from './mandatory.ts';
import { validatePriorityLevelConfiguration } from './priority-level-configuration.ts';

describe('validateFlowSchema', () => {
  function refusals(spec: FlowSchemaSpec, name = 'mine'): string[] {
    const schema = { metadata: { name }, spec: { priorityLevelConfiguration: { name: 'level' }, ...spec } };
    defaultFlowSchema(schema);
    return validateFlowSchema(schema).map(({ path }) => path);
  }
  const rule = { subjects: [{ kind: 'User', user: { name: '*' } }], nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/x/*'] }] };
  it.each<[string, FlowSchemaSpec, string[]]>([
    ['a rule', { rules: [rule] }, []],
    ['the precedence of exempt', { matchingPrecedence: 1 }, ['spec.matchingPrecedence']],
    ['a wildcard in the middle', { rules: [{ ...rule, nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/*/x'] }] }] }, ['spec.rules[0].nonResourceRules[0].nonResourceURLs[0]']],
    ['a wildcard among verbs', { rules: [{ ...rule, nonResourceRules: [{ verbs: ['*', 'get'], nonResourceURLs: ['*'] }] }] }, ['spec.rules[0].nonResourceRules[0].verbs']],
    ['the wrong part of a subject', { rules: [{ ...rule, subjects: [{ kind: 'User', group: { name: 'g' } }] }] }, ['spec.rules[0].subjects[0].user', 'spec.rules[0].subjects[0].group']],
    ['resources of no namespace', { rules: [{ ...rule, resourceRules: [{ verbs: ['get'], apiGroups: ['*'], resources: ['*'] }] }] }, ['spec.rules[0].resourceRules[0].namespaces']],
  ])('%s', (_name, spec, expected) => expect(refusals(spec)).toEqual(expected));

  it('keeps the mandatory schemas as they are', () => {
    for (const [name, spec] of Object.entries(MANDATORY_FLOW_SCHEMAS)) expect(refusals(spec, name)).toEqual([]);
    expect(refusals({ ...MANDATORY_FLOW_SCHEMAS['catch-all'], matchingPrecedence: 9 }, 'catch-all')).toEqual(['spec']);
  });
});

describe('validatePriorityLevelConfiguration', () => {
  function refusals(queuing: QueuingConfiguration): string[] {
    const level: PriorityLevelConfiguration = { metadata: { name: 'mine' }, spec: { type: 'Limited', limited: { limitResponse: { type: 'Queue', queuing } } } };
    defaultPriorityLevelConfiguration(level);
    return validatePriorityLevelConfiguration(level).map(({ path }) => path.replace('spec.limited.limitResponse.queuing.', ''));
  }
  it.each<[string, QueuingConfiguration, string[]]>([
    ['defaults', {}, []],
    ['a hand larger than the deck', { queues: 4, handSize: 5 }, ['handSize']],
    ['more bits than the hash has', { queues: 1024, handSize: 7 }, ['handSize']],
    ['just as many bits', { queues: 1024, handSize: 6 }, []],
    ['too many queues', { queues: 10_000_001, handSize: 1 }, ['queues']],
  ])('%s', (_name, queuing, expected) => expect(refusals(queuing)).toEqual(expected));

  it('keeps the mandatory levels, but for the shares of exempt', () => {
    for (const [name, spec] of Object.entries(MANDATORY_PRIORITY_LEVELS)) expect(validatePriorityLevelConfiguration({ metadata: { name }, spec })).toEqual([]);
    expect(validatePriorityLevelConfiguration({ metadata: { name: 'exempt' }, spec: { type: 'Exempt', exempt: { nominalConcurrencyShares: 9 } } })).toEqual([]);
    expect(validatePriorityLevelConfiguration({ metadata: { name: 'mine' }, spec: { type: 'Exempt' } }).map(({ path }) => path)).toEqual(['spec.type']);
  });

  it('keeps the annotation of v1beta3 to v1beta3', () => {
    const level = (version: string): PriorityLevelConfiguration => ({
      apiVersion: `flowcontrol.apiserver.k8s.io/${version}`,
      metadata: { name: 'mine', annotations: { 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares': '' } },
      spec: { type: 'Limited', limited: { limitResponse: { type: 'Reject' } } },
    });
    expect(['v1', 'v1beta3'].map((version) => validatePriorityLevelConfiguration(level(version)).map(({ path }) => path))).toEqual([['metadata.annotations'], []]);
  });
});
