import { child } from '../diag/field-path.ts';
import { defineContainerRule } from './container-rule.ts';
import { isSet } from './fields.ts';
import { amountOf, podAmount } from './model/resources.ts';
import type { ResourceList } from './model/resources.ts';
import type { Rule } from './rule.ts';

interface RequiredAmount {
  readonly list: ResourceList;
  readonly resource: string;
}

type RequiredAmountRule = Omit<Rule, 'target' | 'check' | 'messages' | 'options'> & { readonly amount: RequiredAmount };

/**
 * A rule that wants containers to state an amount of a resource. What the pod as a whole states counts for its containers. Ephemeral
 * containers cannot have resources.
 */
export function defineRequiredAmountRule(rule: RequiredAmountRule): Rule {
  const { amount, ...meta } = rule;
  const field = `resources.${amount.list}.${amount.resource}`;
  const what = `${amount.resource} ${amount.list === 'requests' ? 'request' : 'limit'}`;
  return defineContainerRule<'missing' | 'zero'>({
    ...meta,
    messages: {
      missing: `{container} has no ${what}: set ${field}`,
      zero: `{container} has a ${what} of zero, which is as good as none: set ${field} to what it needs`,
    },
    roles: ['init', 'sidecar', 'regular'],
    checkContainer: (container, { object, report }) => {
      const own = amountOf(container, amount.list, amount.resource);
      const path = child(container.path, field);
      if (own !== undefined) {
        if (own.nanos === 0n) report({ path, messageId: 'zero' });
        return;
      }
      const shared = object.pod === undefined ? undefined : podAmount(object.pod, amount.list, amount.resource);
      // A value that is no quantity is for `validate` to refuse.
      if (shared === undefined && !isSet(container.value, 'resources', amount.list, amount.resource)) report({ path, messageId: 'missing' });
    },
  });
}
