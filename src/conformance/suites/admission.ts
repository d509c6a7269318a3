import type { AdmissionCluster } from '../../api/admission/index.ts';
import type { JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Namespace } from '../../api/types/core-v1.ts';
import { createRequest, type RequestOutcome } from '../../schema/request.ts';
import type { RecordedVerdict } from '../api-recordings.ts';
import { readJsonLines, readRecording } from '../recordings.ts';
import type { Suite } from '../suite.ts';
import { Tally } from '../tally.ts';

interface RecordedAdmission {
  readonly id: string;
  /** The namespace. */
  readonly setup: string;
  readonly tag: string;
  readonly object: JsonObject;
  readonly verdict: RecordedVerdict;
}

/** What PodSecurity admission said to pods and workloads: code, violated controls, and the containers named for each. */
export const admissionSuite: Suite = {
  name: 'admission',
  run: (folder, filter) => {
    const setups = JSON.parse(readRecording(folder, 'pod-security-setups.json') ?? '{}') as Record<string, Namespace>;
    const cluster: AdmissionCluster = { complete: true, priorityClasses: [], runtimeClasses: [], storageClasses: [], ingressClasses: [], namespaces: Object.values(setups) };
    const tally = new Tally();
    for (const { id, setup, tag, object, verdict } of readJsonLines<RecordedAdmission>(folder, 'pod-security.jsonl')) {
      const { kind } = object as unknown as KubeObject;
      if (filter.kind !== undefined && filter.kind !== kind) continue;
      if (filter.match !== undefined && !`${id} ${setup} ${tag}`.includes(filter.match)) continue;
      const outcome = createRequest(object, { version: '1.36', namespace: setup, cluster });
      const sameVerdict = outcome.code === verdict.code;
      const wanted = controlsIn([verdict.message ?? '', ...(verdict.warnings ?? [])]);
      const got = controlsIn(textsOf(outcome));
      const differences = [
        ...(sameVerdict ? [] : [`${verdict.code} expected, got ${outcome.code}`]),
        ...wanted.filter((control) => !got.includes(control)).map((control) => `missing ${control}`),
        ...got.filter((control) => !wanted.includes(control)).map((control) => `too much ${control}`),
      ];
      tally.add(id, kind, `${setup} ${tag}`, { sameVerdict, same: differences.length === 0, class: String(verdict.code), differences });
    }
    return tally.result();
  },
};

function textsOf(outcome: RequestOutcome): string[] {
  return [outcome.verdict === 'rejected' ? outcome.message : '', ...outcome.warnings.map(({ message }) => message)];
}

/** `violates` or `would violate`, the control and its containers, sorted: `would violate hostPort [app]`. */
function controlsIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const match = /((?:would )?violates?) PodSecurity "[^"]*": (.*)$/.exec(text);
    if (match === null) return [];
    const [, verb = '', body = ''] = match;
    return body.split(/(?<=\)), /).map((part) => {
      const open = part.indexOf(' (');
      const names = [...part.matchAll(/containers? ((?:"[^"]*"(?:, )?)+)/g)].flatMap(([, list = '']) => [...list.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name));
      return `${verb} ${part.slice(0, open)} [${[...new Set(names)].sort().join(', ')}]`;
    });
  });
}
