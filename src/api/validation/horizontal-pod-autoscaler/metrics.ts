import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type {
  ContainerResourceMetricSource,
  ExternalMetricSource,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
  ObjectMetricSource,
  PodsMetricSource,
  ResourceMetricSource,
} from '../../types/autoscaling-v2.ts';
import { pathSegmentProblems } from '../../object-name.ts';
import { invalidForEach } from '../problems.ts';
import { amountOf, validateContainerResourceName } from '../resource-quantity.ts';
import { validateScaleTarget } from './scale-target.ts';

const TARGET_TYPES: readonly string[] = ['AverageValue', 'Utilization', 'Value'];

/** In the order of the server: of two sources only the first one is looked at. */
const SOURCES = [
  { type: 'Object', field: 'object', validate: (metric: MetricSpec, path: FieldPath) => validateObject(metric.object ?? {}, path) },
  { type: 'External', field: 'external', validate: (metric: MetricSpec, path: FieldPath) => validateExternal(metric.external ?? {}, path) },
  { type: 'Pods', field: 'pods', validate: (metric: MetricSpec, path: FieldPath) => validatePods(metric.pods ?? {}, path) },
  { type: 'Resource', field: 'resource', validate: (metric: MetricSpec, path: FieldPath) => validateResource(metric.resource ?? {}, path) },
  { type: 'ContainerResource', field: 'containerResource', validate: (metric: MetricSpec, path: FieldPath) => validateContainerResource(metric.containerResource ?? {}, path) },
] as const;

/** One metric: its type and exactly the source of that type (pkg/apis/autoscaling/validation/validation.go, `validateMetricSpec`, v1.36). */
export function validateMetric(metric: MetricSpec, path: FieldPath): FieldError[] {
  const type = metric.type ?? '';
  const types = SOURCES.map((source) => source.type as string);
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(child(path, 'type'), `must be one of ${types.join(', ')}`));
  // The server says so twice.
  if (!types.includes(type)) errors.push(notSupported(child(path, 'type'), type, types), notSupported(child(path, 'type'), type, types));
  const present = SOURCES.filter(({ field }) => metric[field] !== undefined);
  const [first] = present;
  if (first !== undefined) errors.push(...first.validate(metric, child(path, first.field)));
  const expected = SOURCES.find((source) => source.type === type);
  if (expected !== undefined && metric[expected.field] === undefined) errors.push(required(child(path, expected.field), `a metric of type ${type} needs it`));
  if (present.length !== 1) {
    for (const { field } of present) if (field !== expected?.field) errors.push(forbidden(child(path, field), `does not belong to a metric of type ${type}, remove it`));
  }
  return errors;
}

function validateObject({ describedObject = {}, metric = {}, target = {} }: ObjectMetricSource, path: FieldPath): FieldError[] {
  const errors = [
    ...validateScaleTarget(describedObject, child(path, 'describedObject'), 'parsed'),
    ...validateIdentifier(metric, child(path, 'metric')),
    ...validateTarget(target, child(path, 'target')),
  ];
  if (target.value === undefined && target.averageValue === undefined) errors.push(required(child(path, 'target.averageValue'), 'set either value or averageValue'));
  return errors;
}

function validateExternal({ metric = {}, target = {} }: ExternalMetricSource, path: FieldPath): FieldError[] {
  const errors = [...validateIdentifier(metric, child(path, 'metric')), ...validateTarget(target, child(path, 'target'))];
  const { value, averageValue } = target;
  if (value === undefined && averageValue === undefined) errors.push(required(child(path, 'target.averageValue'), 'set either value or averageValue'));
  if (value !== undefined && averageValue !== undefined) errors.push(forbidden(child(path, 'target.value'), 'set either value or averageValue, not both'));
  return errors;
}

function validatePods({ metric = {}, target = {} }: PodsMetricSource, path: FieldPath): FieldError[] {
  const errors = [...validateIdentifier(metric, child(path, 'metric')), ...validateTarget(target, child(path, 'target'))];
  if (target.averageValue === undefined) errors.push(required(child(path, 'target.averageValue'), 'must be set, and more than 0'));
  return errors;
}

function validateContainerResource(source: ContainerResourceMetricSource, path: FieldPath): FieldError[] {
  const { name = '', container = '', target = {} } = source;
  const errors: FieldError[] = name === '' ? [required(child(path, 'name'), 'names the resource')] : validateContainerResourceName(name, child(path, 'name'));
  if (container === '') errors.push(required(child(path, 'container'), 'names the container'));
  return [...errors, ...validateResourceTarget(target, child(path, 'target'))];
}

function validateResource({ name = '', target = {} }: ResourceMetricSource, path: FieldPath): FieldError[] {
  const errors: FieldError[] = name === '' ? [required(child(path, 'name'), 'names the resource')] : [];
  return [...errors, ...validateResourceTarget(target, child(path, 'target'))];
}

function validateResourceTarget(target: MetricTarget, path: FieldPath): FieldError[] {
  const errors = validateTarget(target, path);
  const { averageUtilization, averageValue } = target;
  if (averageUtilization === undefined && averageValue === undefined) errors.push(required(child(path, 'averageUtilization'), 'set either averageUtilization or averageValue'));
  if (averageUtilization !== undefined && averageValue !== undefined) errors.push(forbidden(child(path, 'averageValue'), 'set either averageUtilization or averageValue, not both'));
  return errors;
}

function validateTarget({ type = '', value, averageValue, averageUtilization }: MetricTarget, path: FieldPath): FieldError[] {
  const typePath = child(path, 'type');
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(typePath, `must be one of ${TARGET_TYPES.join(', ')}`));
  if (!TARGET_TYPES.includes(type)) errors.push(invalid(typePath, type, `must be one of ${TARGET_TYPES.join(', ')}`));
  if (value !== undefined && !isPositive(value)) errors.push(invalid(child(path, 'value'), value, 'must be more than 0'));
  if (averageValue !== undefined && !isPositive(averageValue)) errors.push(invalid(child(path, 'averageValue'), averageValue, 'must be more than 0'));
  if (averageUtilization !== undefined && averageUtilization < 1) errors.push(invalid(child(path, 'averageUtilization'), averageUtilization, 'must be 1 or more'));
  return errors;
}

function isPositive(value: MetricTarget['value']): boolean {
  return amountOf(value).nanos > 0n;
}

function validateIdentifier({ name = '' }: MetricIdentifier, path: FieldPath): FieldError[] {
  const namePath = child(path, 'name');
  return name === '' ? [required(namePath, 'names the metric')] : invalidForEach(namePath, name, pathSegmentProblems(name));
}
