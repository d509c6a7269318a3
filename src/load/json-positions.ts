import { JsonReader } from './json-text.ts';
import type { PlacedEntry, PlacedNode } from './positions.ts';

/** The places of everything in the JSON value that begins at `start`. The text must have been read without a problem. */
export function placeJson(text: string, start: number): PlacedNode {
  return place(text, new JsonReader(text, start));
}

function place(text: string, reader: JsonReader): PlacedNode {
  reader.skipSpace();
  const start = reader.position;
  const open = text[start];
  if (open !== '{' && open !== '[') {
    reader.readValue();
    return { kind: 'scalar', start, end: reader.position };
  }
  const entries: PlacedEntry[] = [];
  const items: PlacedNode[] = [];
  const close = open === '{' ? '}' : ']';
  reader.position += 1;
  for (reader.skipSpace(); reader.position < text.length && text[reader.position] !== close; reader.skipSpace()) {
    if (text[reader.position] === ',') {
      reader.position += 1;
    } else if (open === '[') {
      items.push(place(text, reader));
    } else {
      const keyStart = reader.position;
      const name = String(reader.readValue());
      const key: PlacedNode = { kind: 'scalar', start: keyStart, end: reader.position };
      reader.skipSpace();
      reader.position += 1;
      entries.push({ key, name, node: place(text, reader) });
    }
  }
  reader.position += 1;
  return open === '{' ? { kind: 'map', start, end: reader.position, entries } : { kind: 'list', start, end: reader.position, items };
}
