import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of a published OpenAPI definition that types are made from. */
export interface OpenApiSchema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly required?: readonly string[];
}

const PREFIX = '#/definitions/';

/** Definitions that are not maps in JSON, with the type of their JSON form. */
const SCALARS: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'string | number',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'string | number',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'JsonObject',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'JsonObject',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'Json',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': 'JSONSchemaProps | boolean',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': 'JSONSchemaProps | JSONSchemaProps[]',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': 'JSONSchemaProps | string[]',
};

function moduleOf(definition: string): string {
  const parts = definition.split('.');
  const version = parts.at(-2) ?? '';
  const group = parts.at(-3) ?? '';
  return `${group}-${version}`;
}

/**
 * Writes one TypeScript file of interfaces for each API group and version, made from the OpenAPI definitions of one Kubernetes
 * version. Every property is optional: a decoded object may lack anything.
 */
export function writeApiTypes(definitions: Readonly<Record<string, OpenApiSchema>>, folder: string): void {
  const modules = new Map<string, string[]>();
  for (const name of Object.keys(definitions).sort()) {
    const module = moduleOf(name);
    const names = modules.get(module);
    if (names === undefined) modules.set(module, [name]);
    else names.push(name);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [module, names] of modules) writeFileSync(join(folder, `${module}.ts`), moduleText(module, names, definitions));
}

function moduleText(module: string, names: readonly string[], definitions: Readonly<Record<string, OpenApiSchema>>): string {
  const imports = new Map<string, Set<string>>();
  const body: string[] = [];
  const nameOf = (definition: string): string => definition.split('.').at(-1) ?? definition;
  const typeOf = (schema: OpenApiSchema): string => {
    if (schema.$ref !== undefined) {
      const target = schema.$ref.slice(PREFIX.length);
      const from = moduleOf(target);
      const name = nameOf(target);
      if (from === module) return name;
      const list = imports.get(from) ?? new Set();
      imports.set(from, list.add(name));
      return name;
    }
    if (schema.type === 'array') {
      const item = typeOf(schema.items ?? {});
      return /[ |]/.test(item) ? `(${item})[]` : `${item}[]`;
    }
    if (schema.type === 'object') {
      return schema.additionalProperties === undefined ? 'JsonObject' : `{ [key: string]: ${typeOf(schema.additionalProperties)} }`;
    }
    if (schema.type === 'integer' || schema.type === 'number') return 'number';
    if (schema.type === 'boolean' || schema.type === 'string') return schema.type;
    return 'Json';
  };
  for (const definition of names) {
    const schema = definitions[definition] ?? {};
    const name = nameOf(definition);
    const scalar = SCALARS[definition];
    if (scalar !== undefined) {
      body.push(`export type ${name} = ${scalar};\n`);
      continue;
    }
    const properties = Object.entries(schema.properties ?? {}).map(
      ([key, property]) => `  ${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}?: ${typeOf(property)} | undefined;\n`,
    );
    body.push(properties.length === 0 ? `export type ${name} = JsonObject;\n` : `export interface ${name} {\n${properties.join('')}}\n`);
  }
  const text = body.join('\n');
  const json = ['Json', 'JsonObject'].filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  const lines = [...imports].sort().map(([from, list]) => `import type { ${[...list].sort().join(', ')} } from './${from}.ts';\n`);
  if (json.length > 0) lines.unshift(`import type { ${json.join(', ')} } from '../json.ts';\n`);
  return `// Made by \`npm run generate\` from the OpenAPI description of Kubernetes. Do not edit.\n${lines.join('')}\n${text}`;
}
