import { structFrom } from './compile.ts';
import { BOOL, DYN, listOf, mapOf, STRING, TIMESTAMP, type Type } from './types.ts';

let request: Type | undefined;
let namespace: Type | undefined;

/** The type of `request`: an AdmissionRequest without the objects (`BuildRequestType`). */
export function admissionRequestType(): Type {
  request ??= makeRequestType();
  return request;
}

function makeRequestType(): Type {
  const kind = structFrom('kubernetes.GroupVersionKind', { group: STRING, version: STRING, kind: STRING });
  const resource = structFrom('kubernetes.GroupVersionResource', { group: STRING, version: STRING, resource: STRING });
  const userInfo = structFrom('kubernetes.UserInfo', { username: STRING, uid: STRING, groups: listOf(STRING), extra: mapOf(STRING, listOf(STRING)) });
  return structFrom('kubernetes.AdmissionRequest', {
    kind,
    resource,
    subResource: STRING,
    requestKind: kind,
    requestResource: resource,
    requestSubResource: STRING,
    name: STRING,
    namespace: STRING,
    operation: STRING,
    userInfo,
    dryRun: BOOL,
    options: DYN,
  });
}

/** The type of `namespaceObject`: what a Namespace shows to expressions (`BuildNamespaceType`). */
export function namespaceType(): Type {
  namespace ??= structFrom('kubernetes.Namespace', {
    metadata: structFrom('kubernetes.NamespaceMetadata', {
      name: STRING,
      generateName: STRING,
      namespace: STRING,
      labels: mapOf(STRING, STRING),
      annotations: mapOf(STRING, STRING),
      UID: STRING,
      creationTimestamp: TIMESTAMP,
      deletionGracePeriodSeconds: DYN,
      deletionTimestamp: TIMESTAMP,
      generation: DYN,
      resourceVersion: STRING,
      finalizers: listOf(STRING),
    }),
    spec: structFrom('kubernetes.NamespaceSpec', { finalizers: listOf(STRING) }),
    status: structFrom('kubernetes.NamespaceStatus', { phase: STRING }),
  });
  return namespace;
}
