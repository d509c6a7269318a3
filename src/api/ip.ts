/**
 * IP addresses and CIDRs as the API server reads them: leniently like Go 1.16's `net.ParseIP` (k8s.io/utils/net ParseIPSloppy), and
 * strictly like Go's `net/netip`, which refuses leading zeros. An address written as IPv4-mapped IPv6 counts as IPv4 for the lenient reader.
 */
export interface IpAddress {
  /** 4 bytes for IPv4 and for IPv4-mapped IPv6, otherwise 16. */
  readonly bytes: readonly number[];
  readonly family: 4 | 6;
  /** Written as IPv4-mapped IPv6, such as `::ffff:10.0.0.1`. */
  readonly mapped: boolean;
}

export interface Cidr {
  readonly address: IpAddress;
  /** The length of the prefix, counted in the notation that was used: up to 128 for mapped addresses. */
  readonly prefixLength: number;
}

/** Reads an address leniently: IPv4 octets and IPv6 groups may have leading zeros. Zones are refused. */
export function parseIp(text: string): IpAddress | undefined {
  for (const char of text) {
    if (char === '.') return fromIpv4(parseIpv4(text));
    if (char === ':') return fromIpv6(parseIpv6(text));
  }
  return undefined;
}

/** Reads a CIDR leniently (`ParseCIDRSloppy`): bits beyond the prefix and leading zeros are accepted. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  if (slash === -1) return undefined;
  const address = parseIp(text.slice(0, slash));
  const mask = text.slice(slash + 1);
  if (address === undefined || !/^\d+$/.test(mask)) return undefined;
  const prefixLength = Number(mask);
  const bits = address.family === 4 && !address.mapped ? 32 : 128;
  return prefixLength <= bits ? { address, prefixLength } : undefined;
}

/** True when `text`, which `parseIp` reads, is also read by Go's strict `netip.ParseAddr`. */
export function isStrictIp(text: string): boolean {
  return text.split(':').every((part) => (part.includes('.') ? hasNoLeadingZeros(part) : part.length <= 4));
}

/** True when `text`, which `parseCidr` reads, is also read by Go's strict `netip.ParsePrefix`. */
export function isStrictCidr(text: string): boolean {
  const slash = text.indexOf('/');
  return isStrictIp(text.slice(0, slash)) && /^(?:0|[1-9]\d*)$/.test(text.slice(slash + 1));
}

function hasNoLeadingZeros(dotted: string): boolean {
  return dotted.split('.').every((octet) => octet.length === 1 || !octet.startsWith('0'));
}

/** True when no bit beyond the prefix is set. */
export function isNetworkAddress(cidr: Cidr): boolean {
  const { bytes } = networkOf(cidr);
  return bytes.every((byte, index) => byte === cidr.address.bytes[index]);
}

/** The first address of the network. */
export function networkOf(cidr: Cidr): IpAddress {
  const prefix = effectivePrefix(cidr);
  const bytes = cidr.address.bytes.map((byte, index) => {
    const kept = Math.max(0, Math.min(8, prefix - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return { ...cidr.address, bytes };
}

/** Whether the network holds an address; families never mix. */
export function cidrContains(cidr: Cidr, address: IpAddress): boolean {
  if (cidr.address.family !== address.family) return false;
  const network = networkOf(cidr).bytes;
  const masked = networkOf({ address, prefixLength: cidr.prefixLength - (cidr.address.mapped ? 96 : 0) + (address.mapped ? 96 : 0) }).bytes;
  return network.every((byte, index) => byte === masked[index]);
}

/** The prefix length in terms of the address' own bytes: mapped addresses are counted without their 96 fixed bits. */
function effectivePrefix(cidr: Cidr): number {
  return cidr.address.mapped ? Math.max(0, cidr.prefixLength - 96) : cidr.prefixLength;
}

/** The canonical text: dotted for IPv4 and mapped addresses, RFC 5952 for IPv6 (`net.IP.String`). */
export function formatIp(address: IpAddress): string {
  return address.family === 4 ? address.bytes.join('.') : formatIpv6(address.bytes);
}

/** The canonical text of the network (`net.IPNet.String`). */
export function formatNetwork(cidr: Cidr): string {
  return `${formatIp(networkOf(cidr))}/${effectivePrefix(cidr)}`;
}

export type IpScope = 'unspecified' | 'loopback' | 'link-local' | 'link-local multicast';

/** The special range that an address lies in; an ordinary address has none. */
export function scopeOf({ bytes, family }: IpAddress): IpScope | undefined {
  const [first = 0, second = 0, third = 0] = bytes;
  if (bytes.every((byte) => byte === 0)) return 'unspecified';
  if (family === 4) {
    if (first === 127) return 'loopback';
    if (first === 169 && second === 254) return 'link-local';
    return first === 224 && second === 0 && third === 0 ? 'link-local multicast' : undefined;
  }
  if (bytes.every((byte, index) => byte === (index === 15 ? 1 : 0))) return 'loopback';
  if (first === 0xfe && (second & 0xc0) === 0x80) return 'link-local';
  return first === 0xff && (second & 0x0f) === 0x02 ? 'link-local multicast' : undefined;
}

function fromIpv4(bytes: readonly number[] | undefined): IpAddress | undefined {
  return bytes === undefined ? undefined : { bytes, family: 4, mapped: false };
}

function fromIpv6(bytes: readonly number[] | undefined): IpAddress | undefined {
  if (bytes === undefined) return undefined;
  const mapped = bytes.slice(0, 12).every((byte, index) => byte === (index < 10 ? 0 : 0xff));
  return mapped ? { bytes: bytes.slice(12), family: 4, mapped } : { bytes, family: 6, mapped };
}

const OCTET_MAX = 255;
const GROUP_MAX = 0xffff;

function parseIpv4(text: string): number[] | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  const bytes: number[] = [];
  for (const octet of octets) {
    if (!/^\d+$/.test(octet) || Number(octet) > OCTET_MAX) return undefined;
    bytes.push(Number(octet));
  }
  return bytes;
}

function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  const left = parseGroups(head, tail === undefined);
  if (left === undefined) return undefined;
  if (tail === undefined) return left.length === 16 ? left : undefined;
  const right = parseGroups(tail, true);
  // The `::` stands for at least one group.
  if (right === undefined || left.length + right.length > 14) return undefined;
  return [...left, ...new Array<number>(16 - left.length - right.length).fill(0), ...right];
}

/** The bytes of groups joined by colons; the last one may be a dotted IPv4 address when it ends the whole text. */
function parseGroups(text: string, endsAddress: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (group.includes('.')) {
      const dotted = endsAddress && index === groups.length - 1 ? parseIpv4(group) : undefined;
      if (dotted === undefined) return undefined;
      bytes.push(...dotted);
    } else {
      const value = /^[0-9a-fA-F]+$/.test(group) ? Number.parseInt(group, 16) : Number.NaN;
      if (!(value <= GROUP_MAX)) return undefined;
      bytes.push(value >> 8, value & 0xff);
    }
  }
  return bytes;
}

function formatIpv6(bytes: readonly number[]): string {
  const groups: number[] = [];
  for (let index = 0; index < 16; index += 2) groups.push(((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0));
  const run = longestZeroRun(groups);
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return run === undefined ? hex(groups) : `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}`;
}

/** The first of the longest runs of at least two zero groups. */
function longestZeroRun(groups: readonly number[]): { readonly start: number; readonly length: number } | undefined {
  let best: { start: number; length: number } | undefined;
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length >= 2 && (best === undefined || length > best.length)) best = { start, length };
    start += length;
  }
  return best;
}
