/** Who is asking. */
export interface User {
  /** `system:serviceaccount:NAMESPACE:NAME` for service accounts. */
  readonly user: string;
  /** All of them, also those that the server adds: `system:authenticated`, `system:serviceaccounts` … */
  readonly groups: readonly string[];
}

/** What is to be done with which objects. */
export interface ResourceAccess {
  readonly verb: string;
  /** The API group, empty for the core group. */
  readonly group: string;
  /** The plural: `pods`. */
  readonly resource: string;
  /** `log`; empty for the resource itself. */
  readonly subresource?: string;
  /** Empty for all namespaces and for resources that have none. */
  readonly namespace?: string;
  /** Empty for all objects. */
  readonly name?: string;
}

/** What is to be done with a path that is no resource, such as `/metrics`. */
export interface PathAccess {
  readonly verb: string;
  readonly path: string;
}

/** The spec of a SubjectAccessReview, taken apart: one of `resource` and `path`. */
export type AccessRequest = User & ({ readonly resource: ResourceAccess; readonly path?: never } | { readonly path: PathAccess; readonly resource?: never });
