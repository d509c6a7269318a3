import type { Environment } from './checker.ts';
import { compile, createEnvironment, structFrom, type Compiled } from './compile.ts';
import { mutationFunctions } from './library/index.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { admissionRequestType, namespaceType } from './admission-types.ts';
import { BOOL, DYN, describeType, listOf, NULL, opaque, STRING, structOf, type Type } from './types.ts';

/** What an expression of a policy must evaluate to. */
export type AdmissionResult = 'bool' | 'string' | 'null_type' | 'object' | 'jsonPatches';

export interface AdmissionOptions {
  /** `params` can be named. */
  readonly hasParams?: boolean;
  /** `variables` can be named, with what `addVariable` has declared. */
  readonly hasVariables?: boolean;
  /** The release that sees the expressions for the first time; absent: they are stored already. */
  readonly release?: KubernetesVersion | undefined;
}

const JSON_PATCH = structFrom('JSONPatch', { op: STRING, from: STRING, path: STRING, value: DYN });
/** Objects of any kind: `Object{spec: Object.spec{replicas: 1}}`. Their fields are not checked. */
const OBJECT = objectType('Object');

const RESULTS: Readonly<Record<AdmissionResult, Type>> = { bool: BOOL, string: STRING, null_type: NULL, object: OBJECT, jsonPatches: listOf(JSON_PATCH) };

/** The CEL of webhooks and admission policies: what can be named, and which types results have (k8s.io/apiserver/pkg/admission/plugin/cel/compile.go, v1.36). */
export class AdmissionExpressions {
  readonly #options: AdmissionOptions;
  readonly #withAuthorizer: boolean;
  readonly #mutating: boolean;
  readonly #declared: Map<string, Type>;
  #environment: Environment | undefined;

  constructor(options: AdmissionOptions, withAuthorizer = true, mutating = false, declared = new Map<string, Type>()) {
    this.#options = options;
    this.#withAuthorizer = withAuthorizer;
    this.#mutating = mutating;
    this.#declared = declared;
  }

  /** For message expressions, which cannot ask the authorizer. */
  withoutAuthorizer(): AdmissionExpressions {
    return new AdmissionExpressions(this.#options, false, this.#mutating, this.#declared);
  }

  /** For expressions that make objects and patches. */
  forMutations(): AdmissionExpressions {
    return new AdmissionExpressions(this.#options, this.#withAuthorizer, true, this.#declared);
  }

  /** What is wrong with an expression; undefined when it compiles and gives one of the wanted types. */
  problemOf(text: string, wanted: readonly AdmissionResult[]): string | undefined {
    const compiled = compile(text, this.#makeEnvironment(), this.#options.release);
    if ('problem' in compiled) return compiled.problem;
    const { type } = compiled.checked;
    if (wanted.some((result) => hasType(type, RESULTS[result]))) return undefined;
    return `must evaluate to ${wanted.map((result) => describeType(RESULTS[result])).join(' or ')}, not ${describeType(type)}`;
  }

  /** The expression, ready to be evaluated. */
  compile(text: string): Compiled {
    return compile(text, this.#makeEnvironment(), this.#options.release);
  }

  /** Makes `variables.NAME` known to later expressions; returns what is wrong with its expression. */
  addVariable(name: string, text: string): string | undefined {
    const compiled = compile(text, this.#makeEnvironment(), this.#options.release);
    // A variable that fails counts as one of any type, so that its mistake is reported once.
    this.#declared.set(name, 'problem' in compiled ? DYN : compiled.checked.type);
    return 'problem' in compiled ? compiled.problem : undefined;
  }

  #makeEnvironment(): Environment {
    this.#environment ??= createEnvironment({
      variables: {
        object: DYN,
        oldObject: DYN,
        request: admissionRequestType(),
        namespaceObject: namespaceType(),
        ...(this.#options.hasParams === true ? { params: DYN } : {}),
        ...(this.#options.hasVariables === true ? { variables: structOf('kubernetes.variables', (field) => this.#declared.get(field)) } : {}),
        ...(this.#withAuthorizer ? { authorizer: opaque('kubernetes.authorization.Authorizer'), 'authorizer.requestResource': opaque('kubernetes.authorization.ResourceCheck') } : {}),
      },
      ...(this.#mutating ? { structType: mutationType, functions: mutationFunctions() } : {}),
    });
    return this.#environment;
  }
}

function mutationType(name: string): Type | undefined {
  if (name === 'JSONPatch') return JSON_PATCH;
  return name === 'Object' || name.startsWith('Object.') ? objectType(name) : undefined;
}

function objectType(name: string): Type {
  return structOf(name, () => DYN);
}

/** Types must be the very same; what is only known at run time fits nothing but objects. */
function hasType(type: Type, wanted: Type): boolean {
  return type.kind === wanted.kind && type.name === wanted.name && type.parameters.length === wanted.parameters.length && wanted.parameters.every((parameter, index) => hasType(type.parameters[index] ?? DYN, parameter));
}

