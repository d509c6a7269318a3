import { setField } from '../../src/lint/fix/fix-action.ts';
import type { LintObject } from '../../src/lint/model/lint-object.ts';
import { isEmptySelector, labelSelectorAt } from '../../src/lint/model/selector.ts';
import { compareMinorVersions, lifecycleOf } from '../../src/lint/removed-apis.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'no-deprecated-api',
  category: 'api',
  severity: 'warning',
  severities: { removed: 'error' },
  summary: 'API versions are neither deprecated nor removed.',
  why: 'Once a version is removed the API server refuses every manifest that uses it, as a rule on the day of an upgrade.',
  fix: 'Move to the version that replaces it; where the shape changed, follow the deprecation guide.',
  sources: ['kube-linter:no-extensions-v1beta', 'kube-score:stable-version', 'trivy:KSV-0107'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-linter', 'kube-score'],
  fixable: 'safe',
  messages: {
    removed: '{apiVersion} {kind} was removed in Kubernetes {removedIn}: {advice}',
    deprecated: '{apiVersion} {kind} is deprecated since Kubernetes {deprecatedIn}{end}: {advice}',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: policy/v1beta1 # want removed
kind: PodDisruptionBudget
metadata:
  name: web
`,
      },
      {
        yaml: `apiVersion: v1 # want deprecated
kind: Endpoints
metadata:
  name: web
`,
      },
    ],
  },
  target: 'any',
  check: ({ object, version, report }) => {
    const lifecycle = lifecycleOf(object.apiVersion, object.kind);
    if (lifecycle === undefined) return;
    const { removedIn, replacement, deprecatedIn, sameShape } = lifecycle;
    const gone = removedIn !== undefined && compareMinorVersions(removedIn, version) <= 0;
    if (!gone && (deprecatedIn === undefined || compareMinorVersions(deprecatedIn, version) > 0)) return;
    const other = replacement === undefined ? '' : replacement.kind === object.kind ? replacement.apiVersion : `${replacement.apiVersion} ${replacement.kind}`;
    const advice = other === '' ? 'nothing replaces it under that name' : sameShape ? `use ${other}` : `use ${other}, whose fields differ in part`;
    const data = { apiVersion: object.apiVersion, kind: object.kind, deprecatedIn: deprecatedIn ?? '', removedIn: removedIn ?? '', advice, end: removedIn === undefined ? '' : ` and will be removed in ${removedIn}` };
    const fix = replacement !== undefined && sameShape && !meansOtherPods(object) ? { fix: setField('apiVersion', replacement.apiVersion, `use ${replacement.apiVersion}`) } : {};
    report({ path: 'apiVersion', messageId: gone ? 'removed' : 'deprecated', data, ...fix });
  },
});

/** The empty selector of a disruption budget selects nothing in policy/v1beta1 and everything in policy/v1. */
function meansOtherPods(object: LintObject): boolean {
  const selector = object.kindKey === 'PodDisruptionBudget' ? labelSelectorAt(object.value, 'spec', 'selector') : undefined;
  return selector !== undefined && isEmptySelector(selector);
}
