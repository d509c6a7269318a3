// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.

export type IntOrString = string | number;
