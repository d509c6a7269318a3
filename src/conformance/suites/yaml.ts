import { equalJson, type Json } from '../../api/json.ts';
import { parseJsonText } from '../../load/json-text.ts';
import { parseYamlText } from '../../load/yaml-text.ts';
import { readRecording } from '../recordings.ts';
import type { Difference, Suite, SuiteResult } from '../suite.ts';

interface YamlCase {
  readonly id: string;
  readonly yaml: string;
  readonly error?: string;
  readonly strictError?: string;
}

/** Whether the reader gives the values, errors and duplicate keys that sigs.k8s.io/yaml was recorded to give. */
export const yamlSuite: Suite = {
  name: 'yaml',
  run(folder, { match }): SuiteResult {
    const differences: Difference[] = [];
    const lines = (readRecording(folder, 'cases.jsonl') ?? '').split('\n').filter((line) => line !== '' && (match === undefined || (JSON.parse(line) as YamlCase).id.includes(match)));
    for (const line of lines) {
      const text = difference(line);
      if (text !== undefined) differences.push({ id: (JSON.parse(line) as YamlCase).id, text });
    }
    return { passed: lines.length - differences.length, total: lines.length, differences, notes: [] };
  },
};

function difference(line: string): string | undefined {
  const recorded = JSON.parse(line) as YamlCase;
  const result = parseYamlText(recorded.yaml);
  if (result.problem !== undefined) return recorded.error === undefined ? `is read there, here: ${result.problem.message}` : undefined;
  if (recorded.error !== undefined) return `is an error there (${recorded.error}), here ${show(result.value)}`;
  const expected = expectedValue(line);
  if (!equalJson(result.value, expected)) return `is ${show(expected)} there, here ${show(result.value)}`;
  if ((recorded.strictError === undefined) !== (result.duplicateKeys.length === 0)) {
    return recorded.strictError === undefined ? `has no duplicate keys there, here ${result.duplicateKeys.join(', ')}` : `is refused by the strict reader there (${recorded.strictError})`;
  }
  return undefined;
}

/** The recorded value, read so that large integers stay exact. */
function expectedValue(line: string): Json | undefined {
  const result = parseJsonText(line);
  return result.problem === undefined ? (result.value as { json?: Json }).json : undefined;
}

function show(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item)) ?? 'nothing';
}
