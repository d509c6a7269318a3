import type { KubeObject } from '../../api/object.ts';
import type { RefusalCause } from '../request.ts';

export interface Accepted<T> {
  readonly ok: true;
  readonly object: T;
  /** False when the request changed nothing. */
  readonly changed: boolean;
}

/** A refusal: a value, never an exception. `code` is the HTTP status, `reason` that of meta/v1 Status. */
export interface Refused {
  readonly ok: false;
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly RefusalCause[];
}

export type WriteResult<T = KubeObject> = Accepted<T> | Refused;

export function accepted<T>(object: T, changed = true): Accepted<T> {
  return { ok: true, object, changed };
}

const REASONS: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
};

export function refused(code: number, message: string, causes: readonly RefusalCause[] = [], reason = REASONS[code] ?? 'BadRequest'): Refused {
  return { ok: false, code, reason, message, causes };
}

export function notFound(kind: string, name: string): Refused {
  return refused(404, `${kind} "${name}" not found`);
}
