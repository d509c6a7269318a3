import { equalJson } from '../../../api/json.ts';
import type { PodTemplateSpec } from '../../../api/types/core-v1.ts';
import { fnv1a, safeEncode } from '../../apiserver/generate-name.ts';
import { stableText } from '../stable-text.ts';

export const HASH_LABEL = 'pod-template-hash';

const texts = new WeakMap<PodTemplateSpec, string>();

/**
 * The hash in the name of a ReplicaSet. The real one dumps a Go structure whose layout depends on the server's version; this one is
 * stable and equal for equal templates, and never the real one.
 */
export function templateHash(template: PodTemplateSpec, collisionCount: number): string {
  let text = texts.get(template);
  if (text === undefined) texts.set(template, (text = stableText(template)));
  return safeEncode(String(fnv1a(`${text}${collisionCount === 0 ? '' : `#${collisionCount}`}`)));
}

/** Whether two templates are the same apart from that label (EqualIgnoreHash in pkg/controller/deployment/util, v1.36). */
export function equalIgnoringHash(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return equalJson(a?.spec, b?.spec) && equalJson(metadataWithoutHash(a), metadataWithoutHash(b));
}

export function withHash(template: PodTemplateSpec, hash: string): PodTemplateSpec {
  return { ...template, metadata: { ...template.metadata, labels: { ...template.metadata?.labels, [HASH_LABEL]: hash } } };
}

function metadataWithoutHash(template: PodTemplateSpec | undefined): unknown {
  const { labels, ...metadata } = template?.metadata ?? {};
  const { [HASH_LABEL]: _hash, ...others } = labels ?? {};
  return { ...metadata, labels: others };
}
