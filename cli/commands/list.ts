import { Argument } from 'commander';
import { LabCommand } from '../lab-command.ts';
import { LISTABLE_NAMES, type ListOptions, listItems } from '../listable.ts';
import { oneOf } from '../nearest.ts';
import { readList } from '../option-values.ts';
import { renderTable } from '../table.ts';

/** `loginlab list`: prints one line for each item of a list. */
export const listCommand = (): LabCommand => {
  const command = new LabCommand('list');
  command
    .description(`print a list: ${LISTABLE_NAMES.join(', ')}`)
    .addArgument(new Argument('<what>', LISTABLE_NAMES.join(' | ')))
    .option('--config <file>', 'config whose apps are listed (default: loginlab.config.* here or above, else the bundled apps)')
    .option('--persona <list>', 'only what belongs to these personas', readList('--persona'))
    .option('--json', 'print JSON')
    .action(async (what: string, options: ListOptions & { readonly json?: true }) => {
      const name = oneOf({ what: 'list', field: 'list', value: what }, LISTABLE_NAMES);
      const items = await listItems(name, options);
      console.log(options.json ? JSON.stringify(items, undefined, 2) : renderTable(items.map((item) => [item.id, item.summary])));
    });
  return command;
};
