import { isJsonObject } from '../../src/api/json.ts';
import type { JsonObject } from '../../src/api/json.ts';
import { at, child } from '../../src/diag/field-path.ts';
import type { FieldPath } from '../../src/diag/field-path.ts';
import { mapAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'schema-valid',
  category: 'correctness',
  severity: 'error',
  summary: 'What the other rules read has the shape that they can read.',
  why: 'A list that is written as a map, or a container that is a text, is refused by the API server, and the other rules pass over it as if it were not there.',
  fix: 'Correct the shape; kubeplan validate says everything that is wrong with the object.',
  sources: ['kube-linter:schema-validation'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'minimal'],
  messages: {
    metadata: 'metadata must be a map',
    list: '{path} must be a list, not {type}',
    item: '{path} must be a map, not {type}',
    map: '{path} must be a map, not {type}',
    text: '{path} must be a text, not {type}: put it in quotes',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    version: '1'
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    version: 1 # want text
spec:
  containers: web # want list
`,
      },
    ],
  },
  target: 'any',
  check: ({ object, report }) => {
    const wrong = (messageId: 'list' | 'item' | 'map' | 'text', path: FieldPath, value: unknown): void => report({ path, messageId, data: { path, type: typeName(value) } });
    const requireMaps = (holder: JsonObject, holderPath: FieldPath, fields: readonly string[]): void => {
      for (const field of fields) {
        const map = holder[field];
        if (map !== undefined && map !== null && !isJsonObject(map)) wrong('map', child(holderPath, field), map);
      }
    };
    const requireListsOfMaps = (holder: JsonObject, holderPath: FieldPath, fields: readonly string[]): void => {
      for (const field of fields) {
        const list = holder[field];
        if (list === undefined || list === null) continue;
        const path = child(holderPath, field);
        if (!Array.isArray(list)) wrong('list', path, list);
        else list.forEach((item, index) => !isJsonObject(item) && wrong('item', at(path, index), item));
      }
    };
    const metadata = object.value['metadata'];
    if (isJsonObject(metadata)) {
      requireMaps(metadata, 'metadata', TEXT_MAPS);
      for (const field of TEXT_MAPS) {
        for (const [key, value] of Object.entries(mapAt(metadata, field) ?? {})) if (typeof value !== 'string' && value !== null) wrong('text', at(child('metadata', field), key), value);
      }
    } else if (metadata !== undefined && metadata !== null) report({ path: 'metadata', messageId: 'metadata' });
    const { pod } = object;
    if (pod === undefined) return;
    requireListsOfMaps(pod.spec, pod.path, ['containers', 'initContainers', 'ephemeralContainers', 'volumes']);
    for (const { value, path } of pod.containers) {
      requireListsOfMaps(value, path, ['env', 'envFrom', 'ports', 'volumeMounts']);
      requireMaps(value, path, ['resources', 'securityContext', 'livenessProbe', 'readinessProbe', 'startupProbe']);
    }
  },
});

const TEXT_MAPS = ['labels', 'annotations'];

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return isJsonObject(value) ? 'a map' : typeof value === 'string' ? 'a text' : typeof value === 'boolean' ? 'true or false' : 'a number';
}
