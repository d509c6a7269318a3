import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { byteLength, dns1123SubdomainProblems } from '../../names.ts';
import { locateContainers } from '../../pod-containers.ts';
import type { PodSpec, WindowsSecurityContextOptions } from '../../types/core-v1.ts';
import { invalidForEach } from '../problems.ts';

/** Options of Windows containers (pkg/apis/core/validation/validation.go, v1.36). */
const MAX_CREDENTIAL_SPEC_BYTES = 64 * 1024;
const MAX_DOMAIN_BYTES = 255;
const MAX_USER_BYTES = 104;

export function validateWindowsOptions(options: WindowsSecurityContextOptions | undefined, path: FieldPath): FieldError[] {
  if (options === undefined) return [];
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = options;
  const errors: FieldError[] = [];
  if (gmsaCredentialSpecName !== undefined) {
    errors.push(...invalidForEach(child(path, 'gmsaCredentialSpecName'), gmsaCredentialSpecName, dns1123SubdomainProblems(gmsaCredentialSpecName)));
  }
  if (gmsaCredentialSpec !== undefined) {
    const bytes = byteLength(gmsaCredentialSpec);
    if (bytes === 0) errors.push(invalid(child(path, 'gmsaCredentialSpec'), gmsaCredentialSpec, 'must not be empty, remove it or fill it in'));
    else if (bytes > MAX_CREDENTIAL_SPEC_BYTES) errors.push(invalid(child(path, 'gmsaCredentialSpec'), gmsaCredentialSpec, 'must be no more than 64 KiB'));
  }
  if (runAsUserName !== undefined) errors.push(...invalidForEach(child(path, 'runAsUserName'), runAsUserName, userNameProblems(runAsUserName)));
  return errors;
}

/** `USER` or `DOMAIN\USER`, by the naming rules of Active Directory. */
function userNameProblems(text: string): string[] {
  if (text === '') return ['must not be empty, remove it or name a user'];
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) return ['must not have control characters'];
  const parts = text.split('\\');
  if (parts.length > 2) return ['must not have more than one backslash'];
  const user = parts.at(-1) ?? '';
  const problems = parts.length === 2 ? domainProblems(parts[0] ?? '') : [];
  if (user === '') problems.push('must name a user after the backslash');
  else if (byteLength(user) > MAX_USER_BYTES) problems.push(`the user must be no more than ${MAX_USER_BYTES} bytes`);
  if (/^[. ]+$/.test(user)) problems.push('the user must not consist of dots and spaces only');
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) problems.push('the user must not have any of " / \\ : ; | = , + * ? < > @ [ ]');
  return problems;
}

const NETBIOS_DOMAIN = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS_LABEL = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;

function domainProblems(domain: string): string[] {
  const problems: string[] = [];
  if (byteLength(domain) > MAX_DOMAIN_BYTES) problems.push(`the domain must be no more than ${MAX_DOMAIN_BYTES} bytes`);
  if (!NETBIOS_DOMAIN.test(domain) && !domain.split('.').every((label) => DNS_LABEL.test(label))) problems.push('the domain is neither a NetBIOS nor a DNS name');
  return problems;
}

/** Host process containers: all of a pod or none, and on the network of the node (`validateWindowsHostProcessPod`). */
export function validateHostProcess(spec: PodSpec, path: FieldPath): FieldError[] {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const containers = locateContainers(spec, path);
  const errors: FieldError[] = [];
  let hostProcesses = 0;
  for (const { container, path: containerPath } of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (ofPod !== undefined && own !== undefined && own !== ofPod) {
      errors.push(invalid(`${containerPath}.securityContext.windowsOptions.hostProcess`, own, `must be ${String(ofPod)} as for the pod, or be left out`));
    }
    if (own ?? ofPod ?? false) hostProcesses += 1;
  }
  if (hostProcesses === 0) return errors;
  if (hostProcesses !== containers.length) errors.push(invalid(path, '', 'either all containers are host processes or none is'));
  if (spec.hostNetwork !== true) errors.push(invalid(child(path, 'hostNetwork'), false, 'must be true when containers are host processes'));
  return errors;
}
