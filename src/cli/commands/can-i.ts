import { Option } from 'commander';
import type { Command } from 'commander';
import { DEFAULT_KUBERNETES_VERSION } from '../../api/kubernetes-version.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-code.ts';
import { repeatable } from '../report-flags.ts';
import type { CanIFlags } from '../can-i.ts';

export function addCanICommand(program: Command, { terminal, exitWith }: CommandContext): void {
  program
    .command('can-i')
    .description('may somebody do something, by the RBAC objects of the input and the roles that every cluster has?')
    .argument('[question...]', 'a verb (get, list, create, …, or * for all), a resource (pods, deployments.apps, configmaps/NAME) or path (/metrics), and a name')
    .requiredOption('--as <user>', 'who asks: a user, or system:serviceaccount:NAMESPACE:NAME')
    .addOption(repeatable('--as-group <group>', 'a group that the user is in (repeatable)'))
    .addOption(repeatable('-i, --input <path>', 'files, folders, globs or - with the roles and bindings (default: this folder; repeatable)'))
    .option('-n, --namespace <name>', 'the namespace that is asked about, and that of objects which name none', 'default')
    .option('-A, --all-namespaces', 'ask for all namespaces')
    .option('--subresource <name>', 'a subresource such as log or scale')
    .option('--list', 'list all that the user may do in the namespace')
    .option('-q, --quiet', 'answer by the exit code alone')
    .addOption(new Option('--kubernetes-version <version>', 'the release whose resources are meant').default(DEFAULT_KUBERNETES_VERSION))
    .action(async (question: readonly string[], flags: CanIFlags) => {
      const { canI } = await import('../can-i.ts');
      exitWith((await canI(question, flags, terminal)) ? EXIT.fine : EXIT.findings);
    });
}
