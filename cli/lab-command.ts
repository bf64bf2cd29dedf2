import { Command, type ErrorOptions } from 'commander';
import { LoginLabError } from '../provider/model/index.ts';
import { nearestKnown } from './nearest.ts';

/** Sets the exit code of the process. */
export type SetExitCode = (code: number) => void;

/** A commander command with its own error messages: the value that was found, the nearest known one, and the help. */
export class LabCommand extends Command {
  override createCommand(name?: string): LabCommand {
    return new LabCommand(name);
  }

  override error(message: string, options?: ErrorOptions): never {
    const [found = ''] = /(?<=')[^']*(?=')/.exec(message) ?? [];
    throw new LoginLabError('usage', `${this.#complaint(options?.code, message, found)}\n  See: ${fullName(this)} --help`);
  }

  #complaint(code: string | undefined, message: string, found: string): string {
    if (code === 'commander.unknownOption') {
      const name = found.replace(/=.*/s, ''); // the value may be a secret
      return `unknown option "${name}" of "${fullName(this)}". ${nearestKnown(name, optionsOf(this))}`;
    }
    if (code === 'commander.unknownCommand') {
      return `unknown command "${found}" of "${fullName(this)}". ${nearestKnown(found, commandsOf(this))}`;
    }
    const [first = message] = message.split('\n');
    return `${fullName(this)}: ${first.replace(/^error: /, '')}.`;
  }
}

/** `loginlab run`. */
const fullName = (command: Command): string =>
  command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();

const optionsOf = (command: Command): readonly string[] => [
  ...command.options.flatMap((option) => option.long ?? []),
  '--help',
  ...(command.parent ? optionsOf(command.parent) : []),
];

const commandsOf = (command: Command): readonly string[] => [...command.commands.map((sub) => sub.name()), 'help'];
