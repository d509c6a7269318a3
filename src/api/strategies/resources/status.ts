/** A client that creates an object says nothing about its status; the controllers do. */
export function dropStatus(object: { status?: object | undefined }): void {
  object.status = {};
}

/** A client that changes an object leaves its status alone: that has an endpoint of its own. */
export function keepStatus<T extends { status?: object | undefined }>(object: T, old: T): void {
  if (old.status === undefined) delete object.status;
  else object.status = old.status;
}
