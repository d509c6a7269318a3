import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Pod } from '../../api/types/core-v1.ts';
import { canReach, type NetworkPeer } from './network-policy.ts';
import { networkView } from './network-view.ts';

const pod = (namespace: string, app: string, ip: string, more: object = {}): Pod => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: app, namespace, labels: { app } },
  spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 8080 }] }], ...more }, status: { podIP: ip, hostIP: '192.168.0.1' },
});
const web = pod('shop', 'web', '10.0.0.1');
const db = pod('shop', 'db', '10.0.0.2');
const probe = pod('ops', 'probe', '10.0.1.1');
const namespaces = ['shop', 'ops'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team: name } } }));
const policy = (name: string, app: string | undefined, spec: object): object => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec: { podSelector: app === undefined ? {} : { matchLabels: { app } }, ...spec },
});

function reaches(from: Pod | string, to: Pod | string, port: number, policies: readonly object[], protocol: 'TCP' | 'UDP' = 'TCP'): string {
  const peer = (end: Pod | string): NetworkPeer => (typeof end === 'string' ? { address: end } : { pod: end });
  const result = canReach(peer(from), peer(to), port, protocol, networkView([...namespaces, web, db, probe, ...policies] as KubeObject[]));
  return result.allowed ? 'yes' : `no, ${result.blockedBy ?? ''}`;
}

describe('canReach', () => {
  const denyAll = policy('deny', undefined, { policyTypes: ['Ingress', 'Egress'] });
  const fromWeb = policy('from-web', 'db', { ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 5432 }] }] });

  it.each<[string, string, string]>([
    ['no policy: everything is open', reaches(web, db, 1, []), 'yes'],
    ['a policy without rules closes the pod', reaches(web, db, 1, [policy('p', 'db', {})]), 'no, ingress'],
    ['it does not close other pods', reaches(db, web, 1, [policy('p', 'db', {})]), 'yes'],
    ['types default to Ingress', reaches(db, web, 1, [policy('p', 'db', { ingress: [] })]), 'yes'],
    ['egress rules close egress', reaches(web, db, 1, [policy('p', 'web', { egress: [{ to: [{ podSelector: { matchLabels: { app: 'x' } } }] }] })]), 'no, egress'],
    ['both directions must allow', reaches(web, db, 5432, [denyAll, fromWeb]), 'no, egress'],
    ['policies add up', reaches(web, db, 5432, [denyAll, fromWeb, policy('out', 'web', { policyTypes: ['Egress'], egress: [{}] })]), 'yes'],
    ['the port must match', reaches(web, db, 5433, [fromWeb]), 'no, ingress'],
    ['the protocol must match', reaches(web, db, 5432, [fromWeb], 'UDP'), 'no, ingress'],
    ['a range of ports', reaches(web, db, 5440, [policy('p', 'db', { ingress: [{ ports: [{ port: 5432, endPort: 5440 }] }] })]), 'yes'],
    ['a named port of the target', reaches(web, db, 8080, [policy('p', 'db', { ingress: [{ ports: [{ port: 'http' }] }] })]), 'yes'],
    ['a named port that the target lacks', reaches(web, db, 8080, [policy('p', 'db', { ingress: [{ ports: [{ port: 'admin' }] }] })]), 'no, ingress'],
    ['a pod selector means the same namespace', reaches(probe, db, 1, [policy('p', 'db', { ingress: [{ from: [{ podSelector: {} }] }] })]), 'no, ingress'],
    ['a namespace selector', reaches(probe, db, 1, [policy('p', 'db', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'ops' } } }] }] })]), 'yes'],
    ['namespaces by name', reaches(probe, db, 1, [policy('p', 'db', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } } }] }] })]), 'yes'],
    ['both selectors in one peer must match', reaches(probe, db, 1, [policy('p', 'db', { ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'web' } } }] }] })]), 'no, ingress'],
    ['an address block', reaches('203.0.113.9', web, 1, [policy('p', 'web', { ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] })]), 'yes'],
    ['an exception in it', reaches('203.0.113.9', web, 1, [policy('p', 'web', { ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.8/29'] } }] }] })]), 'no, ingress'],
    ['egress to an address', reaches(web, '8.8.8.8', 53, [policy('p', 'web', { policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 53, protocol: 'UDP' }] }] })], 'UDP'), 'yes'],
    ['the node always reaches its pods', reaches('192.168.0.1', db, 1, [denyAll]), 'yes'],
    ['a pod always reaches itself', reaches(db, db, 1, [denyAll]), 'yes'],
    ['pods of the host network are not restricted', reaches(db, pod('shop', 'agent', '192.168.0.1', { hostNetwork: true }), 1, [policy('p', 'agent', {})]), 'yes'],
  ])('%s', (_title, actual, expected) => {
    expect(actual).toBe(expected);
  });

  it('names the policies that decide', () => {
    const result = canReach({ pod: web }, { pod: db }, 5432, 'TCP', networkView([...namespaces, web, db, denyAll, fromWeb, policy('out', 'web', { policyTypes: ['Egress'], egress: [{}] })] as KubeObject[]));
    expect(result).toEqual({
      allowed: true,
      egress: { allowed: true, selecting: ['shop/deny', 'shop/out'], allowing: ['shop/out'] },
      ingress: { allowed: true, selecting: ['shop/deny', 'shop/from-web'], allowing: ['shop/from-web'] },
    });
  });
});
