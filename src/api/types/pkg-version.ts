// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.

export interface Info {
  buildDate?: string | undefined;
  compiler?: string | undefined;
  emulationMajor?: string | undefined;
  emulationMinor?: string | undefined;
  gitCommit?: string | undefined;
  gitTreeState?: string | undefined;
  gitVersion?: string | undefined;
  goVersion?: string | undefined;
  major?: string | undefined;
  minCompatibilityMajor?: string | undefined;
  minCompatibilityMinor?: string | undefined;
  minor?: string | undefined;
  platform?: string | undefined;
}
