import { invalid, type FieldError } from '../../api/field-error.ts';
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts';

const MAX_INT32 = 2 ** 31 - 1;

/** What the scale subresource reads must be fit for it (apiextensions-apiserver/pkg/registry/customresource/validator.go, `ValidateScaleSpec` and `ValidateScaleStatus`, v1.36). */
export function validateScale(object: JsonObject, scale: JsonObject): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['specReplicasPath', 'statusReplicasPath'] as const) {
    const path = String(scale[field] ?? '');
    const { value, broken } = valueAt(object, path);
    if (broken || (value !== undefined && !isWhole(value))) errors.push(invalid(path, null, 'cannot be read as a whole number'));
    else if (value !== undefined && (Number(value) < 0 || Number(value) > MAX_INT32)) errors.push(invalid(path, Number(value), `must be between 0 and ${MAX_INT32}`));
  }
  const selectorPath = scale['labelSelectorPath'];
  if (typeof selectorPath === 'string' && selectorPath !== '') {
    const { value, broken } = valueAt(object, selectorPath);
    if (broken || (value !== undefined && typeof value !== 'string')) errors.push(invalid(selectorPath, null, 'must be a text'));
  }
  return errors;
}

function isWhole(value: Json): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** `broken`: something on the way is no object. */
function valueAt(object: JsonObject, path: string): { readonly value: Json | undefined; readonly broken: boolean } {
  let current: Json | undefined = object;
  for (const step of path.split('.').slice(1)) {
    if (current === undefined || current === null) return { value: undefined, broken: false };
    if (!isJsonObject(current)) return { value: undefined, broken: true };
    current = Object.hasOwn(current, step) ? current[step] : undefined;
  }
  return { value: current, broken: false };
}
