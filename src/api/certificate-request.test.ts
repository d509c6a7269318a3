import { expect, test } from 'vitest';
import { certificateRequestProblem } from './certificate-request.ts';

/** Made for this test, each by a key of its own. */
const REQUESTS = {
  ecdsa:
    'MIHYMIGAAgEAMB4xDTALBgNVBAMMBHNob3AxDTALBgNVBAoMBHRlYW0wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASxgjm3/GZWZOAgz9quwzw2HXCYJSq+SHyBA9TMa09gheMDz25t' +
    'oBGbYVT+ojHdONJy9mn5RbcRyqusEVsAkV4noAAwCgYIKoZIzj0EAwIDRwAwRAIfe7mPVrwgECtA6qA5RsL85MpzA0ZqhN3610AC8yfX+gIhAKk5kLTS8jZChNRVIG04B4rk3GyTmFDc' +
    'QD2FkyBNm58y',
  ed25519:
    'MIGOMEICAQAwDzENMAsGA1UEAwwEc2hvcDAqMAUGAytlcAMhAFDFbcbsQYXJMijQzwflYJiipAdyFB+Yrq0h3vvOLd5loAAwBQYDK2VwA0EA+ZVUtpPf4Cs5XtUzNQOkYQcBYeiKbvab' +
    'z4n+v0uoPhVnBpuPO6ryzTGn3huFMXokz0ahkWRYaSMW/cz8VnrsBw==',
  rsa:
    'MIICdTCCAV0CAQAwDzENMAsGA1UEAwwEc2hvcDCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAMgIJxAlaFBopRBtjMloJstBJbD07wQQGmDcVTfdEyn39+j0/ZmJU4hAsf4U' +
    'jBpDrh7HZoF5gQLOQhY0GPywtizuVTlIcqnP4x7X9EEA62KF7rqSz2xYySEwWnR4yu71NPH+j02fIy7kI6LBLYzoKxfUDXud7/rsxg9vlCvqLP2GVBZF1pgL3tZixnP5rxsPwjI29e7M' +
    'sTcic0GOuKzrJZUxdP1t/4g9AJkhEtbidGm8UpVMqP08Erfwkmj1GgjfRRKPHHSPVVv75sw7+zlnVP9RNSrUR51/6PzvIyWpuPdTvZYk6mR21a0s2WSn0fzzVT5/iJlWtzfUmR2Ipa7t' +
    'KSUCAwEAAaAhMB8GCSqGSIb3DQEJDjESMBAwDgYDVR0RBAcwBYIDYS5iMA0GCSqGSIb3DQEBDAUAA4IBAQBqbwJdCg9Gd6HMEZqr0/Mc+rr9gagxbZDVRQaahiX6+NEddLNghsrPKinZ' +
    '+E2lm8MoDg5FTqgDtrcRaWmi4WMUxrxBSh7Ih2ydn9J6xEDGD+pZb35s7Ujd7GaJZa2txDigToaZBACM+mwH3VoaVzpQZvBCo9zN3G7Ng6y6hJ3gYxEYdbpn9WzfPQNPc4szjQ6tsPdC' +
    'pAi93JukWHTSF6J4KtUBkVVqsdwArlwU50d+SPogMDuhyowyUfg72UPxBeiDCpOpOjuUauJKg8HhjI9WM0ofbbOCpb84gl0Zu0Fi2uy6SICQxC0lV56GNq/B+ATk2cmfg5ltNAPqwFXL' +
    'Tb4s',
};

test.each(Object.entries(REQUESTS))('a request signed by its own key: %s', (_, body) => {
  expect(certificateRequestProblem(pem(body))).toBeUndefined();
  expect(certificateRequestProblem(`some text\n${pem(body)}`)).toBeUndefined();
});

test.each(Object.entries(REQUESTS))('a change to what was signed, or to the signature: %s', (_, body) => {
  const bytes = Buffer.from(body, 'base64');
  for (const place of [bytes.indexOf('shop'), bytes.length - 3]) {
    const changed = Buffer.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(certificateRequestProblem(pem(changed.toString('base64')))).toContain('not signed by its own key');
  }
});

test('what is no request', () => {
  expect(certificateRequestProblem('')).toContain('must be a PEM block');
  expect(certificateRequestProblem(pem(REQUESTS.ecdsa).replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE'))).toContain('must be a PEM block');
  expect(certificateRequestProblem(pem('AAAA'))).toContain('no certificate request');
  expect(certificateRequestProblem(pem(REQUESTS.ecdsa.slice(0, 200)))).toContain('no certificate request');
  expect(certificateRequestProblem(pem('MAA='))).toContain('no certificate request');
});

test('a signature of an unknown kind', () => {
  const bytes = Buffer.from(REQUESTS.ed25519, 'base64');
  const identifier = Buffer.from('2b6570', 'hex');
  bytes[bytes.lastIndexOf(identifier) + 2] = 0x7f;
  expect(certificateRequestProblem(pem(bytes.toString('base64')))).toContain('does not know');
});

function pem(body: string): string {
  return `-----BEGIN CERTIFICATE REQUEST-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE REQUEST-----\n`;
}
