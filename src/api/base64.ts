/** The number of bytes that a base64 text stands for. */
export function base64ByteLength(text: string): number {
  const digits = text.replace(/[\r\n]/g, '');
  const padding = digits.endsWith('==') ? 2 : digits.endsWith('=') ? 1 : 0;
  return Math.max(0, (digits.length / 4) * 3 - padding);
}

export function encodeBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** The bytes as text; what is not UTF-8 becomes the replacement character. */
export function decodeBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
