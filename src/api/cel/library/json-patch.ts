import type { Declarations } from '../functions.ts';

/** For expressions that make patches (k8s.io/apiserver/pkg/cel/library/jsonpatch.go, v1.36). */
export const jsonPatches = (): Declarations => ({
  'jsonpatch_escapeKey_string: jsonpatch.escapeKey(string) -> string': (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1'),
});
