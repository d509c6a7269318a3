import { defineFunctions, type Declarations, type FunctionTable } from '../functions.ts';
import { arithmetic } from './arithmetic.ts';
import { authorizer } from './authorizer.ts';
import { conversions } from './conversions.ts';
import { formats } from './formats.ts';
import { jsonPatches } from './json-patch.ts';
import { lists } from './lists.ts';
import { networks } from './networks.ts';
import { quantities } from './quantities.ts';
import { texts } from './texts.ts';

const LIBRARIES: readonly (() => Declarations)[] = [arithmetic, conversions, texts, lists, quantities, networks, formats, authorizer];

let table: FunctionTable | undefined;
let mutationTable: FunctionTable | undefined;

/** The functions of all of Kubernetes' expressions (k8s.io/apiserver/pkg/cel/environment/base.go, v1.36), read when the first expression comes. */
export function kubernetesFunctions(): FunctionTable {
  table ??= defineFunctions(LIBRARIES.map((declare) => declare()));
  return table;
}

/** Those, and what only expressions of mutations have. */
export function mutationFunctions(): FunctionTable {
  mutationTable ??= defineFunctions([...LIBRARIES, jsonPatches].map((declare) => declare()));
  return mutationTable;
}
