import type { KubeObject } from '../../api/object.ts';
import type { PlanValue } from '../plan-model.ts';

/**
 * Masks of secret values. The same value gets the same number for the whole run, in order of appearance: equality stays visible,
 * and nothing of the value, not even its length or a hash that could be guessed at, gets out.
 */
export interface SecretMasks {
  readonly mask: (secret: string) => { readonly secret: string };
}

export function createSecretMasks(): SecretMasks {
  const numbers = new Map<string, number>();
  return {
    mask: (secret) => {
      const number = numbers.get(secret) ?? numbers.size + 1;
      numbers.set(secret, number);
      return { secret: `#${number}` };
    },
  };
}

const SECRET_NAME = /passw(?:or)?d|passphrase|secret|token|api[-_.]?key|access[-_.]?key|private[-_.]?key|credential|auth[-_.]?key|(?:^|[-_.])pwd(?:$|[-_.])/i;
/** Names that look secret but hold a reference, a place or a switch. */
const HARMLESS_NAME = /(?:name|path|file|dir|ref|url|uri|id|enabled|ttl|expiry|expiration|seconds|minutes|hours|length|size|type|mode|host|port|issuer|audience|class|key_?store)$/i;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const SECRET_VALUE = [
  PRIVATE_KEY,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/,
  /\bglpat-[A-Za-z0-9_-]{20,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bsk_(?:live|test)_[A-Za-z0-9]{10,}/,
  /\bAIza[0-9A-Za-z_-]{30,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/,
  /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/i,
  /(?:^|[\s"']|--?)[\w.-]*(?:passw(?:or)?d|secret|token|api[-_]?key)[\w.-]*["']?\s*[=:]\s*\S/i,
];

/** Whether a value is a secret by its name or by what it looks like. */
function looksSecret(name: string, value: string): boolean {
  return value !== '' && (isNamedSecret(name, value) || SECRET_VALUE.some((pattern) => pattern.test(value)));
}

function isNamedSecret(name: string, value: string): boolean {
  return SECRET_NAME.test(name) && !HARMLESS_NAME.test(name) && !/^(?:true|false|\d{1,4})$/i.test(value);
}

/** Where in an object secrets are: `data` of Secrets as a whole, elsewhere by name and look. Undefined: no secret. */
export function secretAt(object: KubeObject, steps: readonly string[], value: string, siblingName: string | undefined): string | undefined {
  if (object.kind === 'Secret' && object.apiVersion === 'v1' && (steps[0] === 'data' || steps[0] === 'stringData')) {
    return steps[0] === 'data' ? decodedBase64(value) : value;
  }
  return looksSecret(nameOf(steps, siblingName), value) ? value : undefined;
}

/** A variable is named by the field beside its value, an argument by the flag before it. */
function nameOf(steps: readonly string[], siblingName: string | undefined): string {
  const last = steps[steps.length - 1] ?? '';
  return siblingName !== undefined && (last === 'value' || /^\d+$/.test(last)) ? siblingName : last;
}

/** The flag that the item of a list of arguments follows: `--password` before its value. */
export function flagBefore(items: readonly unknown[], index: number): string | undefined {
  const before = items[index - 1];
  return typeof before === 'string' && /^--?[A-Za-z][\w.-]*$/.test(before) ? before.replace(/^-+/, '') : undefined;
}

/** Whether a map or list stands where a variable with a secret name has its value: nothing of it may be shown. */
export function isNamedSecretTree(field: string | undefined, siblingName: string | undefined, value: unknown): boolean {
  return field === 'value' && siblingName !== undefined && typeof value === 'object' && value !== null && isNamedSecret(siblingName, '');
}

/** Whether a text of several lines is to be masked as one; in others each line is looked at for itself. */
export function isWhollySecret(object: KubeObject, steps: readonly string[], value: string, siblingName: string | undefined): boolean {
  if (object.kind === 'Secret' && secretAt(object, steps, value, undefined) !== undefined) return true;
  return PRIVATE_KEY.test(value) || isNamedSecret(nameOf(steps, siblingName), value);
}

/** Bytes that are no UTF-8 keep their base64 form, which is as unique. */
function decodedBase64(value: string): string {
  try {
    const bytes = Uint8Array.from(atob(value.trim()), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return value;
  }
}

/** A value as data of the plan, with every secret in it masked. */
export function planValue(value: unknown, object: KubeObject, steps: readonly string[], masks: SecretMasks): PlanValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') {
    const secret = secretAt(object, steps, value, undefined);
    return secret === undefined ? value : masks.mask(secret);
  }
  if (typeof value !== 'object') return value as number | boolean;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      const secret = typeof item === 'string' ? secretAt(object, [...steps, String(index)], item, flagBefore(value, index)) : undefined;
      return secret === undefined ? planValue(item, object, [...steps, String(index)], masks) : masks.mask(secret);
    });
  }
  const map = value as Record<string, unknown>;
  const name = typeof map['name'] === 'string' ? map['name'] : undefined;
  const entries = Object.entries(map).map(([key, item]): [string, PlanValue] => {
    if (key === 'value' && typeof item === 'string' && name !== undefined) {
      const secret = secretAt(object, [...steps, key], item, name);
      return [key, secret === undefined ? item : masks.mask(secret)];
    }
    if (isNamedSecretTree(key, name, item)) return [key, masks.mask(JSON.stringify(item))];
    return [key, planValue(item, object, [...steps, key], masks)];
  });
  return Object.fromEntries(entries);
}
