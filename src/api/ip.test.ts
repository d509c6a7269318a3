import { describe, expect, it } from 'vitest';
import { cidrContains, formatIp, formatNetwork, isNetworkAddress, isStrictCidr, isStrictIp, parseCidr, parseIp, scopeOf } from './ip.ts';

function canonical(text: string): string | undefined {
  const address = parseIp(text);
  return address === undefined ? undefined : formatIp(address);
}

describe('parseIp', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['010.001.0.08', '10.1.0.8'],
    ['2001:DB8::0001', '2001:db8::1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['::', '::'],
    ['1::', '1::'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['64:ff9b::1.2.3.4', '64:ff9b::102:304'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ])('%s is %s', (text, expected) => expect(canonical(text)).toBe(expected));

  it.each(['', '10.0.0', '10.0.0.256', '10.0.0.0/8', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8::', 'fe80::1%eth0', '::12345', '1.2.3.4::', '::g', ' 1.2.3.4', '1:', ':1'])(
    'refuses %j',
    (text) => expect(parseIp(text)).toBeUndefined(),
  );

  it('tells what the strict reader refuses', () => {
    expect(isStrictIp('010.0.0.1')).toBe(false);
    expect(isStrictIp('::00001')).toBe(false);
    expect(isStrictIp('10.0.0.1')).toBe(true);
    expect(isStrictIp('::ffff:1.2.3.04')).toBe(false);
    expect(isStrictCidr('10.0.0.0/08')).toBe(false);
    expect(isStrictCidr('10.0.0.0/8')).toBe(true);
  });
});

describe('parseCidr', () => {
  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', '2001:db8::/129', 'x/8', '10.0.0.0/8/8'])('refuses %s', (text) => expect(parseCidr(text)).toBeUndefined());

  it('masks, compares and contains', () => {
    const cidr = parseCidr('10.1.2.3/12');
    if (cidr === undefined) throw new Error('not read');
    expect(formatNetwork(cidr)).toBe('10.0.0.0/12');
    expect(isNetworkAddress(cidr)).toBe(false);
    const inside = parseIp('10.15.255.255');
    const outside = parseIp('10.16.0.0');
    if (inside === undefined || outside === undefined) throw new Error('not read');
    expect(cidrContains(cidr, inside)).toBe(true);
    expect(cidrContains(cidr, outside)).toBe(false);
  });
});

describe('scopeOf', () => {
  it.each([
    ['0.0.0.0', 'unspecified'],
    ['127.1.2.3', 'loopback'],
    ['::1', 'loopback'],
    ['169.254.0.1', 'link-local'],
    ['fe80::1', 'link-local'],
    ['224.0.0.1', 'link-local multicast'],
    ['ff02::1', 'link-local multicast'],
    ['224.0.1.1', undefined],
    ['10.0.0.1', undefined],
  ])('%s is %s', (text, expected) => {
    const address = parseIp(text);
    expect(address === undefined ? 'not read' : scopeOf(address)).toBe(expected);
  });
});
