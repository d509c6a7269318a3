import type { JsonPatchOperation } from '../../api/apply/json-patch.ts';
import type { JsonObject } from '../../api/json.ts';

/** A line of `cases.jsonl`: what was done to one object, in order. */
export interface RecordedSequence {
  readonly id: string;
  readonly kind: string;
  readonly steps: readonly RecordedStep[];
}

export interface RecordedStep {
  readonly verb: 'apply' | 'create' | 'put' | 'strategic' | 'merge' | 'json' | 'kubectl apply';
  readonly fieldManager?: string;
  readonly force?: boolean;
  readonly body: JsonObject | readonly JsonPatchOperation[];
  /** For requests: the status, and when refused why. */
  readonly code?: number;
  readonly reason?: string;
  readonly causes?: readonly { readonly field: string; readonly reason: string; readonly message: string }[];
  readonly message?: string;
  /** For `kubectl apply`. */
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly object?: JsonObject;
  readonly managedFields?: readonly RecordedManager[];
}

export interface RecordedManager {
  readonly manager: string;
  readonly operation: string;
  readonly apiVersion: string;
  readonly subresource?: string;
  readonly fieldsV1: JsonObject;
}
