import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../base64.ts';
import type { CertificateSigningRequestSpec } from '../types/certificates-v1.ts';
import { validateApiService } from './api-service.ts';
import { validateCertificateSigningRequest } from './certificate-signing-request.ts';
import { validatePriorityClass, validatePriorityClassUpdate } from './priority-class.ts';
import { validateRuntimeClass } from './runtime-class.ts';
import { validateServiceCidr, validateServiceCidrUpdate } from './service-cidr.ts';

/** Made for this test. */
const REQUEST =
  'MIGOMEICAQAwDzENMAsGA1UEAwwEc2hvcDAqMAUGAytlcAMhAFDFbcbsQYXJMijQzwflYJiipAdyFB+Yrq0h3vvOLd5loAAwBQ' +
  'YDK2VwA0EA+ZVUtpPf4Cs5XtUzNQOkYQcBYeiKbvabz4n+v0uoPhVnBpuPO6ryzTGn3huFMXokz0ahkWRYaSMW/cz8VnrsBw==';

const SPEC: CertificateSigningRequestSpec = {
  request: encodeBase64(`-----BEGIN CERTIFICATE REQUEST-----\n${REQUEST}\n-----END CERTIFICATE REQUEST-----\n`),
  signerName: 'example.org/serving',
  usages: ['client auth'],
};

describe('validateCertificateSigningRequest', () => {
  it.each<[string, Partial<CertificateSigningRequestSpec>, string[]]>([
    ['complete', {}, []],
    ['something else in the request', { request: encodeBase64('x') }, ['spec.request']],
    ['no usages', { usages: [] }, ['spec.usages']],
    ['the same usage twice', { usages: ['any', 'any'] }, ['spec.usages[1]']],
    ['a signer without domain', { signerName: 'a/b' }, ['spec.signerName']],
    ['a signer without name', { signerName: 'example.org' }, ['spec.signerName']],
    ['too short a time', { expirationSeconds: 599 }, ['spec.expirationSeconds']],
  ])('%s', (_name, fields, expected) => expect(validateCertificateSigningRequest({ spec: { ...SPEC, ...fields } }).map(({ path }) => path)).toEqual(expected));
});

describe('validateApiService', () => {
  it('is named for version and group', () => {
    const spec = { group: 'a.example.org', version: 'v1', groupPriorityMinimum: 1, versionPriority: 1 };
    expect(validateApiService({ metadata: { name: 'v1.a.example.org' }, spec })).toEqual([]);
    expect(validateApiService({ metadata: { name: 'v2.a.example.org' }, spec }).map(({ path }) => path)).toEqual(['metadata.name']);
    expect(validateApiService({ metadata: { name: 'v1.a.example.org' }, spec: { ...spec, insecureSkipTLSVerify: true } }).map(({ path }) => path)).toEqual(['spec.insecureSkipTLSVerify']);
  });
});

describe('classes', () => {
  it('of priority stay below the system', () => {
    expect(validatePriorityClass({ value: 1_000_000_001 }).map(({ path }) => path)).toEqual(['value']);
    expect(validatePriorityClass({ metadata: { name: 'system-x' }, value: 1 }).map(({ path }) => path)).toEqual(['metadata.name']);
    expect(validatePriorityClass({ metadata: { name: 'system-node-critical' }, value: 2_000_001_000 })).toEqual([]);
    expect(['', 'Sometimes'].flatMap((preemptionPolicy) => validatePriorityClass({ preemptionPolicy })).map(({ reason }) => reason)).toEqual(['FieldValueRequired', 'FieldValueNotSupported']);
    expect(validatePriorityClassUpdate({ value: 2 }, { value: 1 }).map(({ path }) => path)).toEqual(['value']);
  });
  it('of runtimes have overhead that containers could ask for', () => {
    expect(validateRuntimeClass({ handler: 'kata', overhead: { podFixed: { cpu: '250m' } } })).toEqual([]);
    expect(validateRuntimeClass({ handler: 'kata', overhead: { podFixed: { 'hugepages-2Mi': '3Mi' } } }).map(({ path }) => path)).toEqual(['overhead.limits[hugepages-2Mi]', 'overhead']);
  });
});

describe('validateServiceCidr', () => {
  it('has one network of each family', () => {
    expect(validateServiceCidr({ spec: { cidrs: ['10.0.0.0/16', 'fd00::/112'] } })).toEqual([]);
    expect(validateServiceCidr({ spec: { cidrs: ['10.0.0.0/16', '10.1.0.0/16'] } }).map(({ path }) => path)).toEqual(['spec.cidrs']);
  });
  it('may get a second one later', () => {
    const old = { spec: { cidrs: ['10.0.0.0/16'] } };
    expect(validateServiceCidrUpdate({ spec: { cidrs: ['10.0.0.0/16', 'fd00::/112'] } }, old)).toEqual([]);
    expect(validateServiceCidrUpdate({ spec: { cidrs: ['10.1.0.0/16'] } }, old).map(({ path }) => path)).toEqual(['spec.cidrs[0]']);
  });
});
