import { AdmissionExpressions } from '../../cel/admission-expressions.ts';
import type { Checked } from '../../cel/checker.ts';
import type { Compiled } from '../../cel/compile.ts';
import { CostExceeded, evaluate, type Variables } from '../../cel/evaluator.ts';
import { EvaluationError, StructValue, type Value } from '../../cel/values.ts';
import { dynamicValue } from '../../custom-resources/schema-value.ts';
import type { Json } from '../../json.ts';
import type { KubeObject } from '../../object.ts';
import type { MatchCondition, ParamKind, Variable } from '../../types/admissionregistration-v1.ts';
import { requestFields, type PolicyRequest } from './policy-request.ts';
import { Unanswerable } from './unanswerable.ts';

/** For one expression, and for all of a policy in one request (k8s.io/apiserver/pkg/apis/cel/config.go, v1.36). */
const EXPRESSION_BUDGET = 1_000_000;
const POLICY_BUDGET = 10_000_000;

/** What policies of both kinds have in common. */
export interface PolicySpec {
  readonly paramKind?: ParamKind | undefined;
  readonly matchConditions?: MatchCondition[] | undefined;
  readonly variables?: Variable[] | undefined;
}

/** The expressions of one policy, compiled when they are first needed. Keep one for each policy. */
export class PolicyExpressions {
  readonly #main: AdmissionExpressions;
  readonly #conditions: AdmissionExpressions;
  readonly #mutating: AdmissionExpressions;
  readonly #compiled = new Map<string, Compiled>();
  readonly variables = new Map<string, Compiled>();

  constructor({ paramKind, variables = [] }: PolicySpec) {
    const hasParams = paramKind !== undefined;
    this.#conditions = new AdmissionExpressions({ hasParams });
    this.#main = new AdmissionExpressions({ hasParams, hasVariables: variables.length > 0 });
    for (const { name = '', expression = '' } of variables) {
      this.variables.set(name, this.#main.compile(expression));
      this.#main.addVariable(name, expression);
    }
    this.#mutating = this.#main.forMutations();
  }

  compile(text: string, purpose: 'condition' | 'validation' | 'mutation'): Compiled {
    const key = `${purpose} ${text}`;
    let known = this.#compiled.get(key);
    if (known === undefined) {
      const expressions = { condition: this.#conditions, validation: this.#main, mutation: this.#mutating }[purpose];
      known = expressions.compile(text);
      this.#compiled.set(key, known);
    }
    return known;
  }
}

const expressionsBySpec = new WeakMap<PolicySpec, PolicyExpressions>();

export function expressionsOf(spec: PolicySpec): PolicyExpressions {
  let known = expressionsBySpec.get(spec);
  if (known === undefined) {
    known = new PolicyExpressions(spec);
    expressionsBySpec.set(spec, known);
  }
  return known;
}

/** One evaluation of a policy with one parameter: its variables are computed once, and its cost is bounded. */
export class PolicyEvaluation {
  readonly #expressions: PolicyExpressions;
  readonly #variables: Variables;
  #budget = POLICY_BUDGET;

  constructor(expressions: PolicyExpressions, request: PolicyRequest, object: KubeObject, params: KubeObject | null) {
    this.#expressions = expressions;
    this.#variables = {
      object: () => valueOf(object),
      oldObject: () => (request.old === undefined ? null : valueOf(request.old)),
      params: () => (params === null ? null : valueOf(params)),
      request: () => new RequestValue(request),
      namespaceObject: () => namespaceValue(request),
      authorizer: () => {
        throw new Unanswerable('it asks the authorizer, who is only there in a cluster');
      },
      variables: new VariablesValue(expressions, (checked) => this.#run(checked)),
    };
  }

  /** Throws `EvaluationError`. */
  run(text: string, purpose: 'condition' | 'validation' | 'mutation'): Value {
    const compiled = this.#expressions.compile(text, purpose);
    if ('problem' in compiled) throw new EvaluationError(`compilation error: ${compiled.problem}`);
    return this.#run(compiled.checked);
  }

  #run(checked: Checked): Value {
    try {
      const { value, cost } = evaluate(checked, this.#variables, EXPRESSION_BUDGET);
      this.#budget -= cost;
      if (this.#budget < 0) throw new CostExceeded('validation failed due to running out of cost budget, no further validation rules will be run');
      return value;
    } catch (error) {
      // What was stopped has cost what it was allowed to.
      if (error instanceof CostExceeded) this.#budget -= EXPRESSION_BUDGET;
      throw error;
    }
  }
}

/** Whether all conditions hold: one that does not outweighs those that fail (webhook/matchconditions/matcher.go). Throws the first failure. */
export function meetsConditions(conditions: readonly MatchCondition[], evaluation: PolicyEvaluation): boolean {
  let failure: EvaluationError | undefined;
  for (const { expression = '' } of conditions) {
    try {
      if (evaluation.run(expression, 'condition') !== true) return false;
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return true;
}

function valueOf(object: KubeObject): Value {
  return dynamicValue(object as unknown as Json);
}

function namespaceValue({ namespaceName, namespace }: PolicyRequest): Value {
  if (namespaceName === '') return null;
  if (namespace === undefined) throw new Unanswerable(`it looks at the namespace ${namespaceName}, which is not in the input`);
  return dynamicValue(namespace as unknown as Json);
}

/** `request`: the user of those who apply manifests is known to nobody here. */
class RequestValue extends StructValue {
  readonly typeName = 'kubernetes.AdmissionRequest';
  readonly #fields: ReadonlyMap<string, Value>;
  readonly #request: PolicyRequest;
  constructor(request: PolicyRequest) {
    super();
    this.#request = request;
    this.#fields = new Map(Object.entries(requestFields(request)).map(([name, value]) => [name, dynamicValue(value ?? null)]));
  }
  get(field: string): Value | undefined {
    if (field !== 'userInfo') return this.#fields.get(field);
    const { user } = this.#request;
    if (user === undefined) throw new Unanswerable('it looks at the user who applies the object');
    return dynamicValue({ username: user.username, groups: [...user.groups] });
  }
  fields(): string[] {
    return [...this.#fields.keys(), 'userInfo'];
  }
}

/** `variables`: each is computed when it is first looked at. */
class VariablesValue extends StructValue {
  readonly typeName = 'kubernetes.variables';
  readonly #expressions: PolicyExpressions;
  readonly #run: (checked: Checked) => Value;
  readonly #known = new Map<string, Value | EvaluationError>();
  constructor(expressions: PolicyExpressions, run: (checked: Checked) => Value) {
    super();
    this.#expressions = expressions;
    this.#run = run;
  }
  get(field: string): Value | undefined {
    let known = this.#known.get(field);
    if (known === undefined) {
      const compiled = this.#expressions.variables.get(field);
      if (compiled === undefined) return undefined;
      known = this.#compute(field, compiled);
      this.#known.set(field, known);
    }
    if (known instanceof EvaluationError) throw known;
    return known;
  }
  fields(): string[] {
    return [...this.#expressions.variables.keys()];
  }
  #compute(name: string, compiled: Compiled): Value | EvaluationError {
    if ('problem' in compiled) return new EvaluationError(`composited variable "${name}" fails to compile: ${compiled.problem}`);
    try {
      return this.#run(compiled.checked);
    } catch (error) {
      if (error instanceof CostExceeded || error instanceof Unanswerable || !(error instanceof EvaluationError)) throw error;
      return new EvaluationError(`composited variable "${name}" fails to evaluate: ${error.message}`);
    }
  }
}
