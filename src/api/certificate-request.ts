import { createPublicKey, verify } from 'node:crypto';

const PEM = /-----BEGIN CERTIFICATE REQUEST-----\r?\n([A-Za-z0-9+/=\s]+)-----END CERTIFICATE REQUEST-----/;
const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
const OBJECT_IDENTIFIER = 0x06;

/** RSA with PSS padding, whose parameters are not read here. */
const RSA_PSS = '2a864886f70d01010a';
/** Hash functions by the identifier of the signature algorithm (RFC 3279, 5758, 8410), in hexadecimal; null where the key implies it. */
const HASHES: Readonly<Record<string, string | null>> = {
  '2a864886f70d010105': 'sha1', '2a864886f70d01010b': 'sha256', '2a864886f70d01010c': 'sha384', '2a864886f70d01010d': 'sha512',
  '2a8648ce3d0401': 'sha1', '2a8648ce3d040302': 'sha256', '2a8648ce3d040303': 'sha384', '2a8648ce3d040304': 'sha512',
  '2b6570': null,
};

/**
 * What is wrong with a PKCS #10 certificate request in PEM (RFC 2986); undefined when it can be read and its own key signed it. Signatures
 * of RSA with PSS padding are not verified.
 */
export function certificateRequestProblem(text: string): string | undefined {
  const body = PEM.exec(text)?.[1];
  if (body === undefined) return 'must be a PEM block of type CERTIFICATE REQUEST, base64-encoded once more';
  const bytes = Buffer.from(body, 'base64');
  const whole = readElement(bytes, 0);
  const [info, algorithm, signature, ...more] = whole === undefined || whole.end !== bytes.length ? [] : childrenOf(bytes, whole);
  if (whole?.tag !== SEQUENCE || info?.tag !== SEQUENCE || algorithm?.tag !== SEQUENCE || signature?.tag !== BIT_STRING || more.length > 0) {
    return 'holds a PEM block that is no certificate request';
  }
  // Version, subject, public key, attributes.
  const [, , publicKey] = childrenOf(bytes, info);
  const [identifier] = childrenOf(bytes, algorithm);
  const key = publicKey === undefined ? undefined : readKey(bytes.subarray(publicKey.start, publicKey.end));
  if (key === undefined || identifier?.tag !== OBJECT_IDENTIFIER) return 'holds a certificate request without a public key that can be read';
  const scheme = bytes.subarray(identifier.content, identifier.end).toString('hex');
  if (scheme === RSA_PSS) return undefined;
  const hash = HASHES[scheme];
  if (hash === undefined) return 'holds a certificate request signed in a way that Kubernetes does not know, use RSA, ECDSA or Ed25519';
  // The first byte of a bit string counts its unused bits.
  const signed = verify(hash, bytes.subarray(info.start, info.end), key, bytes.subarray(signature.content + 1, signature.end));
  return signed ? undefined : 'holds a certificate request that was not signed by its own key, make it anew';
}

/** An element of DER: where it starts, where its content starts, and the end of both. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

function readElement(bytes: Buffer, start: number): Element | undefined {
  const tag = bytes[start];
  const short = bytes[start + 1];
  if (tag === undefined || short === undefined) return undefined;
  const lengthBytes = short < 0x80 ? 0 : short - 0x80;
  const content = start + 2 + lengthBytes;
  if (lengthBytes > 4 || content > bytes.length || short === 0x80) return undefined;
  const length = lengthBytes === 0 ? short : bytes.readUIntBE(start + 2, lengthBytes);
  return content + length > bytes.length ? undefined : { tag, start, content, end: content + length };
}

/** The elements inside of another; none when they do not fill it. */
function childrenOf(bytes: Buffer, parent: Element): Element[] {
  const children: Element[] = [];
  for (let offset = parent.content; offset < parent.end; ) {
    const child = readElement(bytes, offset);
    if (child === undefined || child.end > parent.end) return [];
    children.push(child);
    offset = child.end;
  }
  return children;
}

function readKey(der: Buffer): ReturnType<typeof createPublicKey> | undefined {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
