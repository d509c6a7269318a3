import { EvaluationError } from '../../cel/values.ts';

/** Something that only the cluster knows. As an operand of `&&` and `||` it matters no more when the other one decides. The message ends a sentence about a policy. */
export class Unanswerable extends EvaluationError {}
