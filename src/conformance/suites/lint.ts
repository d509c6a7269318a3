import { readFileSync } from 'node:fs';
import { RULES } from '../../../rules/index.ts';
import { loadText } from '../../load/load.ts';
import type { Suite, SuiteResult } from '../suite.ts';
import { agreementOf, uncoveredChecks } from './lint-agreement.ts';
import type { LintException } from './lint-agreement.ts';

const EXCEPTIONS = new URL('../../../testdata/lint-exceptions.json', import.meta.url);

/**
 * Whether kubeplan's rules cover every check of kube-linter, kube-score and polaris, and agree wherever all the tools that cover a rule
 * agree. A verdict that kubeplan does not share counts as a difference also when testdata/lint-exceptions.json gives the reason.
 */
export const lintSuite: Suite = {
  name: 'lint',
  run: (folder): SuiteResult => {
    const coverage = uncoveredChecks(folder, RULES);
    const agreement = agreementOf(folder, RULES, loadText);
    const exceptions = JSON.parse(readFileSync(EXCEPTIONS, 'utf8')) as readonly LintException[];
    const reasons = new Map(exceptions.map((entry) => [`${entry.file} ${entry.rule} ${entry.object}`, entry.reason]));
    const explained = agreement.differences.filter((difference) => reasons.has(difference.key));
    const met = new Set(agreement.differences.map((difference) => difference.key));
    const stale = [...reasons.keys()].filter((key) => !met.has(key));
    const differences = [
      ...coverage.missing.map((source) => ({ id: source, text: 'no rule names this check as its source' })),
      ...agreement.differences.filter((difference) => !reasons.has(difference.key)),
      ...explained.map(({ id, text, key }) => ({ id, text: `${text} (on purpose: ${reasons.get(key) ?? ''})` })),
    ];
    return {
      passed: coverage.total - coverage.missing.length + agreement.agreed,
      total: coverage.total + agreement.unanimous,
      differences,
      notes: [
        `coverage: ${coverage.total - coverage.missing.length}/${coverage.total} checks of kube-linter, kube-score and polaris`,
        `agreement: ${agreement.agreed}/${agreement.unanimous} unanimous verdicts; ${explained.length} of ${agreement.differences.length} differences are on purpose`,
        ...(stale.length === 0 ? [] : [`exceptions that no verdict needs: ${stale.join('; ')}`]),
      ],
    };
  },
};
