import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, forbidden, invalid, notSupported, required, tooMany } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import type { Container, ContainerResizePolicy, ContainerRestartRule } from '../../types/core-v1.ts';
import type { PodOptions } from './options.ts';

const POLICIES: readonly string[] = ['Always', 'Never', 'OnFailure'];
const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;

/** When one container restarts, apart from the pod's policy (pkg/apis/core/validation/validation.go, v1.36). */
export function validateContainerRestartPolicy(container: Container, isInit: boolean, options: PodOptions, path: FieldPath): FieldError[] {
  const { restartPolicy, restartPolicyRules = [] } = container;
  const policyPath = child(path, 'restartPolicy');
  if (!isFeatureOn('ContainerRestartRules', options.version)) {
    if (restartPolicy === undefined) return [];
    if (!isInit) return [forbidden(policyPath, 'is for init containers in this release')];
    return restartPolicy === 'Always' ? [] : [notSupported(policyPath, restartPolicy, ['Always'])];
  }
  const errors: FieldError[] = [];
  if (restartPolicy === undefined) {
    if (restartPolicyRules.length > 0) errors.push(required(policyPath, 'says what happens when no rule applies'));
  } else if (!POLICIES.includes(restartPolicy)) {
    errors.push(notSupported(policyPath, restartPolicy, POLICIES));
  }
  const rulesPath = child(path, 'restartPolicyRules');
  if (restartPolicyRules.length > MAX_RULES) errors.push(tooMany(rulesPath, restartPolicyRules.length, MAX_RULES));
  restartPolicyRules.forEach((rule, index) => {
    errors.push(...validateRule(rule, options, at(rulesPath, index)));
  });
  return errors;
}

function validateRule(rule: ContainerRestartRule, options: PodOptions, path: FieldPath): FieldError[] {
  const { action = '', exitCodes } = rule;
  const actions = isFeatureOn('RestartAllContainersOnContainerExits', options.version) ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  const errors: FieldError[] = actions.includes(action) ? [] : [notSupported(child(path, 'action'), action, actions)];
  const codesPath = child(path, 'exitCodes');
  if (exitCodes === undefined) return [...errors, required(codesPath, 'says for which exit codes the rule is')];
  const { operator = '', values = [] } = exitCodes;
  if (operator !== 'In' && operator !== 'NotIn') errors.push(notSupported(child(codesPath, 'operator'), operator, ['In', 'NotIn']));
  if (values.length > MAX_EXIT_CODES) errors.push(tooMany(child(codesPath, 'values'), values.length, MAX_EXIT_CODES));
  return errors;
}

const RESIZABLE: readonly string[] = ['cpu', 'memory'];
const RESIZE_POLICIES: readonly string[] = ['NotRequired', 'RestartContainer'];

/** Whether a resize in place restarts the container (`validateResizePolicy`). The server names the list, not the item, but for duplicates. */
export function validateResizePolicy(policies: readonly ContainerResizePolicy[], podRestartPolicy: string | undefined, path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return policies.flatMap(({ resourceName = '', restartPolicy = '' }, index) => {
    const errors: FieldError[] = seen.has(resourceName) ? [duplicate(at(path, index), resourceName)] : [];
    seen.add(resourceName);
    errors.push(...validateChoice(resourceName, RESIZABLE, path), ...validateChoice(restartPolicy, RESIZE_POLICIES, path));
    if (podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      errors.push(invalid(path, restartPolicy, 'must be NotRequired, since restartPolicy of the pod is Never'));
    }
    return errors;
  });
}

function validateChoice(value: string, allowed: readonly string[], path: FieldPath): FieldError[] {
  if (value === '') return [required(path, `must be one of ${allowed.join(', ')}`)];
  return allowed.includes(value) ? [] : [notSupported(path, value, allowed)];
}
