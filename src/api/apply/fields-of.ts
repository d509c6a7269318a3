import { isJsonObject, type Json } from '../json.ts';
import { entryType, typeFor, type ApplyType, type ListType, type MapType } from './apply-type.ts';
import { FieldSetBuilder, type FieldSet } from './field-set.ts';
import { fieldElement, itemElement, type PathElement } from './path-element.ts';

/** What an applied configuration lays claim to: its leaves, its list items, keys of maps (typed/tofieldset.go). */
export function fieldsOf(value: Json, type: ApplyType): FieldSet {
  const builder = new FieldSetBuilder();
  visit(value, type, [], builder);
  return builder.set;
}

function visit(value: Json, open: ApplyType, path: PathElement[], into: FieldSetBuilder): void {
  const type = typeFor(open, value);
  if (type.kind === 'map') {
    if (isJsonObject(value)) visitEntries(value, type, path, into);
  } else if (type.kind === 'list') {
    if (Array.isArray(value)) visitItems(value, type, path, into);
  } else into.add(path);
}

function visitEntries(value: Readonly<Record<string, Json | undefined>>, type: MapType, path: PathElement[], into: FieldSetBuilder): void {
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item === undefined) continue;
    path.push(fieldElement(key));
    visit(item, entryType(type, key), path, into);
    if (item === null || (isJsonObject(item) && Object.keys(item).length === 0) || type.field(key) === undefined) into.add(path);
    path.pop();
  }
}

/** Items that occur more than once are owned as one. */
function visitItems(items: readonly Json[], type: ListType, path: PathElement[], into: FieldSetBuilder): void {
  const elements = items.map((item) => itemElement(item, type));
  elements.forEach((element, index) => {
    if (element === undefined) return;
    const isRepeated = elements.indexOf(element) !== index || elements.lastIndexOf(element) !== index;
    path.push(element);
    if (!isRepeated) visit(items[index] ?? null, type.item, path, into);
    into.add(path);
    path.pop();
  });
}
