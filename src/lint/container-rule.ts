import type { ContainerRole, ContainerView } from './model/container-view.ts';
import type { PodView } from './model/pod-view.ts';
import { defineRule } from './rule.ts';
import type { Report, Rule, RuleContext } from './rule.ts';

/** Tells of the container itself: `container` and `role` are filled in for the message. */
export type ContainerReport<MessageId extends string> = (report: Omit<Report<MessageId>, 'container'>) => void;

type ContainerRule<MessageId extends string> = Omit<Rule<MessageId>, 'target' | 'check'> & {
  /** The containers that the rule is about; all of them when absent. */
  readonly roles?: readonly ContainerRole[];
  readonly checkContainer: (container: ContainerView, context: Omit<RuleContext<MessageId>, 'report'> & { readonly report: ContainerReport<MessageId> }) => void;
};

/** A rule that looks at one container of a pod or pod template at a time. */
export function defineContainerRule<const MessageId extends string>(rule: ContainerRule<MessageId>): Rule {
  const { roles, checkContainer, ...meta } = rule;
  return defineRule<MessageId>({
    ...(meta as Omit<Rule<MessageId>, 'target' | 'check'>),
    target: 'pod',
    check: (context) => {
      let { name, label } = NO_CONTAINER;
      const report: ContainerReport<MessageId> = (found) => context.report({ ...found, container: name, data: { container: label, ...found.data } });
      const inner = { ...context, report };
      for (const container of context.object.pod?.containers ?? []) {
        if (roles !== undefined && !roles.includes(container.role)) continue;
        ({ name, label } = container);
        checkContainer(container, inner);
      }
    },
  });
}

const NO_CONTAINER = { name: '', label: '' };

type PodRule<MessageId extends string> = Omit<Rule<MessageId>, 'target' | 'check'> & {
  readonly checkPod: (pod: PodView, context: RuleContext<MessageId>) => void;
};

/** A rule that looks at pods and pod templates. */
export function definePodRule<const MessageId extends string>(rule: PodRule<MessageId>): Rule {
  const { checkPod, ...meta } = rule;
  return defineRule<MessageId>({
    ...(meta as Omit<Rule<MessageId>, 'target' | 'check'>),
    target: 'pod',
    check: (context) => {
      if (context.object.pod !== undefined) checkPod(context.object.pod, context);
    },
  });
}
