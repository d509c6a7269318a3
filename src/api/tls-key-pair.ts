import { createPrivateKey, X509Certificate } from 'node:crypto';

export interface KeyPairProblem {
  readonly part: 'certificate' | 'key';
  readonly message: string;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;
const PRIVATE_KEY = /-----BEGIN ((?:[A-Z]+ )*PRIVATE KEY)-----[\s\S]+?-----END \1-----/;

/** What keeps a server from using a certificate and a private key, both in PEM; undefined when they belong together (crypto/tls, X509KeyPair). */
export function keyPairProblem(certificates: string, keys: string): KeyPairProblem | undefined {
  // The first of a chain is the server's own; blocks of other types are passed over.
  const certificate = CERTIFICATE.exec(certificates)?.[0];
  if (certificate === undefined) return { part: 'certificate', message: 'holds no PEM-encoded certificate' };
  const key = PRIVATE_KEY.exec(keys)?.[0];
  if (key === undefined) return { part: 'key', message: 'holds no PEM-encoded private key' };
  const parsed = attempt(() => new X509Certificate(certificate));
  if (parsed === undefined) return { part: 'certificate', message: 'holds a PEM block that is no certificate' };
  const parsedKey = attempt(() => createPrivateKey(key));
  if (parsedKey === undefined) return { part: 'key', message: 'holds a private key that cannot be read; it must not be encrypted' };
  return parsed.checkPrivateKey(parsedKey) ? undefined : { part: 'key', message: 'is not the key of the certificate' };
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
