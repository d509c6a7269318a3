import { describe, expect, it } from 'vitest';
import { mergePatch } from '../../api/apply/merge-patch.ts';
import type { JsonObject } from '../../api/json.ts';
import { loadText } from '../../load/load.ts';
import type { ManifestSet } from '../../load/manifest-set.ts';
import { plan } from '../plan.ts';
import type { ApplyMode } from '../plan-options.ts';
import type { PlanOutcome } from '../plan-model.ts';
import { mergePatchTo } from './client-side-apply.ts';

function web(strategy: string, more = ''): ManifestSet {
  return loadText(`apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 2\n${strategy}  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: "web:1"${more}}]}\n`, 'web.yaml');
}

const RECREATE = '  strategy: {type: Recreate}\n';

function planned(before: ManifestSet, after: ManifestSet, applyMode: ApplyMode): PlanOutcome {
  return plan(before, after, { applyMode });
}

describe('kubectl apply without --server-side', () => {
  it('drops defaults that do not go with a new strategy, which the merge of the server keeps', () => {
    const server = planned(web(''), web(RECREATE), 'server-side');
    expect(server.plan.changes[0]?.refused).toMatchObject({ code: 422, acceptedClientSide: true });
    expect(server.findings).toMatchObject([{ rule: 'plan/refused', fix: { description: expect.stringContaining('spec.strategy.rollingUpdate to null') as string } }]);
    const client = planned(web(''), web(RECREATE), 'client-side');
    expect(client.plan.changes[0]?.refused).toBeUndefined();
    expect(client.findings).toEqual([]);
  });

  it.each([['  strategy: {rollingUpdate: {maxSurge: 1}}\n'], ['  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}\n']])('goes as the server merges where the old strategy was stated: %s', (strategy) => {
    for (const mode of ['server-side', 'client-side'] as const) expect(planned(web(strategy), web(RECREATE), mode).findings).toEqual([]);
  });

  it('refuses what is wrong in either way', () => {
    const wrong = web('', ', ports: [{containerPort: 0}]');
    for (const mode of ['server-side', 'client-side'] as const) expect(planned(web(''), wrong, mode).plan.changes[0]?.refused).toMatchObject({ code: 422 });
    expect(planned(web(''), wrong, 'server-side').plan.changes[0]?.refused?.acceptedClientSide).toBeUndefined();
  });

  it('takes away what was applied before and is not any more, and rolls', () => {
    const before = web('', ', env: [{name: A, value: "1"}, {name: B, value: "2"}]');
    const after = web('', ', env: [{name: B, value: "3"}]');
    const [server, client] = (['server-side', 'client-side'] as const).map((mode) => planned(before, after, mode));
    expect(client?.plan.rollouts[0]?.steps).toEqual(server?.plan.rollouts[0]?.steps);
    expect(client?.plan.rollouts[0]?.verdict).toBe('completes');
  });
});

it('a merge patch leads from one object to the other', () => {
  const from: JsonObject = { a: 1, b: { c: [1], d: 2 }, e: 'x', same: { f: {} } };
  const to: JsonObject = { a: 1, b: { c: [1, 2] }, g: { h: 1 }, same: { f: {} } };
  expect(mergePatchTo(from, to)).toEqual({ b: { c: [1, 2], d: null }, e: null, g: { h: 1 } });
  expect(mergePatch(from, mergePatchTo(from, to))).toEqual(to);
});
