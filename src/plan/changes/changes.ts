import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import { effectsOf } from '../effects/effects.ts';
import { effect } from '../effects/effect-context.ts';
import { claimsKept } from '../effects/workload-effects.ts';
import { objectSummary } from '../effects/object-summary.ts';
import type { Change, Effect, FieldChange, Place, Refusal } from '../plan-model.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldChanges } from './field-changes.ts';
import { forcingFields, immutableFields } from './immutable-fields.ts';
import type { SecretMasks } from './secrets.ts';

export interface ChangeOptions {
  readonly version: KubernetesVersion;
  readonly masks: SecretMasks;
  readonly showDefaults: boolean;
  /** Delete what only the base has. False for snapshots of a cluster, where more lives than what is applied. */
  readonly prune: boolean;
  /** The objects in the order in which they are applied. */
  readonly order: (objects: readonly PlannedObject[]) => readonly PlannedObject[];
}

export interface ChangeSet {
  /** Keys of the objects that are created or changed. */
  readonly changedKeys: ReadonlySet<string>;
  readonly changes: readonly Change[];
  readonly unchanged: number;
}

/** What applying `after` over `before` changes: in the order of the apply, deletions last. */
export function changesOf(before: State, after: State, options: ChangeOptions): ChangeSet {
  const old = new Map(before.objects.map((object) => [object.key, object]));
  const wanted = new Set(after.objects.map(({ key }) => key));
  const applied = options.order(after.objects).map((object) => ({ key: object.key, change: changeOf(old.get(object.key), object, before, after, options) }));
  const changed = applied.flatMap(({ key, change }) => (change === undefined ? [] : [{ key, change }]));
  const gone = options.prune ? before.objects.filter(({ key, live }) => !wanted.has(key) && !live) : [];
  const deleted = [...options.order(gone)].reverse().map((object) => deletion(object, before, after));
  return { changes: [...changed.map(({ change }) => change), ...deleted], changedKeys: new Set(changed.map(({ key }) => key)), unchanged: applied.length - changed.length };
}

function changeOf(before: PlannedObject | undefined, after: PlannedObject, statesBefore: State, statesAfter: State, options: ChangeOptions): Change | undefined {
  const fields = before === undefined ? [] : fieldChanges(before, after, options);
  if (before !== undefined && fields.length === 0) return undefined;
  const immutable = before === undefined ? [] : immutableFields(before, after, options.version);
  const forces = before === undefined || immutable.length === 0 ? () => false : forcingFields(before, after, options.version);
  const marked = fields.map((field) => (immutable.some(({ path }) => touches(path, field)) && forces(field.path) ? { ...field, forcesReplacement: true } : field));
  const effects = after.malformed !== undefined || before?.malformed !== undefined ? [] : effectsOf({ before, after, fields, statesBefore, statesAfter });
  const summary = objectSummaryOf(after);
  return {
    action: before === undefined ? 'create' : immutable.length > 0 ? 'replace' : 'update',
    object: after.reference,
    ...placeOf(after),
    ...(summary === undefined || summary === '' ? {} : { summary }),
    fields: marked,
    effects: immutable.length > 0 ? replacing(after) : effects,
    immutable,
  };
}

function objectSummaryOf(object: PlannedObject): string | undefined {
  return object.malformed === undefined ? objectSummary(object.defaulted) : undefined;
}

/** Adds what the API server refused, by key of the object: such a change has no effect. */
export function withRefusals(changes: readonly Change[], after: State, refusals: ReadonlyMap<string, Refusal>): Change[] {
  const byReference = new Map(after.objects.map((object) => [object.reference, object]));
  return changes.map((change) => {
    const object = byReference.get(change.object);
    const refused = object === undefined ? undefined : (refusals.get(object.key) ?? (object.malformed === undefined ? undefined : { code: 400, reason: 'BadRequest', message: object.malformed, causes: [] }));
    return refused === undefined ? change : { ...change, effects: change.immutable.length > 0 ? change.effects : [], refused };
  });
}

function deletion(before: PlannedObject, statesBefore: State, statesAfter: State): Change {
  const effects = before.malformed === undefined ? effectsOf({ before, fields: [], statesBefore, statesAfter }) : [];
  const summary = objectSummaryOf(before);
  return { action: 'delete', object: before.reference, ...placeOf(before), ...(summary === undefined || summary === '' ? {} : { summary }), fields: [], effects, immutable: [] };
}

function placeOf(object: PlannedObject): { place: Place; origin?: string } {
  const { document } = object;
  const { line, column } = document.locate('');
  return { place: { file: document.file, line, column }, ...(document.origin === undefined ? {} : { origin: document.origin }) };
}

/** An immutable path covers the field when one of them contains the other; keys and indices of lists are not compared. */
function touches(immutable: string, field: FieldChange): boolean {
  const plain = (path: string): string => path.replace(/\[[^\]]*\]/g, '');
  const [a, b] = [plain(immutable), plain(field.path)];
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function replacing(after: PlannedObject): Effect[] {
  return [effect('replaces', 'the API server will refuse this update: to change it, delete the object and create it anew'), ...claimsKept(after.defaulted)];
}
