import { isJsonObject, setOwn } from '../../api/json.ts';
import type { Json, JsonObject } from '../../api/json.ts';
import { stepsOf } from '../../diag/field-path.ts';
import type { FieldChange } from './fix-action.ts';

/** Makes a change in an object (which is changed in place), as the edit of its text does. */
export function applyChange(object: JsonObject, change: FieldChange): void {
  const steps = stepsOf(change.path);
  const last = steps.pop() ?? '';
  let holder: Json | undefined = object;
  for (const step of steps) {
    if (Array.isArray(holder)) {
      holder = holder[Number(step)];
    } else if (isJsonObject(holder)) {
      const inner: Json | undefined = Object.hasOwn(holder, step) ? holder[step] : undefined;
      if (change.op === 'set' && (inner === undefined || inner === null)) setOwn(holder, step, {});
      holder = holder[step];
    }
  }
  if (Array.isArray(holder)) {
    if (change.op === 'remove') holder.splice(Number(last), 1);
    else if (change.op === 'set') holder[Number(last)] = change.value;
  } else if (isJsonObject(holder)) {
    if (change.op === 'set') setOwn(holder, last, change.value);
    else {
      const value = holder[last];
      delete holder[last];
      if (change.op === 'rename') setOwn(holder, change.to, value);
    }
  }
}
