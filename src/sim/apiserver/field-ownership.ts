import type { ApplyType } from '../../api/apply/apply-type.ts';
import type { FieldManager } from '../../api/apply/field-managers.ts';
import { serverSideApply, trackWrite, type MergeContext } from '../../api/apply/server-side-apply.ts';
import { assert } from '../../diag/assertion.ts';
import type { JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';

/** All that controllers and users wrote since the last apply counts as written by one. */
const OTHERS = 'others';
const STATUS: ReadonlySet<string> = new Set(['f:status']);

/** An object after an apply, to be remembered when it is stored. */
export interface MergedObject {
  readonly object: KubeObject;
  readonly managers: readonly FieldManager[];
}

/**
 * Who owns which field of the objects that were applied. Other writes are looked at when the next apply comes: what differs from the object
 * as the last apply left it belongs to the others, so that what an autoscaler has set outlives an apply that no longer names it.
 * Diverges from the API server: an object that was not applied here has no owners, and nothing that was applied to it before is removed.
 */
export class FieldOwnership {
  readonly #known = new Map<string, MergedObject>();

  /** Server-side apply of `body` over `stored`, forced. */
  merge(stored: KubeObject | undefined, body: JsonObject, manager: string, type: ApplyType): MergedObject {
    const context: MergeContext = { type, empty: {}, ignored: STATUS };
    const apiVersion = String(body['apiVersion']);
    const live = stored as unknown as JsonObject | undefined;
    const managers = stored === undefined ? [] : this.#managersOf(stored, apiVersion, context);
    const result = serverSideApply(live, body, managers, { manager, apiVersion }, true, context);
    assert(result.conflicts === undefined, 'a forced apply has no conflicts');
    return { object: result.object as unknown as KubeObject, managers: result.managers };
  }

  /** What an accepted apply has made of the object. */
  remember(object: KubeObject, managers: readonly FieldManager[]): void {
    this.#known.set(object.metadata.uid ?? '', { object, managers });
  }

  #managersOf(stored: KubeObject, apiVersion: string, context: MergeContext): readonly FieldManager[] {
    const known = this.#known.get(stored.metadata.uid ?? '');
    if (known === undefined) return [];
    if (known.object === stored) return known.managers;
    return trackWrite(known.object as unknown as JsonObject, stored as unknown as JsonObject, known.managers, { manager: OTHERS, apiVersion }, context);
  }
}
