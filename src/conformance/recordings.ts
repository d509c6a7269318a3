import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The text of `name` in `folder`, compressed as `name.gz` or plain; undefined when there is neither. */
export function readRecording(folder: string, name: string): string | undefined {
  const plain = join(folder, name);
  if (existsSync(plain)) return readFileSync(plain, 'utf8');
  const packed = `${plain}.gz`;
  return existsSync(packed) ? gunzipSync(readFileSync(packed)).toString('utf8') : undefined;
}

/** The lines of a JSONL recording; empty when it is absent. */
export function readJsonLines<T>(folder: string, name: string): T[] {
  const text = readRecording(folder, name) ?? '';
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}
