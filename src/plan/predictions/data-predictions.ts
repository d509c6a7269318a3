import { equalJson } from '../../api/json.ts';
import { changesData, consumersOf, split } from '../effects/config-effects.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { semanticallyEqual } from '../objects/semantic-equality.ts';
import { fieldOf, listAt, podSpecOf, podTemplateOf, textAt } from '../objects/workload.ts';
import type { Change } from '../plan-model.ts';
import { fencepostsOf } from '../../sim/controllers/deployment/arithmetic.ts';
import type { Deployment } from '../../sim/objects.ts';
import { isPod } from '../timeline/owners.ts';
import { podCountOf } from '../objects/pod-count.ts';
import { count, listed } from '../words.ts';
import { type Prediction, type Predictor, changeOf, shortName } from './prediction.ts';

/** Configuration that nobody reads again, volumes that two pods want, claims without a volume, data that go away. */
export const dataPredictions: Predictor = (context) => [...staleConfig(context), ...sharedVolumes(context), ...unboundClaims(context), ...lostData(context)];

function staleConfig({ before, after, changes }: Parameters<Predictor>[0]): Prediction[] {
  return [...after.ofKind('ConfigMap'), ...after.ofKind('Secret')].flatMap((object): Prediction[] => {
    const old = before.get(object.reference.kind, object.reference.namespace, object.reference.name);
    const change = changeOf(changes, object);
    if (old === undefined || change === undefined || isRefused(change) || object.malformed !== undefined || !changesData(old, object)) return [];
    const changed = changedKeys(old, object);
    const effectContext = { before: old, after: object, fields: change.fields, statesBefore: before, statesAfter: after };
    const consumers = consumersOf(old, effectContext).map((consumer) => ({ ...consumer, uses: consumer.uses.filter(({ key }) => key === undefined || changed.includes(key)) }));
    return split(consumers.filter(({ uses }) => uses.length > 0), effectContext).stale.map((consumer): Prediction => {
      const pods = podCountOf(consumer.workload, before);
      const what = changed.length === 1 ? `the old ${changed[0] ?? ''}` : `the old values of ${listed(changed)}`;
      return {
        rule: 'plan/stale-config',
        object,
        path: `data[${changed[0] ?? ''}]`,
        message: `${pods === undefined ? 'the pods' : count(pods, 'pod')} of ${consumer.workload.reference.kind} ${shortName(consumer.workload)} ${pods === 1 ? 'keeps' : 'keep'} ${what} until restarted`,
      };
    });
  });
}

/** What the API server does not take changes nothing. */
function isRefused({ immutable, refused }: Change): boolean {
  return immutable.length > 0 || refused !== undefined;
}

function changedKeys(before: PlannedObject, after: PlannedObject): string[] {
  const keys = ['data', 'binaryData'].flatMap((field) => {
    const [was, is] = [fieldOf(before.stated, field), fieldOf(after.stated, field)];
    const names = new Set([...Object.keys((was as object | undefined) ?? {}), ...Object.keys((is as object | undefined) ?? {})]);
    return [...names].filter((name) => !equalJson(fieldOf(was, name), fieldOf(is, name)));
  });
  return [...new Set(keys)].sort();
}

function sharedVolumes(context: Parameters<Predictor>[0]): Prediction[] {
  const { before, after } = context;
  return after.ofKind('Deployment').flatMap((deployment): Prediction[] => {
    if (deployment.malformed !== undefined || textAt(deployment.defaulted, 'spec', 'strategy', 'type') === 'Recreate') return [];
    // Without a surge the old pod goes before the new one comes.
    if (fencepostsOf(deployment.defaulted as Deployment).surge === 0) return [];
    const old = before.get('Deployment', deployment.reference.namespace, deployment.reference.name);
    if (old === undefined || semanticallyEqual(podTemplateOf(old.defaulted), podTemplateOf(deployment.defaulted))) return [];
    const volumes = podSpecOf(deployment.stated)?.volumes ?? [];
    return volumes.flatMap((volume, index): Prediction[] => {
      const claim = after.get('PersistentVolumeClaim', deployment.reference.namespace, volume.persistentVolumeClaim?.claimName ?? '');
      const modes = listAt(claim?.stated, 'spec', 'accessModes').map(String);
      const isHeld = (podSpecOf(old.stated)?.volumes ?? []).some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim?.reference.name);
      if (claim === undefined || !isHeld || modes.length === 0 || modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')) return [];
      const what = `claim ${claim.reference.name} (${modes.join(', ')})`;
      const node = nodeWithoutVolume(deployment, context);
      const message =
        node === undefined
          ? `the new pod of Deployment ${shortName(deployment)} waits for ${what} when it lands on another node than the old one, which stays until the new one is ready; use strategy Recreate, or maxSurge 0 with maxUnavailable 1`
          : `the new pod of Deployment ${shortName(deployment)} lands on ${node} and cannot have ${what}, which the old pod holds on another node and keeps until the new one is ready: neither ever happens; use strategy Recreate, or maxSurge 0 with maxUnavailable 1`;
      return [{ rule: 'plan/shared-volume-rollout', object: deployment, path: `spec.template.spec.volumes[${index}].persistentVolumeClaim.claimName`, message, ...(node === undefined ? {} : { severity: 'error' as const }) }];
    });
  });
}

