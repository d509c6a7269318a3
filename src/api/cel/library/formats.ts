import { dns1035LabelProblems, dns1123LabelProblems, dns1123SubdomainProblems, labelValueProblems, qualifiedNameProblems } from '../../names.ts';
import { label1035Name, labelName, subdomainName } from '../../object-name.ts';
import { parseGoRequestUri } from '../../go-url.ts';
import { formatProblem } from '../../string-formats.ts';
import type { Declarations } from '../functions.ts';
import { ListValue, OpaqueValue, OptionalValue } from '../values.ts';

type Check = (text: string) => readonly string[];

/** Checks of texts by name: `format.dns1123Label().validate(x)` (k8s.io/apiserver/pkg/cel/library/format.go, v1.36). */
const FORMATS: Readonly<Record<string, Check>> = {
  dns1123Label: dns1123LabelProblems,
  dns1123Subdomain: dns1123SubdomainProblems,
  dns1035Label: dns1035LabelProblems,
  qualifiedName: qualifiedNameProblems,
  dns1123LabelPrefix: (text) => labelName(text, true),
  dns1123SubdomainPrefix: (text) => subdomainName(text, true),
  dns1035LabelPrefix: (text) => label1035Name(text, true),
  labelValue: labelValueProblems,
  uri: (text) => (parseGoRequestUri(text) === undefined ? [`parse ${JSON.stringify(text)}: invalid URI for request`] : []),
  uuid: ofText('uuid', 'does not match the UUID format'),
  byte: ofText('byte', 'invalid base64'),
  date: ofText('date', 'invalid date'),
  datetime: ofText('date-time', 'invalid datetime'),
};

export const formats = (): Declarations => ({
  ...Object.fromEntries(Object.keys(FORMATS).map((name) => [`format_${name}: format.${name}() -> kubernetes.NamedFormat`, () => formatValue(name)])),
  'format_named: format.named(string) -> optional(kubernetes.NamedFormat)': (name: string) => new OptionalValue(Object.hasOwn(FORMATS, name) ? formatValue(name) : undefined),
  'format_validate: kubernetes.NamedFormat~validate(string) -> optional(list(string))': ({ data }: OpaqueValue, text: string) => {
    const problems = (data as Check)(text);
    return new OptionalValue(problems.length === 0 ? undefined : new ListValue(problems));
  },
});

function formatValue(name: string): OpaqueValue {
  return new OpaqueValue('kubernetes.NamedFormat', FORMATS[name], name);
}

/** The words are the server's: rules may show them. */
function ofText(format: string, problem: string): Check {
  return (text) => (formatProblem(format, text) === undefined ? [] : [problem]);
}
