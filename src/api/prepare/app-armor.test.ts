import { expect, test } from 'vitest';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { AppArmorProfile, Pod, PodSpec } from '../types/core-v1.ts';
import { appArmorWarnings, fillInAppArmor } from './app-armor.ts';

const KEY = 'container.apparmor.security.beta.kubernetes.io/a';

/** What the container `a` has in the end, and how many warnings there are. */
function settled(annotation: string, { fields = {}, own, version = '1.36' }: { fields?: PodSpec; own?: AppArmorProfile; version?: KubernetesVersion } = {}): unknown[] {
  const container = { name: 'a', ...(own === undefined ? {} : { securityContext: { appArmorProfile: own } }) };
  const pod: Pod = { metadata: { annotations: { [KEY]: annotation } }, spec: { ...fields, containers: [container] } };
  const warnings = appArmorWarnings(pod, version);
  fillInAppArmor(pod, version);
  return [pod.spec?.containers?.[0]?.securityContext?.appArmorProfile, warnings.map(({ path }) => path)];
}

test.each<[string, string, Parameters<typeof settled>[1], unknown[]]>([
  ['a profile of the node', 'localhost/x', {}, [{ type: 'Localhost', localhostProfile: 'x' }, [`metadata.annotations[${KEY}]`]]],
  ['no profile', 'unconfined', {}, [{ type: 'Unconfined' }, [`metadata.annotations[${KEY}]`]]],
  ['what cannot be a field', 'localhost/ x', {}, [undefined, [`metadata.annotations[${KEY}]`]]],
  ['what the pod says too', 'runtime/default', { fields: { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } } }, [undefined, []]],
  ['another than the pod says', 'unconfined', { fields: { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } } }, [{ type: 'Unconfined' }, [`metadata.annotations[${KEY}]`]]],
  ['a container with a field', 'unconfined', { own: { type: 'RuntimeDefault' } }, [{ type: 'RuntimeDefault' }, []]],
  ['Windows, which has no AppArmor', 'unconfined', { fields: { os: { name: 'windows' } } }, [undefined, []]],
  ['a release before the fields', 'unconfined', { version: '1.29' }, [undefined, []]],
])('%s', (_what, annotation, options, expected) => expect(settled(annotation, options)).toEqual(expected));
