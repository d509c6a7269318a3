import { type JsonObject, isJsonObject } from '../api/json.ts';
import type { Finding } from '../diag/finding.ts';
import { parseApiVersion } from '../api/gvk.ts';
import { loadFinding } from './load-finding.ts';
import type { ManifestDocument } from './manifest-set.ts';

/** apiVersion, kind, name and namespace as written; the empty string when absent or no text. */
export function identityOf(object: JsonObject): Pick<ManifestDocument, 'apiVersion' | 'kind' | 'name' | 'namespace'> {
  const metadata = object['metadata'];
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  return { apiVersion: textOr(object['apiVersion']), kind: textOr(object['kind']), name: textOr(name), namespace: textOr(namespace) };
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Objects that occur more than once: the same group, kind, namespace and name, whatever the version. `kubectl apply` takes them one
 * after the other without a word, so that the last one wins. One finding at each but the first.
 */
export function duplicateObjects(documents: readonly ManifestDocument[]): Finding[] {
  const first = new Map<string, ManifestDocument>();
  const findings: Finding[] = [];
  for (const document of documents) {
    const { apiVersion, kind, name, namespace, file } = document;
    if (name === '') continue;
    const key = [parseApiVersion(apiVersion).group, kind, namespace, name].join('\0');
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, document);
      continue;
    }
    const where = `${earlier.file}, line ${earlier.locate('metadata.name').line}`;
    const called = namespace === '' ? name : `${namespace}/${name}`;
    findings.push(
      loadFinding('load/duplicate-object', `${kind} ${called} is also in ${where}; of the two only the later one has effect, so rename or remove one`, {
        file,
        document: document.document,
        origin: document.origin,
        path: 'metadata.name',
        object: { apiVersion, kind, name, ...(namespace === '' ? {} : { namespace }) },
        range: document.locate('metadata.name'),
      }),
    );
  }
  return findings;
}
