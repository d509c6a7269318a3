/** The parts of an image reference: `registry:5000/team/web:1.2@sha256:…`. */
export interface ImageReference {
  /** The registry as written; empty when the reference leaves it to the default one. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/** Splits an image reference (distribution/reference, normalize.go): a first part with a dot or a port, or `localhost`, is a registry; a colon in it is no tag. */
export function parseImage(image: string): ImageReference {
  const atSign = image.indexOf('@');
  const digest = atSign === -1 ? '' : image.slice(atSign + 1);
  const name = atSign === -1 ? image : image.slice(0, atSign);
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const untagged = hasTag ? name.slice(0, colon) : name;
  const slash = untagged.indexOf('/');
  const first = slash === -1 ? '' : untagged.slice(0, slash);
  const isRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  return {
    registry: isRegistry ? first : '',
    repository: isRegistry ? untagged.slice(slash + 1) : untagged,
    tag: hasTag ? name.slice(colon + 1) : '',
    digest,
  };
}
