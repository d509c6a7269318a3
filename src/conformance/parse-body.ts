import { parseJsonText } from '../load/json-text.ts';
import type { TextResult } from '../load/text-problem.ts';
import { parseYamlText } from '../load/yaml-text.ts';

/** Reads the body of a request as the API server reads its content type. */
export function parseBody(body: string, contentType: string): TextResult {
  return contentType === 'application/yaml' ? parseYamlText(body) : parseJsonText(body);
}
