import { LabCommand } from '../lab-command.ts';
import { readUrl } from '../option-values.ts';

/** `loginlab explain`: one thing in full, by its id. */
export const explainCommand = (): LabCommand => {
  const command = new LabCommand('explain');
  command
    .description('explain one persona, row of a catalogue, behaviour, scenario, rule, or exchange of a running lab')
    .argument('<id>', 'google, G-03, google/refresh/first-consent-only, refresh/single-flight, state-missing or x17')
    .option('--url <address>', 'the lab in which the exchange happened', readUrl('--url'), new URL('http://localhost:4400'))
    .option('--json', 'print JSON')
    .action(async (id: string, options: { readonly url: URL; readonly json?: true }) => {
      const { explain } = await import('../explain/index.ts');
      const explanation = await explain(id, options.url.origin);
      console.log(options.json ? JSON.stringify(explanation.facts, undefined, 2) : explanation.text);
    });
  return command;
};
