import picocolors from 'picocolors';
import { longLived } from '../long-lived.ts';
import { renderTable } from '../table.ts';
import { renderHttps, renderProxy } from './proxy-lines.ts';
import type { Serving } from './serving.ts';

/** The lines printed when the lab has started. */
export const renderBanner = ({ url, console, token, personas, people, proxy, smtp, trust }: Serving): string => {
  const { bold, dim, yellow } = picocolors.createColors(picocolors.isColorSupported && process.stdout.isTTY === true);
  const [first] = personas;
  const authorization = token === undefined ? '' : '-H "authorization: Bearer $LOGINLAB_TOKEN" ';
  return [
    `${bold('Login Lab')} listens on ${bold(trust ? url.replace('http:', 'https:') : url)}`,
    ...(trust ? [renderHttps(trust)] : []),
    ...(console === undefined ? [] : [`Console: ${bold(console)}`]),
    yellow('Never for production: its signing keys are public, and anybody can sign in as anybody.'),
    ...(token === undefined
      ? []
      : [
          yellow('It listens beyond loopback: everybody on that network can sign in as anybody.'),
          `Its control API requires a token:  export LOGINLAB_TOKEN=${token}`,
        ]),
    '',
    ...personas.flatMap(({ id, issuer, clients }) => [
      `${bold(id)}  issuer ${issuer}`,
      ...clients.flatMap((client) => [
        `  client ${client.clientId}${client.clientSecret === undefined ? ' (public, no secret)' : `, secret ${client.clientSecret}`}`,
        `    redirects to ${client.redirectUris.join(', ') || dim('any loopback address')}`,
      ]),
    ]),
    '',
    'People who can sign in, without a password:',
    renderTable(people.map(({ key, name, email }) => [`  ${key}`, email, name])),
    '',
    'One day later, for the lab and for every client that follows its clock; for others the reply offers substitutes:',
    `  curl -X POST ${url}/_lab/worlds/default/clock/advance -H 'content-type: application/json' ${authorization}-d '{"by":"1d"}'`,
    ...longLived(personas.map(({ id }) => id)).map((line) => `  ${line}`),
    ...(first === undefined
      ? []
      : ['A token without a login:', `  loginlab token --persona ${first.id} --as ${people[0]?.key ?? 'ana'} --url ${url}`]),
    ...(proxy === undefined ? [] : ['', renderProxy(proxy)]),
    ...(smtp === undefined ? [] : ['', renderSmtp(smtp, console)]),
    '',
    dim('Ctrl-C stops it. Its state is not kept.'),
  ].join('\n');
};

/** Where the mails of an app go. */
const renderSmtp = ({ url }: NonNullable<Serving['smtp']>, console: string | undefined): string =>
  [
    `SMTP server for mails of your app: ${url}`,
    ...(console === undefined ? [] : [`  They are in the mailbox: ${console}/mailbox`]),
    '  For the names that your framework reads, print the environment: loginlab serve --smtp 0 --json',
  ].join('\n');
