import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyPairProblem } from './tls-key-pair.ts';

/** Made for this test, signed by itself. */
const CERTIFICATE = pem(
  'CERTIFICATE',
  'MIIBdjCCARugAwIBAgIUOYZZWvx1y5NJ1D87P/ajHLGG/kkwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEc2hvcDAgFw0yNjExMjEwODQwNTZaGA8yMTI2MTAyODA4NDA1NlowDzENMAsGA1UEAwwEc2hvcDBZMBMGByqGSM49' +
    'AgEGCCqGSM49AwEHA0IABLGCObf8ZlZk4CDP2q7DPDYdcJglKr5IfIED1MxrT2CF4wPPbm2gEZthVP6iMd040nL2aflFtxHKq6wRWwCRXiejUzBRMB0GA1UdDgQWBBTNwxw+jEwD6fhXCp2MajYnIT72WzAfBgNVHSMEGDAW' +
    'gBTNwxw+jEwD6fhXCp2MajYnIT72WzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDZPdTGf64E/zgrmtQTUnaWVRCLgyxMuQzjk/Hy9JKZQgIhAN6Mfbb6P47KlSzt11eK7slRF5BnYyjM8crokU5GQH/i',
);
const KEY = createPrivateKey({
  format: 'jwk',
  key: { kty: 'EC', crv: 'P-256', x: 'sYI5t_xmVmTgIM_arsM8Nh1wmCUqvkh8gQPUzGtPYIU', y: '4wPPbm2gEZthVP6iMd040nL2aflFtxHKq6wRWwCRXic', d: 'mGPCTJT7HETx9ND2RsP6nvvYdpSi30L9ppNf2m7uHLE' },
});
const KEY_TEXT = KEY.export({ format: 'pem', type: 'sec1' }).toString();

test('a certificate and its key, among other blocks', () => {
  expect(keyPairProblem(CERTIFICATE, KEY_TEXT)).toBeUndefined();
  expect(keyPairProblem(`${pem('EC PARAMETERS', 'BggqhkjOPQMBBw==')}subject: shop\n${CERTIFICATE}${pem('CERTIFICATE', 'AAAA')}`, KEY.export({ format: 'pem', type: 'pkcs8' }).toString())).toBeUndefined();
});

test('the key of another certificate', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'sec1' }).toString();
  expect(keyPairProblem(CERTIFICATE, other)).toEqual({ part: 'key', message: 'is not the key of the certificate' });
});

test('what is no certificate or no key', () => {
  expect(keyPairProblem('x', KEY_TEXT)?.part).toBe('certificate');
  expect(keyPairProblem(pem('CERTIFICATE', 'AAAA'), KEY_TEXT)?.part).toBe('certificate');
  expect(keyPairProblem(CERTIFICATE, '')?.part).toBe('key');
  expect(keyPairProblem(CERTIFICATE, CERTIFICATE)?.part).toBe('key');
  for (const type of ['sec1', 'pkcs8'] as const) {
    const locked = KEY.export({ format: 'pem', type, cipher: 'aes-128-cbc', passphrase: 'x' }).toString();
    expect(keyPairProblem(CERTIFICATE, locked)?.message).toContain('encrypted');
  }
});

function pem(type: string, body: string): string {
  return `-----BEGIN ${type}-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END ${type}-----\n`;
}
