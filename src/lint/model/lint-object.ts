import { parseApiVersion } from '../../api/gvk.ts';
import type { JsonObject } from '../../api/json.ts';
import type { Labels } from '../../api/label-selector.ts';
import type { ObjectReference } from '../../diag/finding.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import { stringsAt } from '../fields.ts';
import { isNamespaced, kindKeyOf } from './kinds.ts';
import { podViewOf } from './pod-view.ts';
import type { PodTemplateMapping, PodView } from './pod-view.ts';

/** One object of the input as rules see it. `value` is as written; what is derived from it stands beside it. */
export interface LintObject {
  readonly document: ManifestDocument;
  readonly value: JsonObject;
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
  /** `Service`, or `serving.knative.dev/Service` for kinds outside Kubernetes. */
  readonly kindKey: string;
  readonly name: string;
  /** The namespace that the object lands in; empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** The pod that it is or makes. */
  readonly pod?: PodView;
  readonly reference: ObjectReference;
}

/** What decides how objects are seen. */
export interface LintObjectOptions {
  readonly defaultNamespace: string;
  /** Custom kinds by `group/Kind`: whether they are namespaced, from the definitions in the input. */
  readonly customScopes: ReadonlyMap<string, boolean>;
  /** Where custom kinds keep their pod template. */
  readonly podTemplates: readonly PodTemplateMapping[];
}

export function lintObjectOf(document: ManifestDocument, options: LintObjectOptions): LintObject {
  const { group } = parseApiVersion(document.apiVersion);
  const kindKey = kindKeyOf(group, document.kind);
  const namespaced = isNamespaced(kindKey) ?? options.customScopes.get(kindKey);
  const namespace = namespaced === false ? '' : document.namespace === '' && namespaced === true ? options.defaultNamespace : document.namespace;
  const base = {
    document,
    value: document.object,
    apiVersion: document.apiVersion,
    group,
    kind: document.kind,
    kindKey,
    name: document.name,
    namespace,
    labels: stringsAt(document.object, 'metadata', 'labels'),
    annotations: stringsAt(document.object, 'metadata', 'annotations'),
    reference: { apiVersion: document.apiVersion, kind: document.kind, ...(namespace === '' ? {} : { namespace }), name: document.name },
  };
  const pod = podViewOf(base, options.podTemplates);
  return pod === undefined ? base : { ...base, pod };
}
