import type { FieldPath } from '../diag/field-path.ts';
import type { FieldError } from './field-error.ts';
import type { KubernetesVersion } from './kubernetes-version.ts';
import type { KubeObject } from './object.ts';

/** What a validation may depend on besides the object. */
export interface ValidationContext {
  readonly version: KubernetesVersion;
  /** The labels of the namespace that the object is in; absent: nothing is known of it. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

/** A text that the API server sends in a `Warning` header, with the field that it is about. */
export interface ServerWarning {
  readonly path: FieldPath;
  readonly message: string;
}

/** The object cannot be turned into the server's own form; the request is answered as one that cannot be decoded. */
export interface ConversionProblem {
  readonly path: FieldPath;
  readonly message: string;
}

/**
 * What the API server does with objects of one kind and version, in the words of Kubernetes' registry strategies
 * (pkg/registry/…/strategy.go): everything is pure. Objects are decoded: every value has the type that the schema demands, nulls are
 * gone, unknown fields too. Functions named `default…` and `prepare…` change the private copy that they are given; all others only read.
 */
export interface Strategy<T = KubeObject> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** What is wrong with a name; `prefix` is true for `generateName`, which may end in a hyphen. */
  readonly nameProblems: (name: string, prefix: boolean) => readonly string[];
  /** Why an object cannot be read though all its fields can: what it says in annotations for fields of other versions makes no sense. */
  readonly conversionProblem?: (object: T) => ConversionProblem | undefined;
  /** Fills in the defaults of the versioned type. */
  readonly applyDefaults?: (object: T, context: ValidationContext) => void;
  /** What the server warns of when it prepares a new object, whatever validation says of it then. The object is as it was sent. */
  readonly warningsOfPreparing?: (object: T, context: ValidationContext) => ServerWarning[];
  /** Drops what a client may not set on create (status, generation) and fields whose feature is off. */
  readonly prepareForCreate?: (object: T, context: ValidationContext) => void;
  /**
   * Assigns what the cluster gives out, as far as that is known without the cluster. What it returns ends the request before anything
   * is validated (`BeginCreate` and `BeginUpdate` of the registry's Store).
   */
  readonly allocate?: (object: T, context: ValidationContext, old?: T) => FieldError[];
  /** Validates a defaulted object; metadata is checked by the request path. */
  readonly validate: (object: T, context: ValidationContext) => FieldError[];
  /** Carries over from the stored object what a client may not change (status). */
  readonly prepareForUpdate?: (object: T, old: T, context: ValidationContext) => void;
  /** Validates a change; it also calls what create and update have in common. */
  readonly validateUpdate?: (object: T, old: T, context: ValidationContext) => FieldError[];
  readonly warnings?: (object: T, context: ValidationContext, old?: T) => ServerWarning[];
}

/** Hides the type of the object, so that strategies of all kinds fit one list. */
export function defineStrategy<T>(strategy: Strategy<T>): Strategy {
  return strategy as unknown as Strategy;
}
