import { type JsonObject, isJsonObject } from '../api/json.ts';
import { type FieldPath, at } from '../diag/field-path.ts';
import type { Finding } from '../diag/finding.ts';
import type { TextRange } from '../diag/range.ts';
import { identityOf } from './identity.ts';
import { loadFinding } from './load-finding.ts';
import type { IgnoreComment, ManifestDocument } from './manifest-set.ts';

/** A `List`, or a list of one kind such as `ConfigMapList`, which kubectl takes apart in the same way. */
export function isList(object: JsonObject): boolean {
  const { kind, items } = object;
  return typeof kind === 'string' && kind.endsWith('List') && (Array.isArray(items) || (kind === 'List' && (items === undefined || items === null)));
}

/**
 * The items of a list as documents. An item without apiVersion and kind gets those of the list, as in the client library
 * (k8s.io/apimachinery unstructured/helpers.go, v1.36): those of a `RoleList` are `Role`s.
 */
export function listItems(list: ManifestDocument): { readonly documents: ManifestDocument[]; readonly findings: Finding[] } {
  const documents: ManifestDocument[] = [];
  const findings: Finding[] = [];
  const { file, document, origin, object, kind } = list;
  const items = Array.isArray(object['items']) ? object['items'] : [];
  const refuse = (path: FieldPath, message: string): void => {
    findings.push(loadFinding('load/list-item', message, { file, document, origin, path, range: list.locate(path) }));
  };
  for (const path of list.duplicateKeys) {
    if (path.startsWith('items[')) continue;
    findings.push(loadFinding('load/duplicate-key', `the key ${path} of the ${kind} occurs twice; only the last one counts`, { file, document, origin, path, range: list.locate(path, 'key') }));
  }
  items.forEach((item, index) => {
    const path = at('items', index);
    if (!isJsonObject(item)) return refuse(path, `the item is ${Array.isArray(item) ? 'a list' : item === null ? 'null' : 'a single value'}, no object`);
    const typed = withType(item, list);
    if (isList(typed) && typed['kind'] === 'List') return refuse(path, 'the item is a List itself, which kubectl does not open; put its items here');
    const prefix = `${path}.`;
    documents.push({
      file,
      document,
      ...(origin === undefined ? {} : { origin }),
      object: typed,
      ...identityOf(typed),
      duplicateKeys: list.duplicateKeys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)),
      ignores: list.ignores.length === 0 ? [] : ignoresOf(list.ignores, list.locate(path)),
      locate: (inner, part) => (inner === '' ? list.locate(path, part === 'telling' ? 'key' : part) : list.locate(inner.startsWith('[') ? path + inner : prefix + inner, part)),
    });
  });
  return { documents, findings };
}

function withType(item: JsonObject, list: ManifestDocument): JsonObject {
  if (item['kind'] !== undefined || item['apiVersion'] !== undefined || list.kind === 'List') return item;
  return { apiVersion: list.apiVersion, kind: list.kind.slice(0, -'List'.length), ...item };
}

/** The comments that concern one item: those about the whole list, and those inside; one about its first line is about all of it. */
function ignoresOf(ignores: readonly IgnoreComment[], range: TextRange): IgnoreComment[] {
  return ignores
    .filter(({ line }) => line === undefined || (line >= range.line && line <= range.endLine))
    .map(({ line, ...rest }) => (line === undefined || line === range.line ? rest : { ...rest, line }));
}
