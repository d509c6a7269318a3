import { mapsAt, textAt } from '../fields.ts';
import type { LintModel } from './lint-model.ts';

/** Where operators say which Secret they will make: path of its name, and whether the object's own name is used when it is absent. */
const PRODUCERS: readonly { readonly kind: string; readonly path: readonly string[]; readonly ownName: boolean }[] = [
  { kind: 'external-secrets.io/ExternalSecret', path: ['spec', 'target', 'name'], ownName: true },
  { kind: 'bitnami.com/SealedSecret', path: ['spec', 'template', 'metadata', 'name'], ownName: true },
  { kind: 'cert-manager.io/Certificate', path: ['spec', 'secretName'], ownName: false },
  { kind: 'secrets.hashicorp.com/VaultStaticSecret', path: ['spec', 'destination', 'name'], ownName: false },
  { kind: 'secrets.hashicorp.com/VaultDynamicSecret', path: ['spec', 'destination', 'name'], ownName: false },
  { kind: 'secrets.hashicorp.com/VaultPKISecret', path: ['spec', 'destination', 'name'], ownName: false },
  { kind: 'isindir.github.com/SopsSecret', path: ['spec', 'secretTemplates'], ownName: true },
  { kind: 'onepassword.com/OnePasswordItem', path: [], ownName: true },
  { kind: 'kafka.strimzi.io/KafkaUser', path: [], ownName: true },
];

const PRODUCED = Symbol('produced secrets');

/** Whether an operator whose object is in the input will make a Secret of that name. */
export function isProducedSecret(model: LintModel, namespace: string, name: string): boolean {
  const produced = model.shared(PRODUCED, () => {
    const names = new Set<string>();
    for (const { kind, path, ownName } of PRODUCERS) {
      for (const object of model.ofKind(kind)) {
        const named = path.length === 0 ? undefined : textAt(object.value, ...path);
        if (named !== undefined) names.add(`${object.namespace}/${named}`);
        else if (ownName) names.add(`${object.namespace}/${object.name}`);
        for (const [, item] of mapsAt(object.value, 'spec', 'secretTemplates')) names.add(`${object.namespace}/${textAt(item, 'name') ?? ''}`);
      }
    }
    return names;
  });
  return produced.has(`${namespace}/${name}`);
}
