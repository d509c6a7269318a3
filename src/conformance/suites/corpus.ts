import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../../api/json.ts';
import { splitDocuments } from '../../load/split-documents.ts';
import { customResourceValidator } from '../../schema/crd/custom-resource-validator.ts';
import type { CustomKind } from '../../schema/custom-kinds.ts';
import { createRequest, type RequestOutcome } from '../../schema/request.ts';
import { resourceOf } from '../../schema/resources.ts';
import type { RecordedVerdict } from '../api-recordings.ts';
import { compareVerdict } from '../compare-verdict.ts';
import { parseBody } from '../parse-body.ts';
import { readJsonLines } from '../recordings.ts';
import type { Suite } from '../suite.ts';
import { Tally } from '../tally.ts';
import { corpusKinds } from './crd.ts';

interface RecordedDocument extends RecordedVerdict {
  /** The path of a file below `files/`, `#` and the index of the document. */
  readonly id: string;
  readonly verdict: string;
  readonly apiVersion?: string;
  readonly kind?: string;
}

/**
 * What the API server said to real manifests, of kinds that are built in or defined by a definition in the folder; the server was
 * recorded without `--allow-privileged`, unlike real clusters.
 */
export const corpusSuite: Suite = {
  name: 'corpus',
  run: (folder, filter) => {
    const tally = new Tally();
    const files = new FileCache(folder);
    const customKinds = corpusKinds(folder);
    for (const recorded of readJsonLines<RecordedDocument>(folder, 'verdicts.jsonl')) {
      const { id, verdict, apiVersion = '', kind = '' } = recorded;
      if (filter.kind !== undefined && filter.kind !== kind) continue;
      if (filter.match !== undefined && !id.includes(filter.match)) continue;
      const custom = customKinds.get(`${apiVersion} ${kind}`);
      if (verdict !== 'accepted' && verdict !== 'rejected') tally.leaveOut(`recorded as ${verdict}`);
      else if (custom === undefined && resourceOf(apiVersion, kind, '1.36') === undefined) tally.leaveOut('of kinds without a definition');
      // An object that was there already (409) is accepted for what it is.
      else tally.add(id, kind, verdict, compareVerdict(answer(files.documentText(id), custom), verdict === 'accepted' ? { code: 201 } : recorded));
    }
    return tally.result();
  },
};

/** The texts of the documents of one file at a time: recordings come in order of files. */
class FileCache {
  readonly #folder: string;
  #file = '';
  #documents: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  documentText(id: string): string {
    const hash = id.lastIndexOf('#');
    const file = id.slice(0, hash);
    if (file !== this.#file) {
      this.#file = file;
      const path = join(this.#folder, 'files', file);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      this.#documents = splitDocuments(text).map(({ start, end }) => text.slice(start, end));
    }
    return this.#documents[Number(id.slice(hash + 1))] ?? '';
  }
}

function answer(text: string, custom: CustomKind | undefined): RequestOutcome {
  const body = parseBody(text, 'application/yaml');
  if (body.problem !== undefined) throw new Error(`unreadable: ${body.problem.message}`);
  const metadata = isJsonObject(body.value) ? body.value['metadata'] : undefined;
  const namespace = isJsonObject(metadata) && typeof metadata['namespace'] === 'string' ? metadata['namespace'] : 'default';
  if (custom !== undefined && isJsonObject(body.value)) return customResourceValidator(custom).create(body.value, { namespace, duplicateKeys: body.duplicateKeys });
  return createRequest(body.value, { version: '1.36', namespace, duplicateKeys: body.duplicateKeys, allowPrivileged: false });
}
