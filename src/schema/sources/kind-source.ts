import type { JsonObject } from '../../api/json.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { CustomKind } from '../custom-kinds.ts';
import type { Issue } from '../issue.ts';

/** How a source describes a kind. */
export interface KindDescription {
  /** The kind as a CustomResourceDefinition would define it; with the schema, when the source has it in that language. */
  readonly kind: CustomKind;
  /** What a schema in another language says of an object. */
  readonly check?: (object: JsonObject) => readonly Issue[];
}

/** Where kinds are described that neither Kubernetes nor a CustomResourceDefinition describes. */
export interface KindSource {
  readonly describe: (apiVersion: string, kind: string, version: KubernetesVersion) => KindDescription | undefined;
}

/** A kind of which only the name is known: metadata is checked, and nothing is dropped. */
export function openKind(apiVersion: string, kind: string): CustomKind {
  return { apiVersion, kind, plural: `${kind.toLowerCase()}s`, namespaced: true, served: true, preserveUnknownFields: true, schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
}
