/** A client that creates an object says nothing about its status; the controllers do. */
export function dropStatus(object: { status?: object | undefined }): void {
  object.status = {};
}

/** A client that changes an object leaves its status alone: that has an endpoint of its own. */
export function keepStatus<T extends { status?: object | undefined }>(object: T, old: T): void {
  if (old.status === undefined) delete object.status;
  else object.status = old.status;
}

interface Versioned {
  metadata?: { generation?: number | undefined } | undefined;
}

/** Kinds that count the changes of their spec start at 1, whatever the client says. */
export function startGeneration(object: Versioned): void {
  (object.metadata ??= {}).generation = 1;
}

/** The next generation, when what the kind counts has changed. */
export function countGeneration(object: Versioned, old: Versioned, changed: boolean): void {
  (object.metadata ??= {}).generation = (old.metadata?.generation ?? 0) + (changed ? 1 : 0);
}
