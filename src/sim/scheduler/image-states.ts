import type { Node } from '../../api/types/core-v1.ts';

export interface ImageState {
  readonly sizeBytes: number;
  /** The nodes that have the image, by name. */
  readonly nodes: Set<string>;
}

/** Which nodes have which images (pkg/scheduler/backend/cache/cache.go, addNodeImageStates): the first report of an image gives its size. */
export class ImageStates {
  readonly #states = new Map<string, ImageState>();

  add(node: Node): void {
    const nodeName = node.metadata?.name ?? '';
    for (const image of node.status?.images ?? []) {
      for (const name of image.names ?? []) {
        const state = this.#states.get(name);
        if (state === undefined) this.#states.set(name, { sizeBytes: image.sizeBytes ?? 0, nodes: new Set([nodeName]) });
        else state.nodes.add(nodeName);
      }
    }
  }

  remove(node: Node): void {
    const nodeName = node.metadata?.name ?? '';
    for (const image of node.status?.images ?? []) {
      for (const name of image.names ?? []) {
        const state = this.#states.get(name);
        state?.nodes.delete(nodeName);
        if (state?.nodes.size === 0) this.#states.delete(name);
      }
    }
  }

  /** What is known of an image; undefined when no node has it. Void once nodes change. */
  of(image: string): ImageState | undefined {
    return this.#states.get(normalizedImageName(image));
  }
}

/** Nodes report images with a tag; a reference without one means `latest`. */
function normalizedImageName(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
