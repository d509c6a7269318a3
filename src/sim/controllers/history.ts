import { equalJson } from '../../api/json.ts';
import type { PodTemplateSpec } from '../../api/types/core-v1.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Client } from '../apiserver/client.ts';
import { fnv1a, safeEncode } from '../apiserver/generate-name.ts';
import type { ControllerRevision } from '../objects.ts';
import { controllerReference } from './ownership.ts';
import { stableText } from './stable-text.ts';

export const REVISION_HASH_LABEL = 'controller-revision-hash';
const HASH_LABEL = 'controller.kubernetes.io/hash';

interface WithTemplate extends KubeObject {
  readonly spec?: { readonly template?: PodTemplateSpec | undefined; readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> | undefined } | undefined } | undefined;
}

/** The revisions of an owner, oldest first (pkg/controller/history/controller_history.go, v1.36). */
export function revisionsOf(client: Client, owner: KubeObject): ControllerRevision[] {
  const revisions = client.indexes.byController('ControllerRevision.apps').list(owner.metadata.uid ?? '') as ControllerRevision[];
  return revisions.sort((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
}

/** The template that a revision keeps. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec | undefined {
  return (revision.data as { readonly spec?: { readonly template?: PodTemplateSpec } } | undefined)?.spec?.template;
}

/** The hash in the name of a revision, which DaemonSet pods carry as a label. */
export function hashOf(revision: ControllerRevision): string {
  return revision.metadata.labels?.[HASH_LABEL] ?? '';
}

/** The revision that has the owner's template: the newest, an older one that becomes the newest again, or a new one. */
export function updateRevisionOf(client: Client, owner: WithTemplate, revisions: readonly ControllerRevision[]): ControllerRevision {
  const template = owner.spec?.template;
  const newest = revisions.at(-1);
  if (newest !== undefined && equalJson(templateOf(newest), template)) return newest;
  const revision = (newest?.revision ?? 0) + 1;
  const equal = revisions.findLast((candidate) => equalJson(templateOf(candidate), template));
  if (equal !== undefined) {
    const updated = client.update({ ...equal, revision });
    return updated.ok ? updated.object : equal;
  }
  return createRevision(client, owner, template ?? {}, revision);
}

function createRevision(client: Client, owner: WithTemplate, template: PodTemplateSpec, revision: number): ControllerRevision {
  for (let collisions = 0; ; collisions += 1) {
    const hash = safeEncode(String(fnv1a(`${stableText(template)}${collisions === 0 ? '' : `#${collisions}`}`)));
    const made: ControllerRevision = {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: `${owner.metadata.name ?? ''}-${hash}`,
        namespace: owner.metadata.namespace,
        labels: { ...owner.spec?.selector?.matchLabels, [HASH_LABEL]: hash },
        ownerReferences: [controllerReference(owner)],
      },
      data: { spec: { template } } as unknown as ControllerRevision['data'],
      revision,
    };
    const created = client.create(made);
    if (created.ok) return created.object;
    if (created.reason !== 'AlreadyExists') return made;
  }
}

/** Deletes the oldest revisions that nothing uses, beyond the limit. */
export function truncateHistory(client: Client, revisions: readonly ControllerRevision[], isLive: (revision: ControllerRevision) => boolean, limit: number): void {
  const unused = revisions.filter((revision) => !isLive(revision));
  for (const revision of unused.slice(0, Math.max(0, unused.length - limit))) client.delete(revision);
}
