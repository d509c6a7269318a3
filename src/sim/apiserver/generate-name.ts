/** The letters of generated names (k8s.io/apimachinery/pkg/util/rand): no vowels and nothing that reads like another letter. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
/** k8s.io/apiserver/pkg/storage/names/generate.go. */
const MAX_PREFIX_LENGTH = 58;

/** `prefix` and five letters that follow from the prefix and a count: the real ones are random, ours are the same in every run. */
export function generateName(prefix: string, count: number): string {
  let state = fnv1a(`${prefix}#${count}`);
  let suffix = '';
  for (let index = 0; index < SUFFIX_LENGTH; index += 1) {
    suffix += ALPHABET[state % ALPHABET.length] ?? '';
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
  }
  return `${prefix.slice(0, MAX_PREFIX_LENGTH)}${suffix}`;
}

/** Digits of a hash in that alphabet (rand.SafeEncodeString). */
export function safeEncode(text: string): string {
  let encoded = '';
  for (let index = 0; index < text.length; index += 1) encoded += ALPHABET[text.charCodeAt(index) % ALPHABET.length] ?? '';
  return encoded;
}

/** 32-bit FNV-1a of the UTF-16 code units, low byte first. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    if (unit > 0xff) hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}
