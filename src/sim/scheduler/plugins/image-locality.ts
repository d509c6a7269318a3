import type { PodSpec } from '../../../api/types/core-v1.ts';
import type { Plugin } from '../framework.ts';
import { MAX_NODE_SCORE, definePlugin } from '../framework.ts';
import type { ImageState } from '../image-states.ts';
import type { Snapshot } from '../snapshot.ts';

const NAME = 'ImageLocality';
const MEBIBYTE = 1024 * 1024;
const LEAST_BYTES = 23 * MEBIBYTE;
const MOST_BYTES_PER_CONTAINER = 1000 * MEBIBYTE;

interface Base {
  /** Those of the pod's images that some node has. */
  readonly images: readonly ImageState[];
  readonly containerCount: number;
  readonly snapshot: Snapshot;
}

/** Prefers nodes that have the pod's images, counted less the fewer nodes have them (plugins/imagelocality, v1.36). */
export const imageLocality: Plugin = definePlugin({
  name: NAME,
  scope: 'node',
  scoreBase(pod, snapshot): Base {
    const { initContainers = [], containers = [] } = pod.spec;
    const images = imagesOf(pod.spec).flatMap((image) => snapshot.images.of(image) ?? []);
    return { images, containerCount: initContainers.length + containers.length, snapshot };
  },
  preScore: (base: Base) => base,
  score({ images, containerCount, snapshot }: Base, _pod, node) {
    let bytes = 0;
    for (const { sizeBytes, nodes } of images) if (nodes.has(node.name)) bytes += Math.trunc(sizeBytes * (nodes.size / snapshot.nodes.length));
    const most = MOST_BYTES_PER_CONTAINER * containerCount;
    const clamped = Math.min(Math.max(bytes, LEAST_BYTES), most);
    return Math.trunc((MAX_NODE_SCORE * (clamped - LEAST_BYTES)) / (most - LEAST_BYTES));
  },
});

function imagesOf({ initContainers = [], containers = [], volumes = [] }: PodSpec): readonly string[] {
  const images = [...initContainers, ...containers].map(({ image }) => image ?? '');
  for (const { image } of volumes) if (image?.reference !== undefined) images.push(image.reference);
  return images;
}
