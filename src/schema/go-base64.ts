const ALPHABET = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Bytes in base64 as the API server prints them: from a list of bytes, or from a text that Go's `base64.StdEncoding` takes (padded; line
 * breaks do not count; the unused bits of the last character may be set). Undefined when it does not.
 */
export function canonicalBytes(value: string | readonly number[]): string | undefined {
  if (typeof value !== 'string') return Buffer.from(value).toString('base64');
  const text = value.includes('\n') || value.includes('\r') ? value.replace(/[\r\n]/g, '') : value;
  if (text.length % 4 !== 0 || !ALPHABET.test(text)) return undefined;
  if (!text.endsWith('=')) return text;
  return text.slice(0, -4) + Buffer.from(text.slice(-4), 'base64').toString('base64');
}
