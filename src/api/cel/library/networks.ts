import { escapedPathOf, hostNameOf, parseGoRequestUri, parseGoUrl, portOf, queryOf, type GoUrl } from '../../go-url.ts';
import { cidrContains, formatIp, isStrictCidr, isStrictIp, networkOf, parseCidr, parseIp, scopeOf, type Cidr, type IpAddress, type IpScope } from '../../ip.ts';
import type { Declarations } from '../functions.ts';
import { ComputedMap, EvaluationError, ListValue, OpaqueValue } from '../values.ts';

/** Addresses, networks and URLs (k8s.io/apiserver/pkg/cel/library/ip.go, cidr.go and urls.go, v1.36). */
export const networks = (): Declarations => ({
  'string_to_ip: ip(string) -> net.IP': (text: string) => ipValue(readIp(text) ?? fail(`IP Address "${text}" is not valid`)),
  'is_ip: isIP(string) -> bool': (text: string) => readIp(text) !== undefined,
  'ip_is_canonical: ip.isCanonical(string) -> bool': (text: string) => formatIp(readIp(text) ?? fail(`IP Address "${text}" is not valid`)) === text,
  'ip_family: net.IP~family() -> int': (value: OpaqueValue) => BigInt(ipOf(value).family),
  'ip_is_unspecified: net.IP~isUnspecified() -> bool': hasScope('unspecified'),
  'ip_is_loopback: net.IP~isLoopback() -> bool': hasScope('loopback'),
  'ip_is_link_local_multicast: net.IP~isLinkLocalMulticast() -> bool': hasScope('link-local multicast'),
  'ip_is_link_local_unicast: net.IP~isLinkLocalUnicast() -> bool': hasScope('link-local'),
  'ip_is_global_unicast: net.IP~isGlobalUnicast() -> bool': (value: OpaqueValue) => isGlobalUnicast(ipOf(value)),
  'ip_to_string: string(net.IP) -> string': (value: OpaqueValue) => formatIp(ipOf(value)),
  'string_to_cidr: cidr(string) -> net.CIDR': (text: string) => cidrValue(requireCidr(text)),
  'is_cidr: isCIDR(string) -> bool': (text: string) => readCidr(text) !== undefined,
  'cidr_contains_ip_string: net.CIDR~containsIP(string) -> bool': (cidr: OpaqueValue, text: string) => cidrContains(cidrOf(cidr), readIp(text) ?? fail(`IP Address "${text}" is not valid`)),
  'cidr_contains_ip_ip: net.CIDR~containsIP(net.IP) -> bool': (cidr: OpaqueValue, ip: OpaqueValue) => cidrContains(cidrOf(cidr), ipOf(ip)),
  'cidr_contains_cidr_string: net.CIDR~containsCIDR(string) -> bool': (cidr: OpaqueValue, text: string) => containsNetwork(cidrOf(cidr), requireCidr(text)),
  'cidr_contains_cidr: net.CIDR~containsCIDR(net.CIDR) -> bool': (cidr: OpaqueValue, other: OpaqueValue) => containsNetwork(cidrOf(cidr), cidrOf(other)),
  'cidr_ip: net.CIDR~ip() -> net.IP': (cidr: OpaqueValue) => ipValue(cidrOf(cidr).address),
  'cidr_masked: net.CIDR~masked() -> net.CIDR': (cidr: OpaqueValue) => cidrValue({ ...cidrOf(cidr), address: networkOf(cidrOf(cidr)) }),
  'cidr_prefix_length: net.CIDR~prefixLength() -> int': (cidr: OpaqueValue) => BigInt(cidrOf(cidr).prefixLength),
  'cidr_to_string: string(net.CIDR) -> string': (cidr: OpaqueValue) => formatCidr(cidrOf(cidr)),
  'string_to_url: url(string) -> kubernetes.URL': (text: string) => urlValue(readUrl(text) ?? fail(`URL parse error during conversion from string: parse "${text}": invalid URI for request`), text),
  'is_url_string: isURL(string) -> bool': (text: string) => readUrl(text) !== undefined,
  'url_get_scheme: kubernetes.URL~getScheme() -> string': (url: OpaqueValue) => urlOf(url).scheme,
  'url_get_host: kubernetes.URL~getHost() -> string': (url: OpaqueValue) => urlOf(url).host,
  'url_get_hostname: kubernetes.URL~getHostname() -> string': (url: OpaqueValue) => hostNameOf(urlOf(url)),
  'url_get_port: kubernetes.URL~getPort() -> string': (url: OpaqueValue) => portOf(urlOf(url)),
  'url_get_escaped_path: kubernetes.URL~getEscapedPath() -> string': (url: OpaqueValue) => escapedPathOf(urlOf(url)),
  'url_get_query: kubernetes.URL~getQuery() -> map(string, list(string))': (url: OpaqueValue) => new ComputedMap([...queryOf(urlOf(url))].map(([name, values]) => [name, new ListValue(values)])),
});

/** As Go's strict reader has it; zones and IPv4 in IPv6 are refused. */
function readIp(text: string): IpAddress | undefined {
  const address = parseIp(text);
  return address === undefined || address.mapped || !isStrictIp(text) ? undefined : address;
}

function readCidr(text: string): Cidr | undefined {
  const cidr = parseCidr(text);
  return cidr === undefined || cidr.address.mapped || !isStrictCidr(text) ? undefined : cidr;
}

function requireCidr(text: string): Cidr {
  return readCidr(text) ?? fail(`network address parse error during conversion from string: netip.ParsePrefix("${text}")`);
}

function hasScope(scope: IpScope): (value: OpaqueValue) => boolean {
  return (value) => scopeOf(ipOf(value)) === scope;
}

/** Neither special, nor multicast, nor the broadcast address (`netip.Addr.IsGlobalUnicast`). */
function isGlobalUnicast(address: IpAddress): boolean {
  const [first = 0] = address.bytes;
  const multicast = address.family === 4 ? first >= 224 && first < 240 : first === 0xff;
  const broadcast = address.family === 4 && address.bytes.every((byte) => byte === 255);
  return scopeOf(address) === undefined && !multicast && !broadcast;
}

function containsNetwork(outer: Cidr, inner: Cidr): boolean {
  return inner.prefixLength >= outer.prefixLength && cidrContains(outer, inner.address);
}

function formatCidr({ address, prefixLength }: Cidr): string {
  return `${formatIp(address)}/${prefixLength}`;
}

function ipValue(address: IpAddress): OpaqueValue {
  return new OpaqueValue('net.IP', address, formatIp(address));
}

function cidrValue(cidr: Cidr): OpaqueValue {
  return new OpaqueValue('net.CIDR', cidr, formatCidr(cidr));
}

/** An absolute URL, or an absolute path. */
function readUrl(text: string): GoUrl | undefined {
  const url = parseGoUrl(text);
  return url === undefined || parseGoRequestUri(text) === undefined ? undefined : url;
}

function urlValue(url: GoUrl, text: string): OpaqueValue {
  return new OpaqueValue('kubernetes.URL', url, text);
}

function ipOf({ data }: OpaqueValue): IpAddress {
  return data as IpAddress;
}

function cidrOf({ data }: OpaqueValue): Cidr {
  return data as Cidr;
}

function urlOf({ data }: OpaqueValue): GoUrl {
  return data as GoUrl;
}

function fail(message: string): never {
  throw new EvaluationError(message);
}
