/**
 * Text that is safe to print: manifests may hold control sequences for terminals, characters that turn the direction of text, and
 * commands for the log readers of CI systems, in any string.
 */

// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udc7f]/g;

/** One line: unsafe characters become visible escapes, line breaks and tabs a space, CI commands lose their meaning. */
export function printableLine(text: string): string {
  return defuseCommands(text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/\t/g, ' ').replace(UNSAFE, escapeCharacters));
}

/** Several lines, for formats that keep them. */
export function printableText(text: string): string {
  return defuseCommands(text.replace(/\r\n?/g, '\n').replace(UNSAFE, escapeCharacters));
}

/** The unsafe characters of a JSON text as JSON escapes: the value stays the same. */
export function printableJson(json: string): string {
  // Of plain ASCII JSON leaves only DEL as it is. Reports are large, and looking for that alone is cheap.
  const isPlain = Buffer.byteLength(json) === json.length && !json.includes('\x7f');
  const escaped = isPlain ? json : json.replace(UNSAFE, escapeCharacters);
  return escaped.includes('##') ? escaped.replace(/##(?=\[|vso|teamcity)/g, '#\\u0023') : escaped;
}

function escapeCharacters(characters: string): string {
  return [...Array(characters.length).keys()].map((index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}

/** GitHub reads `::command` at the start of a line and `##[command]` anywhere, Azure `##vso[`, TeamCity `##teamcity[`. */
function defuseCommands(text: string): string {
  return text.replace(/##(?=\[|vso|teamcity)/g, '# #').replace(/(^|\s)::(?=[a-z])/gi, '$1: :');
}