/** The node where a pod of the workload ends up without its volume, when the simulation has come to that. */
function nodeWithoutVolume({ reference }: PlannedObject, { run, owners }: Parameters<Predictor>[0]): string | undefined {
  const refused = new Set(run.events.filter(({ reason }) => reason === 'FailedAttachVolume').map(({ uid }) => uid));
  const pod = run.after.filter(isPod).find((candidate) => {
    const { kind, metadata } = owners.workloadOf(candidate);
    return refused.has(candidate.metadata.uid ?? '') && candidate.status?.phase === 'Pending' && kind === reference.kind && metadata.name === reference.name && metadata.namespace === reference.namespace;
  });
  return pod?.spec?.nodeName;
}

function unboundClaims({ after, run, pending }: Parameters<Predictor>[0]): Prediction[] {
  const claims = run.after.filter((object) => object.kind === 'PersistentVolumeClaim' && textAt(object, 'status', 'phase') !== 'Bound');
  return claims.flatMap((claim): Prediction[] => {
    const waiting = pending.filter((group) => group.owner.metadata.namespace === claim.metadata.namespace && /PersistentVolume|volume/.test(group.message));
    if (waiting.length === 0) return [];
    const name = claim.metadata.name ?? '';
    const object = after.get('PersistentVolumeClaim', claim.metadata.namespace, name) ?? ownerOf(name, claim.metadata.namespace, after.ofKind('StatefulSet', claim.metadata.namespace));
    const storageClass = textAt(claim, 'spec', 'storageClassName');
    const exists = run.after.some(({ kind, metadata }) => kind === 'StorageClass' && metadata.name === storageClass);
    const why =
      storageClass === undefined
        ? 'it names no storage class and the cluster has no default one'
        : storageClass === ''
          ? `its storageClassName is empty, so it waits for a volume that somebody makes, and none that is free has ${textAt(claim, 'spec', 'resources', 'requests', 'storage') ?? 'the size'} and ${listAt(claim, 'spec', 'accessModes').join(', ')}`
          : exists
            ? `its storage class ${storageClass} has not provisioned a volume`
            : `storage class ${storageClass} does not exist in the input or the cluster`;
    return [{ rule: 'plan/claim-cannot-bind', object, path: object?.reference.kind === 'StatefulSet' ? 'spec.volumeClaimTemplates' : 'spec.storageClassName', message: `claim ${claim.metadata.namespace ?? ''}/${name} gets no volume: ${why}` }];
  });
}

/** The StatefulSet that makes a claim of this name. */
function ownerOf(claim: string, namespace: string | undefined, sets: readonly PlannedObject[]): PlannedObject | undefined {
  return sets.find((set) => set.reference.namespace === namespace && listAt(set.stated, 'spec', 'volumeClaimTemplates').some((template) => claim.startsWith(`${textAt(template, 'metadata', 'name') ?? ''}-${set.reference.name}-`)));
}

function lostData({ before, changes }: Parameters<Predictor>[0]): Prediction[] {
  return changes.flatMap((change): Prediction[] => {
    const loss = change.action === 'delete' ? change.effects.find(({ code }) => code === 'loses-data') : undefined;
    if (loss === undefined || change.object.kind === 'ConfigMap' || change.object.kind === 'Secret') return [];
    const object = before.get(change.object.kind, change.object.namespace, change.object.name);
    return object === undefined ? [] : [{ rule: 'plan/data-loss', message: `deleting ${change.object.kind} ${shortName(object)} ${loss.text}` }];
  });
}
