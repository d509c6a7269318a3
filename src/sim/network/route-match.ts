import { RE2JS } from 're2js';
import { hasPathPrefix } from './backend.ts';
import type { GrpcMatch, HttpMatch, ValueMatch } from './gateway-types.ts';

/** A request as a gateway sees it. For gRPC the path is `/package.Service/Method` and the method POST. */
export interface RoutedRequest {
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/**
 * How specific a match is, to be compared number by number (the precedence rules of HTTPRoute and GRPCRoute): kind and length of the
 * path (or of service and method), method, headers, query parameters. Undefined when the request does not match.
 */
export function httpSpecificity({ path, method, headers = [], queryParams = [] }: HttpMatch, request: RoutedRequest): readonly number[] | undefined {
  const [type, value] = [path?.type ?? 'PathPrefix', path?.value ?? '/'];
  const isPath = type === 'Exact' ? request.path === value : type === 'PathPrefix' ? hasPathPrefix(request.path, value) : matchesPattern(value, request.path);
  if (!isPath || (method !== undefined && method !== (request.method ?? 'GET'))) return undefined;
  if (!meetsAll(headers, lowerKeys(request.headers), true) || !meetsAll(queryParams, request.query ?? {}, false)) return undefined;
  return [type === 'Exact' ? 1 : 0, value.length, method === undefined ? 0 : 1, headers.length, queryParams.length];
}

export function grpcSpecificity({ method, headers = [] }: GrpcMatch, request: RoutedRequest): readonly number[] | undefined {
  const [, service = '', name = ''] = request.path.split('/');
  const is = (wanted: string | undefined, actual: string): boolean =>
    wanted === undefined || wanted === '' || (method?.type === 'RegularExpression' ? matchesPattern(wanted, actual) : wanted === actual);
  if (!is(method?.service, service) || !is(method?.method, name) || !meetsAll(headers, lowerKeys(request.headers), true)) return undefined;
  return [(method?.service ?? '').length, (method?.method ?? '').length, headers.length];
}

function meetsAll(matches: readonly ValueMatch[], values: Readonly<Record<string, string>>, ignoresCase: boolean): boolean {
  return matches.every(({ type, name = '', value = '' }) => {
    const actual = values[ignoresCase ? name.toLowerCase() : name];
    return actual !== undefined && (type === 'RegularExpression' ? matchesPattern(value, actual) : actual === value);
  });
}

function lowerKeys(values: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The whole text, in the syntax of RE2, which cannot run away; a pattern that is none matches nothing. */
function matchesPattern(pattern: string, text: string): boolean {
  try {
    return RE2JS.compile(pattern).matches(text);
  } catch {
    return false;
  }
}
