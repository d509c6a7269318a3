import type { PlannedObject } from '../objects/planned-object.ts';
import { fieldOf, listAt, numberAt, textAt } from '../objects/workload.ts';
import type { Effect } from '../plan-model.ts';
import { listed } from '../words.ts';
import { effect, type EffectRule } from './effect-context.ts';
import { selectorWords } from './selector-words.ts';

type Direction = 'Ingress' | 'Egress';

/** Network policies: who may reach whom, before and after, in words. */
export const networkPolicyEffects: EffectRule = {
  kinds: ['NetworkPolicy'],
  effects: ({ before, after }) => (['Ingress', 'Egress'] as const).flatMap((direction) => changeOf(before, after, direction)),
};

function changeOf(before: PlannedObject | undefined, after: PlannedObject | undefined, direction: Direction): Effect[] {
  const was = before === undefined ? undefined : peersOf(before, direction);
  const is = after === undefined ? undefined : peersOf(after, direction);
  const policy = after ?? before;
  if (policy === undefined || (was === undefined && is === undefined)) return [];
  const pods = selectorWords(fieldOf(policy.stated, 'spec', 'podSelector'), 'all pods of the namespace');
  const [verb, side] = direction === 'Ingress' ? ['be reached', 'from'] : ['reach', ''];
  const peers = (names: readonly string[]): string => listed(names.map((name) => `${side} ${name}`.trim()));
  if (was === undefined) return [effect('reachability', is?.length === 0 ? `${pods} may no longer ${verb} ${direction === 'Ingress' ? 'by anyone' : 'anyone'}` : `${pods} may ${verb} only ${peers(is ?? [])}`)];
  if (is === undefined) return [effect('reachability', `${pods} may ${verb} ${direction === 'Ingress' ? 'from everywhere' : 'everything'} again, unless another policy selects them`)];
  const gained = is.filter((peer) => !was.includes(peer));
  const lost = was.filter((peer) => !is.includes(peer));
  const effects: Effect[] = [];
  if (gained.length > 0) effects.push(effect('reachability', `${pods} may now ${verb} ${peers(gained)}`));
  if (lost.length > 0) effects.push(effect('reachability', `${pods} may no longer ${verb} ${peers(lost)}`));
  return effects;
}

/** Who is allowed, a phrase each; undefined when the policy says nothing about the direction. */
function peersOf(policy: PlannedObject, direction: Direction): string[] | undefined {
  const types = listAt(policy.defaulted, 'spec', 'policyTypes');
  const egressStated = fieldOf(policy.stated, 'spec', 'egress') !== undefined;
  const applies = types.length > 0 ? types.includes(direction) : direction === 'Ingress' || egressStated;
  if (!applies) return undefined;
  const rules = listAt(policy.defaulted, 'spec', direction === 'Ingress' ? 'ingress' : 'egress');
  return rules.flatMap((rule) => {
    const ports = portsWords(rule);
    const peers = listAt(rule, direction === 'Ingress' ? 'from' : 'to').map(peerWords);
    return (peers.length === 0 ? ['everywhere'] : peers).map((peer) => `${peer}${ports}`);
  });
}

function peerWords(peer: unknown): string {
  const block = fieldOf(peer, 'ipBlock');
  if (block !== undefined) {
    const except = listAt(block, 'except').map(String);
    return `${textAt(block, 'cidr') ?? ''}${except.length === 0 ? '' : ` except ${listed(except)}`}`;
  }
  const pods = fieldOf(peer, 'podSelector');
  const namespaces = fieldOf(peer, 'namespaceSelector');
  const podWords = pods === undefined ? 'any pod' : selectorWords(pods, 'any pod');
  if (namespaces === undefined) return `${podWords}${podWords === 'any pod' ? ' of the namespace' : ''}`;
  return `${podWords} in namespaces ${selectorWords(namespaces, 'of every name')}`;
}

function portsWords(rule: unknown): string {
  const ports = listAt(rule, 'ports').map((port) => {
    const end = numberAt(port, 'endPort');
    const number = fieldOf(port, 'port');
    const name = number === undefined ? 'every port' : `${String(number)}${end === undefined ? '' : `-${end}`}`;
    return `${textAt(port, 'protocol') ?? 'TCP'} ${name}`;
  });
  return ports.length === 0 ? '' : ` on ${listed(ports)}`;
}
