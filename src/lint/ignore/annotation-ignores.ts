import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import type { Labels } from '../../api/label-selector.ts';
import type { LintObject } from '../model/lint-object.ts';
import { isWithin } from './ignore.ts';
import type { Ignore } from './ignore.ts';
import { parseIgnoreText } from './ignore-text.ts';

/** `kubeplan.dev/ignore: "RULE[, RULE]: reason"`; with `.CONTAINER` after it, for that container alone. */
export const IGNORE_ANNOTATION = 'kubeplan.dev/ignore';
const FOR_CONTAINER = `${IGNORE_ANNOTATION}.`;

/** The ignores in the annotations of an object and of its pod template. Those of the template are about what lies in the template. */
export function annotationIgnores(object: LintObject): Ignore[] {
  const own = read(object, object.annotations, 'metadata.annotations', '');
  const { pod } = object;
  if (pod === undefined || pod.metadataPath === 'metadata') return own;
  const template = pod.metadataPath.slice(0, -'.metadata'.length);
  return [...own, ...read(object, pod.annotations, child(pod.metadataPath, 'annotations'), template)];
}

function read(object: LintObject, annotations: Labels, path: FieldPath, scope: FieldPath): Ignore[] {
  const ignores: Ignore[] = [];
  for (const [key, text] of Object.entries(annotations)) {
    if (key !== IGNORE_ANNOTATION && !key.startsWith(FOR_CONTAINER)) continue;
    const container = key === IGNORE_ANNOTATION ? undefined : key.slice(FOR_CONTAINER.length);
    for (const { rules, reason, until } of parseIgnoreText(text)) {
      ignores.push({
        origin: 'annotation',
        rules,
        reason,
        ...(until === undefined ? {} : { until }),
        covers: (finding) => isWithin(finding.path, scope) && (container === undefined || finding.container === container),
        place: { document: object.document, range: () => object.document.locate(at(path, key), 'key') },
        label: `annotation ${key}`,
        used: new Set(),
      });
    }
  }
  return ignores;
}
