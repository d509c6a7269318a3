import { UsageError } from '../../diag/usage-error.ts';

/** What the templates of kubeconform's `-schema-location` can name (github.com/yannh/kubeconform/pkg/registry/registry.go). */
export interface TemplateValues {
  readonly NormalizedKubernetesVersion: string;
  readonly StrictSuffix: string;
  readonly ResourceKind: string;
  readonly ResourceAPIVersion: string;
  readonly Group: string;
  readonly KindSuffix: string;
}

const VARIABLES: readonly (keyof TemplateValues)[] = ['NormalizedKubernetesVersion', 'StrictSuffix', 'ResourceKind', 'ResourceAPIVersion', 'Group', 'KindSuffix'];

/** Makes a path of the values of a kind. */
export type PathTemplate = (values: TemplateValues) => string;

/** The values for a kind; everything but the version is in lower case, as the names of such files are. */
export function templateValues(apiVersion: string, kind: string, version: string): TemplateValues {
  const slash = apiVersion.indexOf('/');
  const group = slash === -1 ? apiVersion : apiVersion.slice(0, slash);
  const [firstLabel = ''] = group.split('.');
  return {
    NormalizedKubernetesVersion: `v${version}.0`,
    StrictSuffix: '-strict',
    ResourceKind: kind.toLowerCase(),
    ResourceAPIVersion: apiVersion.slice(slash + 1),
    Group: group,
    KindSuffix: `-${firstLabel.toLowerCase()}${slash === -1 ? '' : `-${apiVersion.slice(slash + 1).toLowerCase()}`}`,
  };
}

/**
 * Reads a template of Go's text/template as far as paths need it: variables, texts, pipelines, `if`, `else`, `end`, and the functions
 * below. Throws a UsageError for what is none, or more than that.
 */
export function parsePathTemplate(text: string): PathTemplate {
  const parts = partsOf(text);
  const cursor = { index: 0 };
  const block = parseBlock(parts, cursor, text, false);
  return (values) => block.map((node) => node(values)).join('');
}

type Value = string | boolean | number;
type Node = (values: TemplateValues) => string;
type Expression = (values: TemplateValues) => Value;
type Part = { readonly text: string } | { readonly action: string };

/** Texts and actions in turn; `{{-` and `-}}` take the white space beside them away. */
function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let trimNext = false;
  let end = 0;
  for (const match of text.matchAll(/\{\{(-\s)?([\s\S]*?)(\s-)?\}\}/g)) {
    const before = text.slice(end, match.index);
    const left = trimNext ? before.trimStart() : before;
    parts.push({ text: match[1] === undefined ? left : left.trimEnd() }, { action: (match[2] ?? '').trim() });
    trimNext = match[3] !== undefined;
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  if (rest.includes('{{')) throw unusable(text, '{{ is not closed');
  return [...parts, { text: trimNext ? rest.trimStart() : rest }];
}

function unusable(template: string, why: string): UsageError {
  return new UsageError(`the template ${template} cannot be used: ${why}`);
}

function parseBlock(parts: readonly Part[], cursor: { index: number }, template: string, inner: boolean): Node[] {
  const nodes: Node[] = [];
  for (let part = parts[cursor.index]; part !== undefined; part = parts[cursor.index]) {
    if ('action' in part && /^(?:end|else)\b/.test(part.action)) {
      if (!inner) throw unusable(template, `{{ ${part.action} }} belongs to no {{ if }}`);
      return nodes;
    }
    cursor.index += 1;
    if ('text' in part) {
      const { text } = part;
      nodes.push(() => text);
    } else if (/^if\s/.test(part.action)) nodes.push(parseCondition(part.action.slice(2), parts, cursor, template));
    else if (!part.action.startsWith('/*')) {
      const expression = parseExpression(part.action, template);
      nodes.push((values) => String(expression(values)));
    }
  }
  if (inner) throw unusable(template, 'an {{ if }} has no {{ end }}');
  return nodes;
}

function parseCondition(text: string, parts: readonly Part[], cursor: { index: number }, template: string): Node {
  const condition = parseExpression(text, template);
  const then = parseBlock(parts, cursor, template, true);
  const stop = parts[cursor.index];
  cursor.index += 1;
  let otherwise: Node[] = [];
  const elseIf = stop !== undefined && 'action' in stop ? /^else\s+if\s([\s\S]*)$/.exec(stop.action) : null;
  if (elseIf !== null) otherwise = [parseCondition(elseIf[1] ?? '', parts, cursor, template)];
  else if (stop !== undefined && 'action' in stop && stop.action === 'else') {
    otherwise = parseBlock(parts, cursor, template, true);
    cursor.index += 1;
  }
  return (values) => (isTrue(condition(values)) ? then : otherwise).map((node) => node(values)).join('');
}

