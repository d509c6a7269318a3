import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { Container, PodSpec } from '../../types/core-v1.ts';
import { validateDns1123Label } from '../problems.ts';
import { validatePullPolicy } from '../volume.ts';
import { validateContainerPorts } from './container-ports.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import type { PodOptions } from './options.ts';
import { validateContainerResources } from './resources.ts';
import { validateResizePolicy } from './restart-policy.ts';
import { validateSecurityContext } from './security-context.ts';
import { validateVolumeDevices, validateVolumeMounts } from './volume-mounts.ts';
import type { VolumesByName } from './volume-mounts.ts';

/** What containers are checked against. */
export interface PodSurroundings {
  readonly spec: PodSpec;
  readonly volumes: VolumesByName;
  readonly claimNames: ReadonlySet<string>;
  readonly options: PodOptions;
}

const MESSAGE_POLICIES: readonly string[] = ['FallbackToLogsOnError', 'File'];

/** What holds for containers of every sort (pkg/apis/core/validation/validation.go, `validateContainerCommon`, v1.36). */
export function validateContainer(container: Container, pod: PodSurroundings, path: FieldPath): FieldError[] {
  const { name = '', image = '', terminationMessagePolicy = '' } = container;
  const { spec, options } = pod;
  const errors: FieldError[] = name === '' ? [required(child(path, 'name'), 'every container of a pod has a name of its own')] : validateDns1123Label(name, child(path, 'name'));
  if (image === '') errors.push(required(child(path, 'image'), 'says what to run'));
  if (terminationMessagePolicy === '') errors.push(required(child(path, 'terminationMessagePolicy'), `must be one of ${MESSAGE_POLICIES.join(', ')}`));
  else if (!MESSAGE_POLICIES.includes(terminationMessagePolicy)) {
    errors.push(notSupported(child(path, 'terminationMessagePolicy'), terminationMessagePolicy, MESSAGE_POLICIES));
  }
  errors.push(...validateContainerPorts(container.ports ?? [], child(path, 'ports')));
  errors.push(...validateEnv(container.env ?? [], options, child(path, 'env')));
  errors.push(...validateEnvFrom(container.envFrom ?? [], options, child(path, 'envFrom')));
  errors.push(...validateVolumeMounts(container, pod.volumes, options, child(path, 'volumeMounts')));
  errors.push(...validateVolumeDevices(container, pod.volumes, child(path, 'volumeDevices')));
  errors.push(...validatePullPolicy(container.imagePullPolicy, child(path, 'imagePullPolicy')));
  errors.push(...validateContainerResources(container.resources ?? {}, pod.claimNames, options, child(path, 'resources')));
  errors.push(...validateResizePolicy(container.resizePolicy ?? [], spec.restartPolicy, child(path, 'resizePolicy')));
  errors.push(...validateSecurityContext(container.securityContext, spec.hostUsers !== false, child(path, 'securityContext')));
  return errors;
}

/** Pods, unlike templates, are strict about spaces around the image. */
export function validateImageSpaces(container: Container, path: FieldPath): FieldError[] {
  const { image = '' } = container;
  return image.trim() === image ? [] : [invalid(child(path, 'image'), image, 'must not have spaces at its ends')];
}
