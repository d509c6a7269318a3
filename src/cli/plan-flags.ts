import { Option } from 'commander';
import type { Command } from 'commander';
import { APPLY_ORDERS } from '../plan/apply-order.ts';
import type { ApplyOrder } from '../plan/apply-order.ts';
import { AUTOSCALER_NAMES, type AutoscalerName } from '../sim/placement/autoscaler-policy.ts';
import { APPLY_MODES } from '../plan/plan-options.ts';
import type { ApplyMode } from '../plan/plan-options.ts';
import type { ReportFlags } from './report-flags.ts';
import { repeatable } from './report-flags.ts';

/** The flags of commands that plan. */
export interface PlanFlags extends ReportFlags {
  readonly against?: string;
  readonly cluster: readonly string[];
  readonly nodes?: string;
  readonly nodeGroups?: string;
  readonly nodeAutoscaler?: AutoscalerName;
  readonly schedulerConfig?: string;
  readonly order?: ApplyOrder;
  readonly apply: ApplyMode;
  readonly prune: boolean;
  readonly showDefaults?: boolean;
  readonly detailedExitcode?: boolean;
  readonly whatIf: readonly string[];
  readonly scenario: readonly string[];
  readonly save?: string;
  readonly open?: boolean;
}

export function addPlanFlags(command: Command): Command {
  return command
    .addOption(new Option('--against <base>', 'what is there before: a file, a folder, git:REF, or live, which asks kubectl (default: nothing)'))
    .addOption(repeatable('--cluster <path>', 'nodes and what already runs, as `kubectl get … -o yaml` prints them, or live (repeatable)'))
    .addOption(new Option('--nodes <list>', 'made-up nodes, such as 3x4cpu16Gi,2x8cpu32Gi@zone-b'))
    .addOption(new Option('--node-groups <list>', 'groups that grow when pods find no room and shrink when they are not needed, such as 0..5x4cpu16Gi@zone-a,1..3x8cpu32Gi'))
    .addOption(new Option('--node-autoscaler <name>', 'who adds and removes the nodes of groups (default: cluster-autoscaler)').choices([...AUTOSCALER_NAMES]))
    .addOption(new Option('--scheduler-config <file>', 'the KubeSchedulerConfiguration that kube-scheduler runs with'))
    .addOption(new Option('--order <tool>', 'the order in which objects are applied (default: guessed)').choices([...APPLY_ORDERS]))
    .addOption(new Option('--apply <mode>', 'who merges: the API server, as with kubectl apply --server-side, or kubectl').choices([...APPLY_MODES]).default('server-side'))
    .addOption(new Option('--no-prune', 'keep what only the base has'))
    .addOption(new Option('--show-defaults', 'show changes of defaults too'))
    .addOption(repeatable('--what-if <question>', 'drain:NODE, node-down:NODE, zone-down:ZONE, each-node-down, scale:KIND/NAME=N, load:KIND/NAME=90%cpu, memory:KIND/NAME=300Mi, disk:KIND/NAME=2Gi, image-broken:KIND/NAME, kubernetes-version:V (repeatable)'))
    .addOption(repeatable('--scenario <file>', 'take what a scenario says of images and pods as given, play its steps after the change, and fail when an expectation is broken (repeatable)'))
    .addOption(new Option('--save <file>', 'write the plan into a file for `kubeplan show` and `kubeplan diff`'))
    .addOption(new Option('--open', 'draw the plan as a page and open it in the browser'))
    .addOption(new Option('--detailed-exitcode', 'exit with 2 when nothing is wrong but there are changes'));
}
