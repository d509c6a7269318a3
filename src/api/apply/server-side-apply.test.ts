import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { ATOMIC, DEDUCED, SCALAR, type ApplyType, type MapType } from './apply-type.ts';
import { encodeManagers, type FieldManager } from './field-managers.ts';
import { serverSideApply, trackWrite, type ApplyResult, type MergeContext } from './server-side-apply.ts';

const PORT: MapType = struct({ port: SCALAR, protocol: SCALAR, name: SCALAR });
const TYPE = struct({
  apiVersion: SCALAR,
  kind: SCALAR,
  metadata: struct({ name: SCALAR, labels: { kind: 'map', field: () => undefined, item: SCALAR }, finalizers: { kind: 'list', keys: [], keyDefaults: new Map(), item: SCALAR } }),
  spec: struct({ replicas: SCALAR, args: ATOMIC, ports: { kind: 'list', keys: ['port', 'protocol'], keyDefaults: new Map([['protocol', 'TCP']]), item: PORT }, free: DEDUCED }),
  status: struct({ phase: SCALAR }),
});
const CONTEXT: MergeContext = { type: TYPE, empty: { spec: {} }, ignored: new Set(['f:status']) };

function struct(fields: Record<string, ApplyType>): MapType {
  return { kind: 'map', field: (name) => fields[name] };
}

/** Steps on one object, each by a manager. */
class Session {
  object: JsonObject | undefined;
  managers: readonly FieldManager[] = [];

  apply(manager: string, spec: JsonObject, force = false, more: JsonObject = {}): ApplyResult {
    const result = serverSideApply(this.object, { metadata: { name: 'a' }, spec, ...more }, this.managers, { manager, apiVersion: 'v1' }, force, CONTEXT);
    if (result.conflicts === undefined) {
      this.object = result.object;
      this.managers = result.managers;
    }
    return result;
  }

  write(manager: string, object: JsonObject): void {
    this.managers = trackWrite(this.object, object, this.managers, { manager, apiVersion: 'v1' }, CONTEXT);
    this.object = object;
  }

  get spec(): Json | undefined {
    return isJsonObject(this.object) ? this.object['spec'] : undefined;
  }

  owned(manager: string): Json | undefined {
    return encodeManagers(this.managers).find((entry) => entry['manager'] === manager)?.['fieldsV1'];
  }
}

describe('serverSideApply', () => {
  it('refuses what another manager says differently, and names field and owner', () => {
    const session = new Session();
    session.apply('a', { replicas: 1, ports: [{ port: 80, name: 'http' }] });
    const result = session.apply('b', { replicas: 2, ports: [{ port: 80, name: 'web' }] });
    expect(result.conflicts?.map(({ field, owner }) => `${field} ${owner.manager}`)).toEqual(['.spec.replicas a', '.spec.ports[port=80,protocol="TCP"].name a']);
  });

  it('moves the field when forced', () => {
    const session = new Session();
    session.apply('a', { replicas: 1, args: ['x'] });
    session.apply('b', { replicas: 2 }, true);
    expect(session.owned('a')).toEqual({ 'f:spec': { 'f:args': {} } });
    expect(session.owned('b')).toEqual({ 'f:spec': { 'f:replicas': {} } });
  });

  it('lets two managers own the same value', () => {
    const session = new Session();
    session.apply('a', { replicas: 1 });
    expect(session.apply('b', { replicas: 1 }).conflicts).toBeUndefined();
    session.apply('a', {});
    expect(session.spec).toEqual({ replicas: 1 });
  });

  it('removes what the manager leaves out and nobody else owns, with what defaulting added to an item', () => {
    const session = new Session();
    session.apply('a', { replicas: 1, ports: [{ port: 80 }, { port: 81 }] });
    session.object = { ...session.object, spec: { replicas: 1, ports: [{ port: 80, protocol: 'TCP' }, { port: 81, protocol: 'TCP' }] } };
    session.apply('a', { ports: [{ port: 81 }] });
    expect(session.spec).toEqual({ ports: [{ port: 81, protocol: 'TCP' }] });
  });

  it('keeps what others wrote, and takes nothing back that they changed', () => {
    const session = new Session();
    session.apply('a', { replicas: 1 });
    session.write('autoscaler', { metadata: { name: 'a' }, spec: { replicas: 5 } });
    session.apply('a', {});
    expect(session.spec).toEqual({ replicas: 5 });
    expect(session.owned('autoscaler')).toEqual({ 'f:spec': { 'f:replicas': {} } });
  });

  it('leaves null where the last field of a map goes, which the schema may refuse', () => {
    const session = new Session();
    session.apply('a', { replicas: 1, free: { x: 1 } });
    session.apply('a', { replicas: 1, free: {} });
    expect(session.spec).toEqual({ replicas: 1, free: null });
  });

  it('merges sets and keeps the order of the stored list around new items', () => {
    const session = new Session();
    session.apply('a', {}, false, { metadata: { name: 'a', finalizers: ['x', 'y'] } });
    session.apply('b', {}, false, { metadata: { name: 'a', finalizers: ['z', 'x'] } });
    expect(session.object).toEqual({ metadata: { name: 'a', finalizers: ['z', 'x', 'y'] }, spec: {} });
  });

  it('does not look at what the endpoint cannot change', () => {
    const session = new Session();
    session.apply('a', { replicas: 1 }, false, { status: { phase: 'x' } });
    expect(session.owned('a')).toEqual({ 'f:spec': { 'f:replicas': {} } });
  });

  it('gives what was there before anybody applied to a manager of its own', () => {
    const session = new Session();
    session.object = { metadata: { name: 'a', labels: { x: '1' } }, spec: { replicas: 1 } };
    session.apply('a', { replicas: 1 });
    expect(session.owned('before-first-apply')).toEqual({ 'f:metadata': { 'f:labels': { '.': {}, 'f:x': {} } }, 'f:spec': { 'f:replicas': {} } });
  });
});

describe('trackWrite', () => {
  it('owns what a create sets, maps included, but not what is written anyway', () => {
    const session = new Session();
    session.write('a', { metadata: { name: 'a', labels: { x: '1' } }, spec: { replicas: 1 } });
    expect(session.owned('a')).toEqual({ 'f:metadata': { 'f:labels': { '.': {}, 'f:x': {} } }, 'f:spec': { 'f:replicas': {} } });
  });

  it('tracks no writer of an object that has no owners', () => {
    const session = new Session();
    session.object = { spec: {} };
    session.write('a', { spec: { replicas: 1 } });
    expect(session.managers).toEqual([]);
  });
});
