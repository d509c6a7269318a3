import type { FieldPath } from '../diag/field-path.ts';

/** The causes that the API server gives for a refused field (k8s.io/apimachinery/pkg/util/validation/field/errors.go, v1.36). */
export type FieldErrorReason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueNotFound'
  | 'FieldValueTypeInvalid'
  | 'InternalError';

/** One refusal: where, why in the server's vocabulary, and a message of ours that names the value, what is wrong and what to do. */
export interface FieldError {
  readonly path: FieldPath;
  readonly reason: FieldErrorReason;
  readonly message: string;
}

export function required(path: FieldPath, message: string): FieldError {
  return { path, reason: 'FieldValueRequired', message };
}

export function invalid(path: FieldPath, value: unknown, message: string): FieldError {
  return { path, reason: 'FieldValueInvalid', message: `${show(value)}: ${message}` };
}

/** The value is none of the allowed ones. */
export function notSupported(path: FieldPath, value: unknown, allowed: readonly string[]): FieldError {
  return { path, reason: 'FieldValueNotSupported', message: `${show(value)} is not supported, use one of ${allowed.join(', ')}` };
}

export function forbidden(path: FieldPath, message: string): FieldError {
  return { path, reason: 'FieldValueForbidden', message };
}

export function duplicate(path: FieldPath, value: unknown): FieldError {
  return { path, reason: 'FieldValueDuplicate', message: `${show(value)} occurs twice` };
}

export function tooLong(path: FieldPath, maxBytes: number): FieldError {
  return { path, reason: 'FieldValueTooLong', message: `may not be more than ${maxBytes} bytes` };
}

export function tooMany(path: FieldPath, count: number, max: number): FieldError {
  return { path, reason: 'FieldValueTooMany', message: `has ${count} items, at most ${max} are allowed` };
}

export function notFound(path: FieldPath, value: unknown): FieldError {
  return { path, reason: 'FieldValueNotFound', message: `${show(value)} does not exist` };
}

export function typeInvalid(path: FieldPath, value: unknown, message: string): FieldError {
  return { path, reason: 'FieldValueTypeInvalid', message: `${show(value)}: ${message}` };
}

const SHOWN_LENGTH = 80;

function show(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  const text = JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item)) ?? 'null';
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
