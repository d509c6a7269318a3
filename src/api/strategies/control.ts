import type { Strategy } from '../strategy.ts';
import { admissionRegistrationStrategies } from './control/admission-registration.ts';
import { customResourceDefinitionStrategy } from './control/custom-resource-definition.ts';
import { dynamicResourceStrategies } from './control/dynamic-resources.ts';

/** Admission policies and webhooks, custom resource definitions, dynamic resource allocation. */
export const controlStrategies: readonly Strategy[] = [...admissionRegistrationStrategies, customResourceDefinitionStrategy, ...dynamicResourceStrategies];
