import { at } from '../diag/field-path.ts';
import type { ConversionProblem } from './strategy.ts';

/** Counts the changes of a DaemonSet's template. */
export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';
/** The revision that a Deployment is to go back to. */
export const ROLLBACK_TO = 'deprecated.deployment.rollback.to';

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

interface Annotated {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> | undefined } | undefined;
}

/**
 * Fields of removed versions of DaemonSet and Deployment live on in annotations, which the server reads before it looks at anything else
 * (pkg/apis/apps/v1/conversion.go, v1.36).
 */
export function templateGenerationProblem(daemonSet: Annotated): ConversionProblem | undefined {
  const text = daemonSet.metadata?.annotations?.[TEMPLATE_GENERATION];
  return text === undefined ? undefined : integerProblem(TEMPLATE_GENERATION, text);
}

/** An empty text asks for nothing. */
export function rollbackProblem(deployment: Annotated): ConversionProblem | undefined {
  const text = deployment.metadata?.annotations?.[ROLLBACK_TO] ?? '';
  return text === '' ? undefined : integerProblem(ROLLBACK_TO, text);
}

function integerProblem(annotation: string, text: string): ConversionProblem | undefined {
  return isInt64(text) ? undefined : { path: at('metadata.annotations', annotation), message: `the annotation ${annotation} is ${JSON.stringify(text)}, and must be an integer or absent` };
}

/** As strconv.ParseInt reads it. */
function isInt64(text: string): boolean {
  if (!/^[+-]?[0-9]+$/.test(text)) return false;
  const value = BigInt(text.replace(/^\+/, ''));
  return value >= MIN_INT64 && value <= MAX_INT64;
}
