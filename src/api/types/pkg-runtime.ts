// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { JsonObject } from '../json.ts';

export type RawExtension = JsonObject;
