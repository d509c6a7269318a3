/**
 * Field paths in the notation of the API server (k8s.io/apimachinery/pkg/util/validation/field/path.go, v1.36):
 * `spec.ports[0].name`, `metadata.labels[app.kubernetes.io/name]`. The text inside brackets is an index when the value there is a
 * list and a key when it is a map; the path alone does not tell.
 */
export type FieldPath = string;

/** `child('spec', 'replicas')` is `spec.replicas`; the root is the empty string. */
export function child(path: FieldPath, name: string): FieldPath {
  return path === '' ? name : `${path}.${name}`;
}

/** The path of an item of a list, or of an entry of a map. */
export function at(path: FieldPath, indexOrKey: number | string): FieldPath {
  return `${path}[${indexOrKey}]`;
}

/** The steps of a path: names, and the text of brackets. `a.b[c.d][0]` gives `['a', 'b', 'c.d', '0']`. */
export function stepsOf(path: FieldPath): string[] {
  const steps: string[] = [];
  let index = 0;
  while (index < path.length) {
    const char = path[index];
    if (char === '.') {
      index += 1;
    } else if (char === '[') {
      const end = closingBracket(path, index);
      steps.push(path.slice(index + 1, end));
      index = end + 1;
    } else {
      let end = index;
      while (end < path.length && path[end] !== '.' && path[end] !== '[') end += 1;
      steps.push(path.slice(index, end));
      index = end;
    }
  }
  return steps;
}

/** A key may hold brackets itself, so a step ends at the first `]` that is followed by a new step or by the end. */
function closingBracket(path: string, open: number): number {
  let end = path.indexOf(']', open);
  while (end !== -1 && end + 1 < path.length && path[end + 1] !== '.' && path[end + 1] !== '[') end = path.indexOf(']', end + 1);
  return end === -1 ? path.length : end;
}
