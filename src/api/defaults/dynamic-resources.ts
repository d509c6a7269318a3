import type { DeviceClaim, DeviceSubRequest, DeviceToleration } from '../types/resource-v1.ts';

/** Defaults of claims for devices (pkg/apis/resource/v1/defaults.go, v1.36). In v1beta1 a request holds its fields itself, so that one with alternatives gets none. */
export function defaultDeviceClaim(claim: DeviceClaim | undefined, flatRequests: boolean): void {
  for (const request of claim?.requests ?? []) {
    if (request.exactly !== undefined) defaultRequest(request.exactly);
    else if (flatRequests && (request.firstAvailable ?? []).length === 0) defaultRequest(request);
    for (const alternative of request.firstAvailable ?? []) defaultRequest(alternative);
  }
}

function defaultRequest(request: DeviceSubRequest): void {
  if ((request.allocationMode ?? '') === '') request.allocationMode = 'ExactCount';
  if (request.allocationMode === 'ExactCount' && (request.count ?? 0) === 0) request.count = 1;
  for (const toleration of request.tolerations ?? []) defaultToleration(toleration);
}

function defaultToleration(toleration: DeviceToleration): void {
  if ((toleration.operator ?? '') === '') toleration.operator = 'Equal';
}
