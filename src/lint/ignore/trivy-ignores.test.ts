import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import type { PeerChecks } from './peer-ignores.ts';
import { readTrivyIgnore, readTrivyIgnoreYaml, trivyIgnores } from './trivy-ignores.ts';

const CHECKS: PeerChecks = new Map([['trivy:KSV-14', ['read-only-root']], ['trivy:KSV-12', ['run-as-non-root']], ['kube-linter:x', ['x']]]);

function rulesIn(text: string, entries = readTrivyIgnore('')): string[] {
  const [document] = loadText(text, 'k8s/pod.yaml').documents;
  if (document === undefined) throw new Error('no document');
  return trivyIgnores(document, entries, CHECKS).map(({ rules, until }) => [...rules, ...(until === undefined ? [] : [until])].join(' '));
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';

describe('trivyIgnores', () => {
  it('reads comments, in every way to write a check', () => {
    expect(rulesIn(`#trivy:ignore:KSV-0014\n${POD}`)).toEqual(['read-only-root']);
    expect(rulesIn(`${POD}# trivy:ignore:AVD-KSV-0014 trivy:ignore:KSV012:exp:2027-01-31\nspec: {}\n`)).toEqual(['read-only-root', 'run-as-non-root 2027-01-31']);
    expect(rulesIn(`# trivy:ignore:*\n${POD}`)).toEqual(['read-only-root run-as-non-root']);
    expect(rulesIn(`# trivy:ignore:CVE-2024-1 trivy:ignore:KSV014[name=x]\n${POD}`)).toEqual([]);
  });

  it('holds them to the line below, or to the object', () => {
    const [document] = loadText(`${POD}spec:\n  # trivy:ignore:KSV-0014\n  containers: []\n`, 'a.yaml').documents;
    expect(document?.ignores).toMatchObject([{ tool: 'trivy', line: 6 }]);
    expect(loadText(`# trivy:ignore:KSV-0014\n${POD}`, 'a.yaml').documents[0]?.ignores[0]).not.toHaveProperty('line');
  });

  it('reads the ignore files', () => {
    expect(rulesIn(POD, readTrivyIgnore('# known\nCVE-2018-14618\n\nAVD-KSV-0014 exp:2027-01-31\nKSV-0012\n'))).toEqual(['read-only-root 2027-01-31', 'run-as-non-root']);
    const yaml = 'misconfigurations:\n- id: AVD-KSV-0014\n  paths: ["k8s/**"]\n  statement: known\n- id: KSV-0012\n  paths: [other.yaml]\n  expired_at: 2027-01-31\nvulnerabilities:\n- id: CVE-1\n';
    expect(rulesIn(POD, readTrivyIgnoreYaml(yaml))).toEqual(['read-only-root']);
    expect(readTrivyIgnoreYaml(yaml)[1]).toEqual({ check: 'KSV-0012', reason: '', until: '2027-01-31', paths: ['other.yaml'] });
    for (const text of ['', '- a', ': [', 'misconfigurations: {}']) expect(readTrivyIgnoreYaml(text), text).toEqual([]);
  });
});
