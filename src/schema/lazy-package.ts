import { createRequire } from 'node:module';

const requirePackage = createRequire(import.meta.url);

/** A package that most runs do without, read when it is first needed; the caller states its type. */
export function lazyPackage<T>(name: string): T {
  return requirePackage(name) as T;
}
