import { at } from '../../diag/field-path.ts';
import { decodeBase64 } from '../base64.ts';
import { certificateRequestProblem } from '../certificate-request.ts';
import { duplicate, invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { CertificateSigningRequest } from '../types/certificates-v1.ts';
import { validateSignerName } from './signer-name.ts';

const USAGES: readonly string[] = [
  'any', 'cert sign', 'client auth', 'code signing', 'content commitment', 'crl sign', 'data encipherment', 'decipher only', 'digital signature',
  'email protection', 'encipher only', 'ipsec end system', 'ipsec tunnel', 'ipsec user', 'key agreement', 'key encipherment', 'microsoft sgc',
  'netscape sgc', 'ocsp signing', 's/mime', 'server auth', 'signing', 'timestamping',
];
const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown';
const MIN_SECONDS = 600;

/** The rules for a CertificateSigningRequest (pkg/apis/certificates/validation/validation.go, v1.36). */
export function validateCertificateSigningRequest({ spec = {} }: CertificateSigningRequest): FieldError[] {
  const { request = '', usages = [], signerName = '', expirationSeconds } = spec;
  const errors: FieldError[] = [];
  const problem = certificateRequestProblem(decodeBase64(request));
  if (problem !== undefined) errors.push(invalid('spec.request', '…', problem));
  if (usages.length === 0) errors.push(required('spec.usages', 'says what the certificate is for'));
  usages.forEach((usage, index) => {
    if (!USAGES.includes(usage)) errors.push(notSupported(at('spec.usages', index), usage, USAGES));
    if (usages.indexOf(usage) < index) errors.push(duplicate(at('spec.usages', index), usage));
  });
  if (signerName === LEGACY_SIGNER) errors.push(invalid('spec.signerName', signerName, 'is no longer allowed in this API version'));
  else errors.push(...validateSignerName(signerName, 'spec.signerName'));
  if (expirationSeconds !== undefined && expirationSeconds < MIN_SECONDS) errors.push(invalid('spec.expirationSeconds', expirationSeconds, `must be ${MIN_SECONDS} seconds or more`));
  return errors;
}
