import type { JsonObject } from '../../api/json.ts';
import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { mapAt, mapsAt, textAt } from '../fields.ts';

/** An init container with `restartPolicy: Always` is a sidecar: it runs as long as the pod. */
export type ContainerRole = 'init' | 'sidecar' | 'regular' | 'ephemeral';

export interface ContainerView {
  readonly value: JsonObject;
  readonly path: FieldPath;
  readonly name: string;
  readonly role: ContainerRole;
  /** How messages call it: `container "web"`, `init container "migrate"`. */
  readonly label: string;
  readonly image: string;
  /** What the container does not say itself is taken from its pod, as the kubelet does. */
  readonly securityContext: JsonObject;
}

const LISTS = [
  ['initContainers', 'init'],
  ['containers', 'regular'],
  ['ephemeralContainers', 'ephemeral'],
] as const;

const PREFIXES: Readonly<Record<ContainerRole, string>> = { init: 'init container', sidecar: 'sidecar', regular: 'container', ephemeral: 'ephemeral container' };

/** Fields of a pod's security context that its containers inherit (pkg/securitycontext/util.go, DetermineEffectiveSecurityContext). */
const INHERITED = ['runAsUser', 'runAsGroup', 'runAsNonRoot', 'seLinuxOptions', 'seccompProfile', 'appArmorProfile', 'windowsOptions'] as const;

export function containersOf(podSpec: JsonObject, podPath: FieldPath): readonly ContainerView[] {
  const inherited = inheritedSecurity(podSpec);
  const views: ContainerView[] = [];
  for (const [field, listRole] of LISTS) {
    for (const [index, value] of mapsAt(podSpec, field)) {
      const role = listRole === 'init' && textAt(value, 'restartPolicy') === 'Always' ? 'sidecar' : listRole;
      const name = textAt(value, 'name') ?? '';
      views.push({
        value,
        path: at(child(podPath, field), index),
        name,
        role,
        label: `${PREFIXES[role]} "${name}"`,
        image: textAt(value, 'image') ?? '',
        securityContext: mergeSecurity(inherited, mapAt(value, 'securityContext')),
      });
    }
  }
  return views;
}

const NOTHING: JsonObject = {};

function inheritedSecurity(podSpec: JsonObject): JsonObject {
  const context = mapAt(podSpec, 'securityContext');
  if (context === undefined) return NOTHING;
  const inherited: JsonObject = {};
  for (const field of INHERITED) if (context[field] !== undefined && context[field] !== null) inherited[field] = context[field];
  return inherited;
}

function mergeSecurity(inherited: JsonObject, own: JsonObject | undefined): JsonObject {
  if (own === undefined) return inherited;
  const merged: JsonObject = { ...inherited };
  for (const [field, value] of Object.entries(own)) {
    if (value === null || value === undefined || field === '__proto__') continue;
    const windows = field === 'windowsOptions' ? mapAt(inherited, field) : undefined;
    merged[field] = windows === undefined ? value : { ...windows, ...mapAt(own, field) };
  }
  return merged;
}
