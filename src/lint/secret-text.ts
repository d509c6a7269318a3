/** Why a text looks like a credential, or undefined. Never holds the text itself: findings must not print secrets. */
export function secretProblemOf(text: string): string | undefined {
  if (text.length < 8 || text.length > MAX_LENGTH) return text.length > MAX_LENGTH && PRIVATE_KEY.test(text.slice(0, MAX_LENGTH)) ? 'a private key' : undefined;
  return FORMATS.find(({ marks, pattern }) => marks.some((mark) => text.includes(mark)) && pattern.test(text))?.what;
}

/** Texts beyond this length are files, not passwords. */
const MAX_LENGTH = 65_536;
const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/;

/** A format that nothing but credentials has: texts that each of them holds, which are quickly looked for, and what then has to fit. */
interface Format {
  readonly marks: readonly string[];
  /** Linear: no nested repetition. */
  readonly pattern: RegExp;
  readonly what: string;
}

const FORMATS: readonly Format[] = [
  { marks: ['PRIVATE KEY'], pattern: PRIVATE_KEY, what: 'a private key' },
  { marks: ['AKIA', 'ASIA'], pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, what: 'an AWS access key' },
  { marks: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], pattern: /\bgh[pousr]_[0-9A-Za-z]{36,}\b/, what: 'a GitHub token' },
  { marks: ['github_pat_'], pattern: /\bgithub_pat_[0-9A-Za-z_]{22,}\b/, what: 'a GitHub token' },
  { marks: ['glpat-'], pattern: /\bglpat-[0-9A-Za-z_-]{20,}/, what: 'a GitLab token' },
  { marks: ['xox'], pattern: /\bxox[abposr]-[0-9A-Za-z-]{10,}/, what: 'a Slack token' },
  { marks: ['sk_live_'], pattern: /\bsk_live_[0-9A-Za-z]{16,}/, what: 'a Stripe key' },
  { marks: ['AIza'], pattern: /\bAIza[0-9A-Za-z_-]{35}/, what: 'a Google API key' },
  { marks: ['SG.'], pattern: /\bSG\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43}/, what: 'a SendGrid key' },
  { marks: ['npm_'], pattern: /\bnpm_[0-9A-Za-z]{36}\b/, what: 'an npm token' },
  { marks: ['eyJ'], pattern: /\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}/, what: 'a JSON Web Token' },
  { marks: ['://'], pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/$]{1,64}:[^\s@/$]{3,128}@/, what: 'a URL with a password' },
];

/** Whether a name says that its value is a credential: `DB_PASSWORD`, `authToken`, `AWS_SECRET_ACCESS_KEY`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !POINTS_ELSEWHERE.test(name);
}

const SECRET_NAME = /password|passwd|passphrase|token|bearer|secret|api[_-]?key|private[_-]?key|access[_-]?key|credential|^azure_.+key$|^oci_cli_key_content$/i;
/** Names that say where a credential is, what it is called or how it is handled, not what it is. */
const POINTS_ELSEWHERE = /(?:_|-|\.)?(?:file|path|dir|name|url|uri|endpoint|ref|header|issuer|audience|ttl|expiry|expiration|expires|lifetime|timeout|duration|enabled|required|length|policy|type|mode|algorithm|namespace|provider|store|mount|audiences|complexity|strength|format|pattern|prefix|count|limit|rotation|cache|key[_-]?id)$/i;

/** Whether a value could be a credential at all: not empty, a reference, a path, a switch or a placeholder. */
export function couldBeSecret(value: string): boolean {
  const text = value.trim();
  return text !== '' && !NO_SECRET.test(text);
}

const NO_SECRET = /^(?:\$\(.*\)|\$\{.*\}|\{\{.*\}\}|<.*>|\*+|true|false|yes|no|on|off|none|null|nil|disabled|enabled|-?\d{1,3}|\/[\w./-]*|\.{1,2}\/[\w./-]*)$/i;

/** Shannon entropy in bits a character: random keys have more than 3.5, words less. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Whether a text looks random: one long word with letters and digits mixed, and high entropy. */
export function looksRandom(text: string): boolean {
  return text.length >= 20 && text.length <= 512 && /^[A-Za-z0-9+/_=.-]+$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && entropyOf(text) > 3.8;
}
