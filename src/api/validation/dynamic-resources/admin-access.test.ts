import { describe, expect, it } from 'vitest';
import { dropDisabledAdminAccess, validateAdminAccess } from './admin-access.ts';

const claim = (adminAccess?: boolean) => ({ requests: [{ name: 'a', exactly: { deviceClassName: 'x' } }, { name: 'b', exactly: { deviceClassName: 'x', ...(adminAccess === undefined ? {} : { adminAccess }) } }] });

describe('admin access', () => {
  it.each([
    [true, {}, 1],
    [true, { 'resource.kubernetes.io/admin-access': 'false' }, 1],
    [true, { 'resource.kubernetes.io/admin-access': 'true' }, 0],
    [false, {}, 0],
    [undefined, {}, 0],
  ] as const)('%s in a namespace with %j', (adminAccess, namespaceLabels, count) => {
    const errors = validateAdminAccess(claim(adminAccess), { version: '1.36', namespaceLabels });
    expect(errors).toHaveLength(count);
    if (count === 1) expect(errors[0]).toMatchObject({ path: 'spec.devices.requests[1].adminAccess', reason: 'FieldValueForbidden' });
  });
  it('of a namespace that nobody knows is not judged', () => expect(validateAdminAccess(claim(true), { version: '1.36' })).toEqual([]));
  it('is dropped while its feature is off, unless it is in use', () => {
    const [off, kept, on] = [claim(true), claim(true), claim(true)];
    dropDisabledAdminAccess(off, '1.33');
    dropDisabledAdminAccess(kept, '1.33', claim(false));
    dropDisabledAdminAccess(on, '1.34');
    expect([off, kept, on].map(({ requests }) => requests[1]?.exactly.adminAccess)).toEqual([undefined, true, true]);
  });
});
