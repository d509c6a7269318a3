import type { Unevaluated } from '../api/admission/policies/invocations.ts';
import type { KubeObject } from '../api/object.ts';
import type { Issue } from './issue.ts';

/** `unknown`: nobody has described the kind, so the object was not checked. */
export type DocumentVerdict = 'accepted' | 'rejected' | 'unknown';

/** What one Kubernetes version makes of one document. */
export interface DocumentOutcome {
  readonly verdict: DocumentVerdict;
  readonly issues: readonly Issue[];
  /** Decoded, defaulted and prepared; absent when the value could not be read as its kind. */
  readonly object?: KubeObject;
  /** The namespace that the object would be in; absent for cluster-scoped and unknown kinds. */
  readonly namespace?: string;
  readonly namespaced?: boolean;
  /** Policies that are about the object and could not be evaluated. */
  readonly unevaluated?: readonly Unevaluated[];
}
