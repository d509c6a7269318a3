import type { Node } from '../../api/types/core-v1.ts';

interface ImageState {
  readonly sizeBytes: number;
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

  /** The size of an image and how many nodes have it, when the given node is one of them. */
  onNode(nodeName: string, image: string): { readonly sizeBytes: number; readonly nodeCount: number } | undefined {
    const state = this.#states.get(normalizedImageName(image));
    return state === undefined || !state.nodes.has(nodeName) ? undefined : { sizeBytes: state.sizeBytes, nodeCount: state.nodes.size };
  }
}

/** Nodes report images with a tag; a reference without one means `latest`. */
function normalizedImageName(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
