/** A URL as Go's net/url reads it. */
export interface GoUrl {
  /** In lower case; empty for a relative reference. */
  readonly scheme: string;
  readonly user?: string;
  /** Host and port as written, unescaped. */
  readonly host: string;
  /** As written. */
  readonly rawPath: string;
  readonly path: string;
  readonly rawQuery: string;
  readonly fragment: string;
  /** What follows the scheme of a URL without slashes, such as `mailto:a@b`. */
  readonly opaque: string;
}

const HEX_PAIR = /%(?![0-9A-Fa-f]{2})/;
// eslint-disable-next-line no-control-regex -- control characters are what is refused
const CONTROL = /[\x00-\x1f\x7f]/;
const HOST_CHARACTERS = /^[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"%\u0080-\uffff]*$/;
const USER_CHARACTERS = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;

/** Reads a URL by Go's rules, which allow less than browsers mend (net/url/url.go, `Parse`, Go 1.25); undefined when it is none. */
export function parseGoUrl(text: string): GoUrl | undefined {
  if (CONTROL.test(text)) return undefined;
  const hash = text.indexOf('#');
  const fragment = unescape(hash === -1 ? '' : text.slice(hash + 1));
  if (fragment === undefined) return undefined;
  return parseReference(hash === -1 ? text : text.slice(0, hash), fragment, false);
}

/** An absolute URL or an absolute path, without a fragment (`ParseRequestURI`). */
export function parseGoRequestUri(text: string): GoUrl | undefined {
  return CONTROL.test(text) || text === '' ? undefined : parseReference(text, '', true);
}

function parseReference(text: string, fragment: string, viaRequest: boolean): GoUrl | undefined {
  if (text === '*') return { scheme: '', host: '', rawPath: '*', path: '*', rawQuery: '', fragment, opaque: '' };
  const split = splitScheme(text);
  if (split === undefined) return undefined;
  const { scheme } = split;
  const question = split.rest.indexOf('?');
  const rawQuery = question === -1 ? '' : split.rest.slice(question + 1);
  let rest = question === -1 ? split.rest : split.rest.slice(0, question);
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { scheme, host: '', rawPath: '', path: '', rawQuery, fragment, opaque: rest };
    if (viaRequest || firstSegment(rest).includes(':')) return undefined;
  }
  let authority: { user?: string; host: string } | undefined = { host: '' };
  if ((scheme !== '' || (!viaRequest && !rest.startsWith('///'))) && rest.startsWith('//')) {
    const slash = rest.indexOf('/', 2);
    authority = parseAuthority(rest.slice(2, slash === -1 ? undefined : slash));
    rest = slash === -1 ? '' : rest.slice(slash);
  }
  const path = unescape(rest);
  return authority === undefined || path === undefined ? undefined : { scheme, ...authority, rawPath: rest, path, rawQuery, fragment, opaque: '' };
}

function firstSegment(path: string): string {
  const slash = path.indexOf('/');
  return slash === -1 ? path : path.slice(0, slash);
}

/** A colon before any other special character ends the scheme; a text that starts with one is no URL. */
function splitScheme(text: string): { readonly scheme: string; readonly rest: string } | undefined {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text);
  if (match?.[1] !== undefined) return { scheme: match[1].toLowerCase(), rest: text.slice(match[0].length) };
  return text.startsWith(':') ? undefined : { scheme: '', rest: text };
}

function parseAuthority(text: string): { user?: string; host: string } | undefined {
  const sign = text.lastIndexOf('@');
  const host = parseHost(sign === -1 ? text : text.slice(sign + 1));
  if (host === undefined) return undefined;
  if (sign === -1) return { host };
  const user = text.slice(0, sign);
  return USER_CHARACTERS.test(user) && unescape(user) !== undefined ? { user, host } : undefined;
}

function parseHost(text: string): string | undefined {
  if (text.startsWith('[')) {
    const close = text.lastIndexOf(']');
    if (close === -1 || !isPortSuffix(text.slice(close + 1))) return undefined;
    const zone = text.indexOf('%25');
    const address = zone === -1 || zone > close ? text.slice(0, close) : text.slice(0, zone);
    return HOST_CHARACTERS.test(address) && !address.includes('%') ? text.replace('%25', '%') : undefined;
  }
  const colon = text.lastIndexOf(':');
  if (colon !== -1 && !isPortSuffix(text.slice(colon))) return undefined;
  // Of the bytes of ASCII, only those that hosts never hold may be escaped.
  if (!HOST_CHARACTERS.test(text) || /%[0-7][0-9A-Fa-f]/.test(text.replaceAll('%25', ''))) return undefined;
  return unescape(text);
}

function isPortSuffix(text: string): boolean {
  return /^(?::\d*)?$/.test(text);
}

const decoder = new TextDecoder();

/** Undefined when a percent sign stands without two hexadecimal digits. Bytes that are no UTF-8 become U+FFFD. */
function unescape(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (HEX_PAIR.test(text)) return undefined;
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => decoder.decode(Uint8Array.from(run.slice(1).split('%'), (pair) => Number.parseInt(pair, 16))));
}

/** The name of the host, without port and brackets (`Hostname`). */
export function hostNameOf({ host }: GoUrl): string {
  return splitHostPort(host).name;
}

export function portOf({ host }: GoUrl): string {
  return splitHostPort(host).port;
}

function splitHostPort(host: string): { readonly name: string; readonly port: string } {
  const colon = host.lastIndexOf(':');
  const hasPort = colon !== -1 && isPortSuffix(host.slice(colon));
  const name = hasPort ? host.slice(0, colon) : host;
  return { name: name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name, port: hasPort ? host.slice(colon + 1) : '' };
}

/** The path as it can stand in a URL (`EscapedPath`): as written where that is well-formed. */
export function escapedPathOf({ rawPath, path }: GoUrl): string {
  if (rawPath === '*' || /^[A-Za-z0-9\-_.~!$&'()*+,;=:@[\]%/]*$/.test(rawPath)) return rawPath;
  return [...encoder.encode(path)].map((byte) => (UNESCAPED.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('');
}

const encoder = new TextEncoder();
const UNESCAPED = /^[A-Za-z0-9\-_.~$&+,/:;=@]$/;

/** The parameters of a query, in order of names; malformed pairs are left out (`Query`). */
export function queryOf({ rawQuery }: GoUrl): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const pair of rawQuery.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const equals = pair.indexOf('=');
    const name = unescape((equals === -1 ? pair : pair.slice(0, equals)).replaceAll('+', ' '));
    const value = unescape(equals === -1 ? '' : pair.slice(equals + 1).replaceAll('+', ' '));
    if (name === undefined || value === undefined) continue;
    const list = found.get(name);
    if (list === undefined) found.set(name, [value]);
    else list.push(value);
  }
  return found;
}
