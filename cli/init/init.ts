import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import { configsAbove, configsIn } from '../config/index.ts';
import { forUser, userFolder } from '../paths.ts';
import { howStarted } from '../run/reproduce.ts';
import { type AppGuess, guessApp } from './guess.ts';
import { type Project, readProject } from './project.ts';
import { renderConfig } from './render.ts';

/** Looks at the user's folder and writes a config for the app in it. Throws `usage` where there is one already. */
export const init = (): void => {
  const folder = userFolder();
  refuseSecond(folder);
  const project = readProject(folder);
  const guess = guessApp(project);
  const file = path.join(folder, nameFor(project));
  writeFileSync(file, renderConfig(guess, howStarted()), { flag: 'wx' });
  console.log([...summary(guess, file), ...aboutOthers(file, configsAbove(folder))].join('\n'));
};

/** With a second config in a folder above, every command needs to be told which one is meant. */
const aboutOthers = (file: string, others: readonly string[]): readonly string[] =>
  others.length === 0
    ? []
    : [`A second config is in a folder above: ${others.map(forUser).join(', ')}. Add to each command: --config ${forUser(file)}`];

const refuseSecond = (folder: string): void => {
  const [existing] = configsIn(folder);
  if (existing === undefined) return;
  const message = `init: ${forUser(existing)} is there already, and nothing was written. Rename or delete it first, or check it with: ${howStarted()} doctor`;
  throw new LoginLabError('usage', message);
};

/** A type check of the project would not find the types of a package that is not installed in it. */
const nameFor = ({ has }: Project): string =>
  has('tsconfig.json') && !has('node_modules/loginlab/package.json') ? 'loginlab.config.mjs' : 'loginlab.config.ts';

const line = (what: string, value: string | undefined, place?: string): string =>
  `  ${what.padEnd(12)} ${value ?? 'not found'}${place === undefined ? '' : `  (${place})`}`;

const summary = (
  { framework, start, address, personas, redirectPath, variables, verbs }: AppGuess,
  file: string,
): readonly string[] => [
  `Wrote ${forUser(file)} for ${framework.title}:`,
  line('command', start?.command, start?.place),
  line('url', address.value, address.place),
  line('personas', personas.value.join(', '), personas.place ?? 'a guess'),
  line('redirectPath', redirectPath?.value, redirectPath?.place),
  line('env', variables.length === 0 ? undefined : variables.map(({ name }) => name).join(', ')),
  ...(['signIn', 'whoAmI', 'useResource', 'signOut'] as const).map((name) => {
    const { value, place } = verbs[name] ?? {};
    return line(name, value && `${value.method} ${value.path}`, place);
  }),
  `Check it with: ${howStarted()} doctor`,
  `Drive the app: ${howStarted()} run`,
];
