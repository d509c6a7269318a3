import type { KubeObject } from '../api/object.ts';

/** One event as `kubectl describe` shows it. Equal events are not merged. */
export interface RecordedEvent {
  readonly timeMs: number;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly by: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

/** Collects what components say about objects (k8s.io/client-go/tools/record); the texts are those that users know from kubectl. */
export class Recorder {
  readonly events: RecordedEvent[] = [];
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  event(object: KubeObject, type: RecordedEvent['type'], reason: string, message: string, by: string): void {
    const { namespace, name, uid } = object.metadata;
    this.events.push({ timeMs: this.#nowMs(), type, reason, message, by, kind: object.kind, namespace: namespace ?? '', name: name ?? '', uid: uid ?? '' });
  }
}
