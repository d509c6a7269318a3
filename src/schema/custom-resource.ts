import type { ManifestDocument } from '../load/manifest-set.ts';
import { customResourceValidator } from './crd/custom-resource-validator.ts';
import type { CustomKind } from './custom-kinds.ts';
import { outcomeIssues } from './outcome-issues.ts';
import type { DocumentOutcome } from './document-outcome.ts';

/** Checks a custom resource as the API server does that has its definition. */
export function validateCustomResource(document: ManifestDocument, kind: CustomKind, defaultNamespace: string): DocumentOutcome {
  if (!kind.served) {
    const message = `${kind.apiVersion} of ${kind.kind} is not served: its CustomResourceDefinition switches it off`;
    return { verdict: 'rejected', issues: [{ rule: 'validate/unknown-api-version', severity: 'error', path: 'apiVersion', part: 'value', message }] };
  }
  const namespace = document.namespace === '' ? defaultNamespace : document.namespace;
  const validator = customResourceValidator(kind);
  const request = { namespace, duplicateKeys: document.duplicateKeys };
  const outcome = validator.create(document.object, request);
  const misspelt = outcome.verdict === 'rejected' && outcome.strictErrors.length > 0 && outcome.problems.length === 0;
  const lenient = misspelt ? validator.create(document.object, { ...request, fieldValidation: 'Ignore' }) : undefined;
  const { object } = lenient ?? outcome;
  return {
    verdict: outcome.verdict,
    // Some mistakes have no place of their own, and follow from those that have.
    issues: outcomeIssues(outcome, kind.kind, lenient).map((issue) => (issue.path === '<nil>' ? { ...issue, path: '' } : issue)),
    ...(object === undefined ? {} : { object }),
    ...(kind.namespaced ? { namespace } : {}),
    namespaced: kind.namespaced,
  };
}
