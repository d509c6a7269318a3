import { describe, expect, it } from 'vitest';
import { UsageError } from '../../diag/usage-error.ts';
import { parsePathTemplate, templateValues } from './path-template.ts';

const values = templateValues('monitoring.coreos.com/v1', 'ServiceMonitor', '1.36');

describe('templates of paths', () => {
  it.each([
    ['schemas/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json', 'schemas/monitoring.coreos.com/servicemonitor_v1.json'],
    ['{{.NormalizedKubernetesVersion}}-standalone{{.StrictSuffix}}/{{.ResourceKind}}{{.KindSuffix}}.json', 'v1.36.0-standalone-strict/servicemonitor-monitoring-v1.json'],
    ['{{ if eq .Group "apps" }}a{{ else if ne .ResourceAPIVersion "v2" -}}  b  {{- else }}c{{ end }}', 'b'],
    ['{{ if and .Group (not .StrictSuffix) }}a{{ else }}b{{ end }}', 'b'],
    ['{{ printf "%s_%s" .ResourceKind .ResourceAPIVersion }}{{/* nothing */}}', 'servicemonitor_v1'],
    ['{{ .ResourceKind | printf "%s-%s" "x" }}', 'x-servicemonitor'],
    ['plain.json', 'plain.json'],
  ])('%s', (template, expected) => expect(parsePathTemplate(template)(values)).toBe(expected));

  it.each(['{{ .Kind }}', '{{ lower .Group }}', '{{ if .Group }}a', '{{ end }}', '{{ .Group', '{{ }}', '{{ .Group | .ResourceKind }}', '{{ (.Group }}'])('%s is refused', (template) => {
    expect(() => parsePathTemplate(template)).toThrow(UsageError);
  });

  it('knows the core group as kubeconform does', () => expect(templateValues('v1', 'Pod', '1.30')).toMatchObject({ Group: 'v1', ResourceAPIVersion: 'v1', KindSuffix: '-v1', NormalizedKubernetesVersion: 'v1.30.0' }));
});
