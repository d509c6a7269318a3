import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { loadText } from '../../load/load.ts';
import { createSimulation } from '../../sim/simulation.ts';
import { plan } from '../plan.ts';
import { parseNodes } from '../synthetic-nodes.ts';
import { withoutForeignFields } from './live-objects.ts';

function object(spec: object, metadata: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', ...metadata }, spec } as KubeObject;
}

describe('withoutForeignFields', () => {
  it('leaves out what nobody applied and the new version does not state', () => {
    const live = object({ clusterIP: '10.0.0.1', ports: [{ port: 80, nodePort: 30_000, protocol: 'TCP' }, { port: 81, protocol: 'TCP' }] });
    const after = object({ ports: [{ port: 80, protocol: 'TCP' }] });
    expect(withoutForeignFields(live, after, live)).toEqual(after);
  });

  it('keeps what kubectl applied before: leaving it out now removes it', () => {
    const applied = { spec: { ports: [{ port: 80, protocol: 'TCP' }, { port: 81, protocol: 'TCP' }], sessionAffinity: 'ClientIP' } };
    const live = object({ clusterIP: '10.0.0.1', sessionAffinity: 'ClientIP', ports: applied.spec.ports }, { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(applied) } });
    const after = object({ ports: [{ port: 80, protocol: 'TCP' }] });
    expect(withoutForeignFields(live, after, live)).toMatchObject({ spec: { sessionAffinity: 'ClientIP', ports: [{ port: 80 }, { port: 81 }] } });
    expect(withoutForeignFields(live, after, live)).not.toHaveProperty('spec.clusterIP');
  });

  it('knows what managers applied', () => {
    const fieldsV1 = { 'f:spec': { 'f:sessionAffinity': {}, 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { 'f:name': {} } } } };
    const live = object({ clusterIP: '10.0.0.1', sessionAffinity: 'ClientIP', ports: [{ port: 80, protocol: 'TCP', name: 'http', nodePort: 30_000 }] }, { managedFields: [{ operation: 'Apply', manager: 'a', fieldsV1 }] });
    const after = object({ ports: [{ port: 80, protocol: 'TCP' }] });
    expect(withoutForeignFields(live, after, live)).toMatchObject({ spec: { sessionAffinity: 'ClientIP', ports: [{ port: 80, protocol: 'TCP', name: 'http' }] } });
    expect(withoutForeignFields(live, after, live)).not.toHaveProperty('spec.ports.0.nodePort');
  });
});

describe('a snapshot as the base', () => {
  const MANIFEST = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "a:1"}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

  it('differs from what was applied to it in nothing, and is never pruned', () => {
    const simulation = createSimulation();
    for (const node of parseNodes('1x4cpu8Gi')) simulation.restore(node);
    for (const { object: applied } of loadText(MANIFEST).documents) simulation.apply(applied as unknown as KubeObject);
    simulation.run();
    const snapshot = loadText(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: simulation.list() }), 'snapshot.json');
    const same = plan(snapshot, loadText(MANIFEST, 'web.yaml'));
    expect(same.plan.changes).toEqual([]);
    expect(same.findings).toEqual([]);
    const changed = plan(snapshot, loadText(MANIFEST.replace('a:1', 'a:2'), 'web.yaml'));
    expect(changed.plan.changes).toMatchObject([{ action: 'update', object: { kind: 'Deployment' }, fields: [{ path: 'spec.template.spec.containers[web].image' }] }]);
    expect(changed.plan.rollouts).toMatchObject([{ verdict: 'completes', replicasBefore: 2 }]);
  });
});
