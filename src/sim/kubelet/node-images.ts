import { parseImageReference } from '../../api/image-reference.ts';
import type { Container } from '../../api/types/core-v1.ts';
import type { Node } from '../objects.ts';

/** What is known of images that nodes may have to pull. */
export interface ImageStatements {
  /** Bytes by name of the image. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** Images that no registry has. */
  readonly missing?: readonly string[];
  /** Bytes that a node pulls in a second. Default 50 MiB. */
  readonly bytesPerSecond?: number;
}

/** When a container's image is there, or why it never is. */
export type PullOutcome = { readonly readyMs: number } | { readonly refused: 'ErrImagePull' | 'ErrImageNeverPull'; readonly message: string };

const DEFAULT_BYTES_PER_SECOND = 50 * 1024 * 1024;
const UNKNOWN_SIZE_MS = 5000;

interface PullingNode {
  /** When each image is there. */
  readonly presentMs: Map<string, number>;
  /** When the last pull that was asked for is done. */
  freeMs: number;
}

/**
 * The images that nodes have and pull (pkg/kubelet/images/image_manager.go and puller.go, v1.36): a node pulls one image after the other in the order in
 * which they are asked for (serializeImagePulls), keeps what it has, and asks the registry again for `Always`. Divergence: nothing is ever removed.
 */
export class NodeImages {
  readonly #statements: ImageStatements;
  readonly #missing = new Set<string>();
  readonly #isSerial: boolean;
  readonly #stated = new Map<string, number>();
  readonly #sizes = new Map<string, number>();
  readonly #nodes = new Map<string, PullingNode>();
  readonly #names = new Map<string, string>();

  /** `serial: false` where the one node stands for many that nobody knows. */
  constructor(statements: ImageStatements, serial: boolean) {
    this.#statements = statements;
    this.#isSerial = serial;
    this.lose(statements.missing ?? []);
    for (const [name, bytes] of Object.entries(statements.sizes ?? {})) this.#stated.set(this.#canonical(name), bytes);
  }

  /** No registry has these images any more. */
  lose(names: readonly string[]): void {
    for (const name of names) this.#missing.add(this.#canonical(name));
  }

  /** A node reports the images that it has, with their sizes. */
  take(node: Node): void {
    for (const { names, sizeBytes } of node.status?.images ?? []) {
      for (const name of names ?? []) {
        this.keep(node.metadata.name ?? '', name);
        if (sizeBytes !== undefined && !this.#sizes.has(this.#canonical(name))) this.#sizes.set(this.#canonical(name), sizeBytes);
      }
    }
  }

  /** The node has the image already: a container runs with it. */
  keep(node: string, image: string): void {
    const { presentMs } = this.#nodeNamed(node);
    const name = this.#canonical(image);
    if (!presentMs.has(name)) presentMs.set(name, Number.NEGATIVE_INFINITY);
  }

  forget(node: string): void {
    this.#nodes.delete(node);
  }

  /** Asks for the image of a container at `nowMs`; `pullMs` as the container's behaviour has it. */
  ensure(node: string, { image = '', imagePullPolicy }: Container, pullMs: number | null | undefined, nowMs: number): PullOutcome {
    const pulling = this.#nodeNamed(node);
    const name = this.#canonical(image);
    const isPresent = (pulling.presentMs.get(name) ?? Number.POSITIVE_INFINITY) <= nowMs;
    if (isPresent && imagePullPolicy !== 'Always') return { readyMs: nowMs };
    if (imagePullPolicy === 'Never') return { refused: 'ErrImageNeverPull', message: `Container image "${image}" is not present with pull policy of Never` };
    if (pullMs === null || (pullMs === undefined && this.#missing.has(name))) return { refused: 'ErrImagePull', message: `failed to pull and unpack image "${image}": not found` };
    const startMs = this.#isSerial ? Math.max(nowMs, pulling.freeMs) : nowMs;
    const presentMs = pulling.presentMs.get(name) ?? Number.POSITIVE_INFINITY;
    // What another pull brings before it is this one's turn, or meanwhile, is not pulled again.
    const readyMs = presentMs <= startMs ? startMs : Math.min(presentMs, startMs + (pullMs ?? this.#durationMs(name)));
    pulling.presentMs.set(name, Math.min(presentMs, readyMs));
    pulling.freeMs = Math.max(pulling.freeMs, readyMs);
    return { readyMs };
  }

  #durationMs(name: string): number {
    const bytes = this.#stated.get(name) ?? this.#sizes.get(name);
    return bytes === undefined ? UNKNOWN_SIZE_MS : Math.ceil((bytes * 1000) / (this.#statements.bytesPerSecond ?? DEFAULT_BYTES_PER_SECOND));
  }

  #nodeNamed(name: string): PullingNode {
    let node = this.#nodes.get(name);
    if (node === undefined) this.#nodes.set(name, (node = { presentMs: new Map(), freeMs: Number.NEGATIVE_INFINITY }));
    return node;
  }

  /** One name for all ways to write it: `nginx` is `docker.io/library/nginx:latest`. */
  #canonical(image: string): string {
    let name = this.#names.get(image);
    if (name === undefined) {
      const reference = parseImageReference(image);
      name = reference === undefined ? image : `${reference.registry}/${reference.repository}${reference.digest === undefined ? `:${reference.tag ?? 'latest'}` : `@${reference.digest}`}`;
      this.#names.set(image, name);
    }
    return name;
  }
}
