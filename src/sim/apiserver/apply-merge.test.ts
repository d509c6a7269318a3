import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import { structOf } from '../../schema/definitions.ts';
import { mergeApplied } from './apply-merge.ts';

const POD = structOf('core/v1.Pod', '1.36');
const pod = (...containers: JsonObject[]): JsonObject => ({ spec: { containers } });

describe('server-side apply, forced', () => {
  test('containers are merged by name, other fields of theirs stay', () => {
    const live = pod({ name: 'app', image: 'a:1', imagePullPolicy: 'IfNotPresent' }, { name: 'proxy', image: 'p:1' });
    expect(mergeApplied(live, undefined, pod({ name: 'app', image: 'a:2' }), POD)).toEqual(pod({ name: 'app', image: 'a:2', imagePullPolicy: 'IfNotPresent' }, { name: 'proxy', image: 'p:1' }));
  });

  test('what the manager applied before and leaves out now is taken away, what others set stays', () => {
    const before = pod({ name: 'app', image: 'a:1', workingDir: '/srv' }, { name: 'proxy', image: 'p:1' });
    const live = pod({ name: 'app', image: 'a:1', workingDir: '/srv', terminationMessagePath: '/dev/termination-log' }, { name: 'proxy', image: 'p:1' }, { name: 'injected', image: 'i:1' });
    const applied = pod({ name: 'app', image: 'a:1' });
    expect(mergeApplied(live, before, applied, POD)).toEqual(pod({ name: 'app', image: 'a:1', terminationMessagePath: '/dev/termination-log' }, { name: 'injected', image: 'i:1' }));
  });

  test('ports are told apart by number and protocol, TCP when it is not said', () => {
    const live = pod({ name: 'app', ports: [{ containerPort: 80, protocol: 'TCP' }] });
    expect(mergeApplied(live, undefined, pod({ name: 'app', ports: [{ containerPort: 80, name: 'http' }] }), POD)).toEqual(pod({ name: 'app', ports: [{ containerPort: 80, protocol: 'TCP', name: 'http' }] }));
  });

  test('atomic lists are replaced', () => {
    const live: JsonObject = { spec: { tolerations: [{ key: 'a', operator: 'Exists' }] } };
    expect(mergeApplied(live, undefined, { spec: { tolerations: [{ key: 'b', operator: 'Exists' }] } }, POD)).toEqual({ spec: { tolerations: [{ key: 'b', operator: 'Exists' }] } });
  });

  test('labels are merged key by key', () => {
    const live: JsonObject = { metadata: { labels: { a: '1', b: '2' } } };
    expect(mergeApplied(live, { metadata: { labels: { a: '1' } } }, { metadata: { labels: { c: '3' } } }, POD)).toEqual({ metadata: { labels: { b: '2', c: '3' } } });
  });
});
