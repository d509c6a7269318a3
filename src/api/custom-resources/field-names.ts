const SYMBOLS: Readonly<Record<string, string>> = { '.': '__dot__', '-': '__dash__', '/': '__slash__' };
const RESERVED = new Set(['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while']);

/** How CEL names a field: `x-y` is `x__dash__y` (k8s.io/apiserver/pkg/cel/escaping.go); undefined when it cannot be named. */
export function celName(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_][A-Za-z0-9_./-]*$/.test(name)) return undefined;
  return name.replace(/__|[./-]/g, (part) => SYMBOLS[part] ?? '__underscores__');
}

/** The property that CEL names `field`; undefined when there is none. */
export function nameOfField(properties: object, field: string): string | undefined {
  if (Object.hasOwn(properties, field) && celName(field) === field) return field;
  // Every other name has `__` in CEL.
  return field.includes('__') ? Object.keys(properties).find((name) => celName(name) === field) : undefined;
}
