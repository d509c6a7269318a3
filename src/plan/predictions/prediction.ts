import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { Finding, ObjectReference } from '../../diag/finding.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import type { Severity } from '../../diag/severity.ts';
import type { KubeObject } from '../../api/object.ts';
import type { BehaviourSources } from '../../sim/kubelet/behaviour.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import type { Change, Place, Rollout, ServiceTimeline } from '../plan-model.ts';
import { planRule, type PlanRuleId } from '../plan-rules.ts';
import type { PendingGroup } from '../timeline/pending-pods.ts';
import type { ChangeRun } from '../timeline/run-change.ts';
import type { Movement } from '../timeline/rollouts.ts';
import type { Owners } from '../timeline/owners.ts';

/** Everything that predictions are made from. */
export interface PredictionContext {
  readonly version: KubernetesVersion;
  readonly before: State;
  readonly after: State;
  readonly changes: readonly Change[];
  readonly rollouts: readonly Rollout[];
  readonly movements: readonly Movement[];
  readonly services: readonly ServiceTimeline[];
  readonly pending: readonly PendingGroup[];
  readonly run: ChangeRun;
  readonly owners: Owners;
  /** What was said of how a pod behaves, beside its annotations. */
  readonly sources: (pod: KubeObject) => BehaviourSources;
}

/** One statement about the future: where it is caused, and in words. */
export interface Prediction {
  readonly rule: PlanRuleId;
  readonly message: string;
  /** The object that causes it, and the field, where they are in the input. */
  readonly object?: PlannedObject | undefined;
  readonly path?: FieldPath | undefined;
  /** Where it stands, when that is known better than by the path. */
  readonly place?: Place | undefined;
  /** What mends it, where that can be said better than by the rule for all its cases. */
  readonly fix?: string | undefined;
  /** Where the rule's own severity is too much or too little. */
  readonly severity?: Severity;
}

export type Predictor = (context: PredictionContext) => readonly Prediction[];

/** A prediction as a finding, at its line. */
export function predictionFinding({ rule, message, object, path, place, fix, severity }: Prediction): Finding {
  const base = { rule, source: 'plan' as const, severity: severity ?? planRule(rule)?.severity ?? 'warning', message, ...(fix === undefined ? {} : { fix: { description: fix, safe: false } }) };
  if (object === undefined) return base;
  const { document } = object;
  const range = place === undefined ? document.locate(path ?? '') : { line: place.line, column: place.column };
  return {
    ...base,
    object: object.reference,
    ...(path === undefined || path === '' ? {} : { path }),
    file: document.file,
    document: document.document,
    ...range,
    ...(document.origin === undefined ? {} : { origin: document.origin }),
  };
}

/** `shop/web`: short, for messages whose object is given beside them. */
export function shortName({ reference }: PlannedObject): string {
  return reference.namespace === undefined ? reference.name : `${reference.namespace}/${reference.name}`;
}

/** Whether the plan changes one of these objects: what was so before is not news. */
export function touches(changes: readonly Change[], objects: readonly (PlannedObject | undefined)[]): boolean {
  return objects.some((object) => object !== undefined && changeOf(changes, object) !== undefined);
}

const changesByName = new WeakMap<readonly Change[], Map<string, Change>>();

/** What the plan changes in an object; undefined when nothing. */
export function changeOf(changes: readonly Change[], { reference }: PlannedObject): Change | undefined {
  let byName = changesByName.get(changes);
  if (byName === undefined) changesByName.set(changes, (byName = new Map(changes.toReversed().map((change) => [nameKey(change.object), change]))));
  return byName.get(nameKey(reference));
}

function nameKey({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}
