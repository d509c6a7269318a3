import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import type { ExecAction, GRPCAction, HTTPGetAction, Lifecycle, SleepAction, TCPSocketAction } from '../../types/core-v1.ts';
import { validatePortNumberOrName } from '../port.ts';
import { invalidForEach } from '../problems.ts';
import { validateText } from '../volume-sources/cloud-volumes.ts';
import type { PodOptions } from './options.ts';

const SCHEMES: readonly string[] = ['HTTP', 'HTTPS'];
const HEADER_NAME = /^[-A-Za-z0-9]+$/;

/** What the kubelet does to a container: the handler of a probe or of a lifecycle hook. */
export interface Handler {
  readonly exec?: ExecAction | undefined;
  readonly httpGet?: HTTPGetAction | undefined;
  readonly tcpSocket?: TCPSocketAction | undefined;
  readonly grpc?: GRPCAction | undefined;
  readonly sleep?: SleepAction | undefined;
}

/**
 * One kind of handler (pkg/apis/core/validation/validation.go, `validateHandler`, v1.36): of several the first counts, the others are
 * refused unseen. `gracePeriodSeconds` is that of the pod.
 */
export function validateHandler(handler: Handler, gracePeriodSeconds: number | undefined, options: PodOptions, path: FieldPath): FieldError[] {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  const kinds: (readonly [string, () => FieldError[]])[] = [];
  if (exec !== undefined) kinds.push(['exec', () => validateExec(exec, child(path, 'exec'))]);
  if (httpGet !== undefined) kinds.push(['httpGet', () => validateHttpGet(httpGet, child(path, 'httpGet'))]);
  if (tcpSocket !== undefined) kinds.push(['tcpSocket', () => validatePortNumberOrName(tcpSocket.port, child(child(path, 'tcpSocket'), 'port'))]);
  if (grpc !== undefined) kinds.push(['grpc', () => validatePortNumberOrName(grpc.port, child(child(path, 'grpc'), 'port'))]);
  if (sleep !== undefined) kinds.push(['sleep', () => validateSleep(sleep, gracePeriodSeconds, options, child(path, 'sleep'))]);
  const [first, ...others] = kinds;
  if (first === undefined) return [required(path, 'needs a handler such as exec, httpGet or tcpSocket')];
  return [...first[1](), ...others.map(([name]) => forbidden(child(path, name), `a handler has one kind, this one already has ${first[0]}`))];
}

function validateExec(exec: ExecAction, path: FieldPath): FieldError[] {
  return (exec.command ?? []).length === 0 ? [required(child(path, 'command'), 'is the command and its arguments')] : [];
}

function validateHttpGet(action: HTTPGetAction, path: FieldPath): FieldError[] {
  const errors = validateText(action.path, path, 'path', 'is the path to get');
  errors.push(...validatePortNumberOrName(action.port, child(path, 'port')));
  if (!SCHEMES.includes(action.scheme ?? '')) errors.push(notSupported(child(path, 'scheme'), action.scheme ?? '', SCHEMES));
  for (const { name = '' } of action.httpHeaders ?? []) {
    const problems = HEADER_NAME.test(name) ? [] : ['a header has letters, digits and hyphens, such as X-Header-Name'];
    errors.push(...invalidForEach(child(path, 'httpHeaders'), name, problems));
  }
  return errors;
}

/** An impossible grace period is reported where it stands, so without one there is nothing to compare with. */
function validateSleep(sleep: SleepAction, gracePeriodSeconds: number | undefined, options: PodOptions, path: FieldPath): FieldError[] {
  if (gracePeriodSeconds === undefined) return [];
  const seconds = sleep.seconds ?? 0;
  const least = isFeatureOn('PodLifecycleSleepActionAllowZero', options.version) ? 0 : 1;
  if (seconds >= least && seconds <= gracePeriodSeconds) return [];
  return [invalid(path, seconds, `must be from ${least} to ${gracePeriodSeconds}, the terminationGracePeriodSeconds of the pod`)];
}

export function validateLifecycle(lifecycle: Lifecycle, gracePeriodSeconds: number | undefined, options: PodOptions, path: FieldPath): FieldError[] {
  const { postStart, preStop } = lifecycle;
  return [
    ...(postStart === undefined ? [] : validateHandler(postStart, gracePeriodSeconds, options, child(path, 'postStart'))),
    ...(preStop === undefined ? [] : validateHandler(preStop, gracePeriodSeconds, options, child(path, 'preStop'))),
  ];
}
