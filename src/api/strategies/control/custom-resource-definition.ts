import { anyName } from '../../object-name.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import { defineStrategy, type Strategy } from '../../strategy.ts';
import type { CustomResourceDefinition } from '../../types/apiextensions-v1.ts';
import { validateCustomResourceDefinition, validateCustomResourceDefinitionUpdate } from '../../validation/custom-resource-definition/definition.ts';
import { validateRuleReleases } from '../../validation/custom-resource-definition/rule-releases.ts';
import { customResourceDefinitionWarnings } from '../../warnings/custom-resource-definition.ts';
import { countGeneration, keepStatus, startGeneration } from '../resources/status.ts';

const WEBHOOK_PORT = 443;

/** Definitions of custom resources (apiextensions-apiserver/pkg/registry/customresourcedefinition/strategy.go, v1.36). */
export const customResourceDefinitionStrategy: Strategy = defineStrategy<CustomResourceDefinition>({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  namespaced: false,
  nameProblems: anyName,
  applyDefaults: applyDefaults,
  prepareForCreate: (definition) => {
    startGeneration(definition);
    definition.status = storedVersionsOf(definition);
  },
  validate: (definition, { version }) => {
    const errors = validateCustomResourceDefinition(definition);
    return errors.length > 0 ? errors : validateRuleReleases(definition, version);
  },
  prepareForUpdate: (definition, old) => {
    keepStatus(definition, old);
    addStoredVersion(definition);
    countGeneration(definition, old, !semanticEqual(definition.spec, old.spec));
  },
  validateUpdate: validateCustomResourceDefinitionUpdate,
  warnings: customResourceDefinitionWarnings,
});

function applyDefaults(definition: CustomResourceDefinition): void {
  const spec = (definition.spec ??= {});
  const names = (spec.names ??= {});
  const kind = names.kind ?? '';
  if ((names.singular ?? '') === '') names.singular = kind.toLowerCase();
  if ((names.listKind ?? '') === '' && kind !== '') names.listKind = `${kind}List`;
  spec.conversion ??= { strategy: 'None' };
  const service = spec.conversion.webhook?.clientConfig?.service;
  if (service !== undefined) service.port ??= WEBHOOK_PORT;
}

/** The first version that objects are stored in. */
function storedVersionsOf({ spec }: CustomResourceDefinition): CustomResourceDefinition['status'] {
  const stored = (spec?.versions ?? []).filter(({ storage }) => storage === true).slice(0, 1);
  return { storedVersions: stored.map(({ name = '' }) => name) };
}

function addStoredVersion(definition: CustomResourceDefinition): void {
  const stored = definition.spec?.versions?.find(({ storage }) => storage === true)?.name;
  const versions = definition.status?.storedVersions ?? [];
  if (stored !== undefined && !versions.includes(stored)) definition.status = { ...definition.status, storedVersions: [...versions, stored] };
}