function isTrue(value: Value): boolean {
  return value !== '' && value !== false && value !== 0;
}

const FUNCTIONS: Readonly<Record<string, (...args: Value[]) => Value>> = {
  and: (...args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1) ?? '',
  or: (...args) => args.find(isTrue) ?? args.at(-1) ?? '',
  not: (arg = '') => !isTrue(arg),
  eq: (first = '', ...others) => others.includes(first),
  ne: (first = '', second = '') => first !== second,
  len: (arg = '') => String(arg).length,
  print: (...args) => args.join(''),
  printf: (format = '', ...args) => {
    let index = 0;
    return String(format).replace(/%[svdq%]/g, (verb) => (verb === '%%' ? '%' : verb === '%q' ? JSON.stringify(String(args[index++] ?? '')) : String(args[index++] ?? '')));
  },
};

const TOKEN = /\s*(?:\.(?<variable>\w+)|(?<text>"(?:[^"\\]|\\.)*"|`[^`]*`)|(?<number>\d+)|(?<name>\w+)|(?<sign>[()|]))/y;

/** `command | command`: the result of each is the last argument of the next. */
function parseExpression(text: string, template: string): Expression {
  TOKEN.lastIndex = 0;
  const tokens: Record<string, string | undefined>[] = [];
  const trimmed = text.trim();
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (match?.groups === undefined) throw unusable(template, `${trimmed.slice(at)} is not understood`);
    tokens.push(match.groups);
  }
  const cursor = { index: 0 };
  const expression = parsePipeline(tokens, cursor, template);
  if (cursor.index < tokens.length) throw unusable(template, `${trimmed} is not understood`);
  return expression;
}

type Tokens = readonly Readonly<Record<string, string | undefined>>[];

function parsePipeline(tokens: Tokens, cursor: { index: number }, template: string): Expression {
  let result = parseCommand(tokens, cursor, template, undefined);
  while (tokens[cursor.index]?.['sign'] === '|') {
    cursor.index += 1;
    result = parseCommand(tokens, cursor, template, result);
  }
  return result;
}

function parseCommand(tokens: Tokens, cursor: { index: number }, template: string, piped: Expression | undefined): Expression {
  const name = tokens[cursor.index]?.['name'];
  const isConstant = name === 'true' || name === 'false';
  if (name === undefined || isConstant) {
    const operand = parseOperand(tokens, cursor, template);
    if (piped !== undefined || operand === undefined) throw unusable(template, operand === undefined ? 'an expression is missing' : 'only functions can stand behind |');
    return operand;
  }
  cursor.index += 1;
  const call = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (call === undefined) throw unusable(template, `there is no function ${name}; there are ${Object.keys(FUNCTIONS).join(', ')}`);
  const args: Expression[] = [];
  for (let operand = parseOperand(tokens, cursor, template); operand !== undefined; operand = parseOperand(tokens, cursor, template)) args.push(operand);
  if (piped !== undefined) args.push(piped);
  return (values) => call(...args.map((arg) => arg(values)));
}

function parseOperand(tokens: Tokens, cursor: { index: number }, template: string): Expression | undefined {
  const token = tokens[cursor.index];
  if (token === undefined || token['sign'] === ')' || token['sign'] === '|') return undefined;
  cursor.index += 1;
  const { variable, text, number, name } = token;
  if (token['sign'] === '(') {
    const inside = parsePipeline(tokens, cursor, template);
    if (tokens[cursor.index]?.['sign'] !== ')') throw unusable(template, '( is not closed');
    cursor.index += 1;
    return inside;
  }
  if (text !== undefined) return constant(text.startsWith('`') ? text.slice(1, -1) : textOf(text, template));
  if (number !== undefined) return constant(Number(number));
  if (name === 'true' || name === 'false') return constant(name === 'true');
  const known = VARIABLES.find((candidate) => candidate === variable);
  if (known === undefined) throw unusable(template, `there is no ${variable === undefined ? (name ?? '') : `.${variable}`}; there are ${VARIABLES.map((each) => `.${each}`).join(', ')}`);
  return (values) => values[known];
}

function constant(value: Value): Expression {
  return () => value;
}

function textOf(quoted: string, template: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw unusable(template, `${quoted} is no text`);
  }
}
