import type { KubeObject } from '../../api/object.ts';
import type { Cluster } from '../../sim/cluster.ts';
import { controllerOf, type ControllerRevision, type Pod } from '../../sim/objects.ts';
import { targetNode } from '../../sim/controllers/daemon-set/controller.ts';

/** The names of the recordings: DEPLOYMENT#N, DEPLOYMENT#N/M, NAME~M, NAME@NODE/M, JOB/M, JOB[INDEX]/M, CRONJOB/M, OWNER@REVISION. */
export class Aliases {
  readonly #aliases = new Map<string, string>();
  readonly #uids = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  constructor(cluster: Cluster) {
    cluster.store.watchAll(({ type, object }) => {
      if (type === 'created') this.#name(object);
    });
  }

  /** The alias of an object: its own name unless that is made up by a controller. */
  of(object: KubeObject): string {
    return this.#aliases.get(object.metadata.uid ?? '') ?? object.metadata.name ?? '';
  }

  ofUid(uid: string | undefined): string | undefined {
    return this.#aliases.get(uid ?? '');
  }

  /** The uid of the object with an alias. */
  uidOf(kind: string, alias: string): string | undefined {
    return this.#uids.get(`${kind} ${alias}`);
  }

  #name(object: KubeObject): void {
    const uid = object.metadata.uid ?? '';
    const alias = this.#aliasFor(object);
    this.#aliases.set(uid, alias);
    this.#uids.set(`${object.kind} ${alias}`, uid);
  }

  #aliasFor(object: KubeObject): string {
    const name = object.metadata.name ?? '';
    const owner = controllerOf(object);
    if (owner === undefined) return name;
    const ownerAlias = this.#aliases.get(owner.uid) ?? owner.name;
    switch (`${owner.kind} ${object.kind}`) {
      case 'Deployment ReplicaSet':
        return `${ownerAlias}#${this.#count(`rs ${owner.name}`) - 1}`;
      case 'ReplicaSet Pod':
      case 'CronJob Job':
        return `${ownerAlias}/${this.#count(ownerAlias)}`;
      case 'StatefulSet Pod':
        return `${name}~${this.#count(name)}`;
      case 'DaemonSet Pod': {
        const onNode = `${ownerAlias}@${targetNode(object as Pod)}`;
        return `${onNode}/${this.#count(onNode)}`;
      }
      case 'Job Pod': {
        const index = object.metadata.annotations?.['batch.kubernetes.io/job-completion-index'];
        const base = index === undefined ? ownerAlias : `${ownerAlias}[${index}]`;
        return `${base}/${this.#count(base)}`;
      }
      default:
        return object.kind === 'ControllerRevision' ? `${ownerAlias}@${(object as ControllerRevision).revision ?? 0}` : name;
    }
  }

  #count(key: string): number {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }
}
