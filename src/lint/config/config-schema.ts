import type { Rule } from '../rule.ts';
import { PRESETS } from '../rule.ts';

const TEXTS = { type: 'array', items: { type: 'string' } } as const;
const ONE_OR_MANY = { type: ['string', 'array'], items: { type: 'string' } } as const;
const SEVERITY = ['error', 'warning', 'info', 'off'] as const;
const DATE = '^\\d{4}-\\d{2}-\\d{2}$';

const RULE_CONFIG = {
  description: 'A severity, off, or a map with the severity and options of the rule.',
  anyOf: [{ enum: [...SEVERITY, false] }, { type: 'object', properties: { severity: { enum: [...SEVERITY, false] } } }],
};

const RULES = { type: 'object', additionalProperties: RULE_CONFIG };

const FILTER = {
  kind: { ...ONE_OR_MANY, description: 'Kinds, with or without their group: Deployment, argoproj.io/Rollout.' },
  name: { ...ONE_OR_MANY, description: 'Names; * stands for any text.' },
  namespace: { ...ONE_OR_MANY, description: 'Namespaces; * stands for any text.' },
  file: { ...ONE_OR_MANY, description: 'Globs of files: charts/**, *.dev.yaml.' },
  labels: { type: 'object', additionalProperties: { type: 'string' }, description: 'Labels that the object must have.' },
};

/** The JSON Schema of `kubeplan.yaml`, without the rules that there are: those are checked by name, with a suggestion. */
export const CONFIG_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    extends: { ...ONE_OR_MANY, description: `Where to start from, the later ones on top: presets (${PRESETS.join(', ')}, all, none), files and npm packages.` },
    rules: { ...RULES, description: 'Severities and options by rule.' },
    overrides: {
      description: 'Other settings for some objects; the later ones win.',
      type: 'array',
      items: { type: 'object', additionalProperties: false, required: ['rules'], properties: { ...FILTER, rules: RULES } },
    },
    ignore: {
      description: 'What to look away from, with a reason and optionally a last day.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['rule'],
        properties: {
          rule: { ...ONE_OR_MANY, description: 'Rules; * is every rule.' },
          ...FILTER,
          container: { ...ONE_OR_MANY, description: 'Names of containers; * stands for any text.' },
          path: { ...ONE_OR_MANY, description: 'Field paths; what lies below them is meant too: spec.template.spec.volumes.' },
          reason: { type: 'string' },
          until: { type: 'string', pattern: DATE, description: 'The last day on which it counts, YYYY-MM-DD.' },
        },
      },
    },
    locked: { ...TEXTS, description: 'Rules that nothing may switch off or ignore.' },
    requireReason: { type: 'boolean', description: 'Whether an ignore without a reason is an error.' },
    peerAnnotations: { type: 'boolean', description: 'Whether the ignore annotations of kube-linter, kube-score, polaris and checkov and what Trivy ignores count (default true).' },
    external: {
      description: 'Objects that exist though they are not in the input.',
      type: 'array',
      items: { type: 'object', additionalProperties: false, required: ['kind'], properties: { kind: { type: 'string' }, name: { type: 'string' }, namespace: { type: 'string' } } },
    },
    workloads: {
      description: 'Custom kinds with a pod template: kind is group/Kind, template the path of the template.',
      type: 'array',
      items: { type: 'object', additionalProperties: false, required: ['kind', 'template'], properties: { kind: { type: 'string', pattern: '^[^/]+/[^/]+$' }, template: { type: 'string' } } },
    },
    custom: {
      description: 'Rules of your own in CEL: an object for which the expression is false is flagged.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'message', 'expression'],
        properties: {
          id: { type: 'string', pattern: '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$' },
          message: { type: 'string', minLength: 1 },
          severity: { enum: ['error', 'warning', 'info'] },
          kinds: TEXTS,
          expression: { type: 'string', minLength: 1 },
          path: { type: 'string' },
        },
      },
    },
    plugins: { ...TEXTS, description: 'Files and npm packages with rules made by defineRule.' },
    baseline: { type: 'string', description: 'The file of known findings that are not reported.' },
  },
};

/** The schema for editors: as above, with every rule and its options by name. The file schemas/config.schema.json is this text. */
export function configSchemaText(rules: readonly Rule[]): string {
  const named = Object.fromEntries(
    rules.map((rule) => {
      const options = Object.fromEntries(Object.entries(rule.options ?? {}));
      return [rule.id, { description: rule.summary, anyOf: [{ enum: [...SEVERITY, false] }, { type: 'object', additionalProperties: false, properties: { severity: { enum: [...SEVERITY, false] }, ...options } }] }];
    }),
  );
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'The configuration of kubeplan (kubeplan.yaml)',
    ...CONFIG_SCHEMA,
    properties: { ...CONFIG_SCHEMA.properties, rules: { ...CONFIG_SCHEMA.properties.rules, properties: named } },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
