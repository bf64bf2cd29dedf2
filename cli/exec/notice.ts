import picocolors from 'picocolors';
import type { Person } from '../../provider/model/index.ts';
import { longLived } from '../long-lived.ts';
import { keepsBrowsers } from './app.ts';
import { inShort } from './child.ts';
import { type Connection, renderConnection, titlesOf } from './connection.ts';
import type { JoinedLab } from './join-lab.ts';

/** Number of people named on the line; the others are counted. */
const MOST_NAMES = 6;

const named = (people: readonly Person[]): string => {
  const names = people.slice(0, MOST_NAMES).map(({ key, email }) => (email === '' ? key : `${key} <${email}>`));
  return [...names, ...(people.length > MOST_NAMES ? [`and ${people.length - MOST_NAMES} more`] : [])].join(', ');
};

const mailLines = ({ smtp }: Connection, console: string | undefined): readonly string[] => {
  if (smtp === undefined) return [];
  const mailbox = console === undefined ? 'the control API (/mailbox)' : `${new URL(console).origin}/mailbox`;
  return [`  Mail of the app:  ${smtp.url} (SMTP_URL, SMTP_HOST and the names of frameworks say so); read it at ${mailbox}`];
};

/** The lines printed before the app starts. */
export const renderNotice = async ({ url, personas, world, console }: JoinedLab, connection: Connection): Promise<string> => {
  const { bold, dim, yellow } = picocolors.createColors(picocolors.isColorSupported && process.stderr.isTTY === true);
  const titles = titlesOf(personas);
  const { app } = connection;
  const control = `${url}/_lab/worlds/${world.id}`;
  return [
    `${bold('[loginlab]')} Login Lab answers for ${titles} at ${bold(url)} while "${inShort(app.argv)}" runs${keepsBrowsers(app) ? ', also in the browser' : ''}.`,
    `  ${yellow('Never for production: anybody can sign in as anybody.')}`,
    ...(console === undefined ? [] : [`  Console:          ${bold(console)}`]),
    ...mailLines(connection, console),
    `  Who can sign in:  ${named(await world.people.list())}`,
    `  One day later:    curl -X POST ${control}/clock/advance -H 'content-type: application/json' -d '{"by":"1d"}'`,
    ...longLived(personas).map((line) => `                    ${line}`),
    ...renderConnection(connection),
    `  Wire log:         curl '${control}/wire'`,
    dim('  A client that is not registered yet is refused, and the command that registers it is printed here.'),
    '',
  ].join('\n');
};
