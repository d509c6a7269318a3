import { parseQuantity, wholeUnits } from '../../api/quantity.ts';
import type { ContainerBehaviour } from './container-behaviour.ts';

/** The words in which annotations and scenarios say what a container does. */
export const BEHAVIOUR_WORDS = ['pull', 'start', 'ready-after', 'terminate', 'exit-after', 'exit-code', 'exit-reason', 'memory', 'memory-after', 'disk'] as const;

export type BehaviourWord = (typeof BEHAVIOUR_WORDS)[number];

/** What was said, and which of the words have values that cannot be read. */
export interface BehaviourReading {
  readonly behaviour: ContainerBehaviour;
  readonly unread: readonly BehaviourWord[];
}

/** What each word takes, for people. */
export const BEHAVIOUR_FORMS: Readonly<Record<BehaviourWord, string>> = {
  pull: 'a time such as 30s, or never',
  start: 'a time such as 3s',
  'ready-after': 'a time such as 10s, or never',
  terminate: 'a time such as 5s',
  'exit-after': 'a time such as 1m',
  'exit-code': 'a number from 0 to 255',
  'exit-reason': 'a word',
  memory: 'an amount such as 300Mi',
  'memory-after': 'a time such as 10m',
  disk: 'an amount such as 2Gi',
};

/** Reads what `valueOf` says for each word; undefined: nothing. */
export function readBehaviour(valueOf: (word: BehaviourWord) => string | undefined): BehaviourReading {
  const unread: BehaviourWord[] = [];
  const read = <T>(word: BehaviourWord, parse: (text: string) => T | undefined): T | undefined => {
    const text = valueOf(word);
    const value = text === undefined ? undefined : parse(text);
    if (text !== undefined && value === undefined) unread.push(word);
    return value;
  };
  const [startMs, terminateMs, afterMs, memoryAfterMs] = [read('start', parseDurationMs), read('terminate', parseDurationMs), read('exit-after', parseDurationMs), read('memory-after', parseDurationMs)];
  const [pullMs, readyAfterMs] = [read('pull', timeOrNever), read('ready-after', timeOrNever)];
  const [memoryBytes, diskBytes] = [read('memory', parseBytes), read('disk', parseBytes)];
  const [code, reason] = [read('exit-code', parseExitCode), read('exit-reason', (text) => text)];
  const behaviour: ContainerBehaviour = {
    ...(pullMs === undefined ? {} : { pullMs }),
    ...(startMs === undefined ? {} : { startMs }),
    ...(terminateMs === undefined ? {} : { terminateMs }),
    ...(readyAfterMs === undefined ? {} : { readyAfterMs }),
    ...(afterMs === undefined && code === undefined ? {} : { exit: { afterMs: afterMs ?? 0, code: code ?? 0, ...(reason === undefined ? {} : { reason }) } }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(memoryAfterMs === undefined ? {} : { memoryAfterMs }),
    ...(diskBytes === undefined ? {} : { diskBytes }),
  };
  return { behaviour, unread };
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads `500ms`, `10s`, `1.5m`; undefined when the text is no such duration. */
function parseDurationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  return match === null ? undefined : Math.round(Number(match[1]) * (UNIT_MS[match[2] ?? ''] ?? 0));
}

function timeOrNever(text: string): number | null | undefined {
  return text === 'never' ? null : parseDurationMs(text);
}

function parseExitCode(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : undefined;
}

/** Reads a quantity such as `300Mi` as bytes; undefined when it is none. */
export function parseBytes(text: string): number | undefined {
  const quantity = parseQuantity(text);
  return quantity === undefined || quantity.nanos < 0n ? undefined : wholeUnits(quantity);
}
