import { encodeBase64 } from '../base64.ts';
import { setOwn } from '../json.ts';
import type { ConfigMap, Secret } from '../types/core-v1.ts';

/** `stringData` is a way to write `data` that the server never stores (pkg/apis/core/v1/conversion.go and defaults.go, v1.36). */
export function defaultSecret(secret: Secret): void {
  if ((secret.type ?? '') === '') secret.type = 'Opaque';
  for (const [key, value] of Object.entries(secret.stringData ?? {})) setOwn((secret.data ??= {}), key, encodeBase64(value));
  delete secret.stringData;
}

export function defaultConfigMap(configMap: ConfigMap): void {
  configMap.data ??= {};
}
