import picocolors from 'picocolors';
import { VENDORS } from '../../provider/index.ts';
import type { Person } from '../../provider/model/index.ts';
import { longLived } from '../long-lived.ts';
import { inShort } from './child.ts';
import type { Home } from './exec.ts';

/** People named on one line; the others are counted. */
const MOST_NAMES = 6;

const named = (people: readonly Person[]): string => {
  const names = people.slice(0, MOST_NAMES).map(({ key, email }) => (email === '' ? key : `${key} <${email}>`));
  return [...names, ...(people.length > MOST_NAMES ? [`and ${people.length - MOST_NAMES} more`] : [])].join(', ');
};

/** What a person needs to know before their app speaks. */
export const renderNotice = async ({ url, personas, world, console }: Home, argv: readonly string[]): Promise<string> => {
  const { bold, dim, yellow } = picocolors.createColors(picocolors.isColorSupported && process.stderr.isTTY === true);
  const titles = personas.map((id) => VENDORS[id].title).join(', ');
  const control = `${url}/_lab/worlds/${world.id}`;
  return [
    `${bold('[loginlab]')} ${titles} of "${inShort(argv)}" is the lab at ${bold(url)}; browsers that it sends there arrive here as well.`,
    `  ${yellow('Never for production: anybody can sign in as anybody.')}`,
    ...(console === undefined ? [] : [`  See it happen:    ${bold(console)}`]),
    `  Who can sign in:  ${named(await world.people.list())}`,
    `  Tomorrow:         curl -X POST ${control}/clock/age -H 'content-type: application/json' -d '{"by":"1d"}'`,
    ...longLived(personas).map((line) => `                    ${line}`),
    `  What happened:    curl '${control}/wire'`,
    dim('  A client that is not registered yet is refused, with the command that registers it.'),
    '',
  ].join('\n');
};
