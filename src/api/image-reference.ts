/** The parts of the name of an image. `tag` is absent when the text has none. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(String.raw`^(?:${DOMAIN_PART}(?:\.${DOMAIN_PART})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$`);
const PATH_PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const HEX_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };
const DEFAULT_REGISTRY = 'docker.io';
const MAX_REPOSITORY_LENGTH = 255;

/**
 * Reads the name of an image as the API server does to choose a pull policy (github.com/distribution/reference,
 * `ParseNormalizedNamed`): short names belong to docker.io. Undefined when it is no valid name.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  if (/^[a-f0-9]{64}$/.test(text)) return undefined;
  const slash = text.indexOf('/');
  const first = slash === -1 ? '' : text.slice(0, slash);
  // What comes before the first slash is a registry when it looks like a host.
  const hasRegistry = slash !== -1 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const registry = hasRegistry && first !== 'index.docker.io' ? first : DEFAULT_REGISTRY;
  let remainder = hasRegistry ? text.slice(slash + 1) : text;
  if (registry === DEFAULT_REGISTRY && !remainder.includes('/')) remainder = `library/${remainder}`;
  const at = remainder.indexOf('@');
  const digest = at === -1 ? undefined : remainder.slice(at + 1);
  const named = at === -1 ? remainder : remainder.slice(0, at);
  const colon = named.indexOf(':');
  const tag = colon === -1 ? undefined : named.slice(colon + 1);
  const repository = colon === -1 ? named : named.slice(0, colon);
  if (!DOMAIN.test(registry) || !repository.split('/').every((part) => PATH_PART.test(part))) return undefined;
  if (repository.length > MAX_REPOSITORY_LENGTH) return undefined;
  if ((tag !== undefined && !TAG.test(tag)) || (digest !== undefined && !isDigest(digest))) return undefined;
  return { registry, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

function isDigest(text: string): boolean {
  const colon = text.indexOf(':');
  const hex = text.slice(colon + 1);
  return HEX_LENGTHS[text.slice(0, colon)] === hex.length && /^[a-f0-9]+$/.test(hex);
}

/** `Always` for the tag `latest`, which is also meant when there is neither tag nor digest; else, and for names that are none, `IfNotPresent`. */
export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  const reference = parseImageReference(image);
  if (reference === undefined) return 'IfNotPresent';
  const tag = reference.tag ?? (reference.digest === undefined ? 'latest' : '');
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}
