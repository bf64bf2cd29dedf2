/** What a request of a report sent, as far as it is no secret: the report has labels such as `code#1` in place of those. */

import { cutText, parseObject, textOf } from '../../provider/model/index.ts';
import { visibleLine } from '../../reports/index.ts';
import type { ReportedExchange } from '../../scenarios/model/index.ts';

type Request = ReportedExchange['request'];

const LONGEST = 200;

const headerOf = ({ headers }: Request, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1];

const queryOf = (address: string): string => /\?([^#]*)/.exec(address)?.[1] ?? '';

/** Members of a JSON object, or fields of a form; none of anything else. */
const fieldsOf = ({ body = '' }: Request): readonly (readonly [name: string, value: string])[] => {
  const json = parseObject(body);
  if (json) return Object.entries(json).map(([name, value]) => [name, textOf(value)]);
  return /^[^\s=<>"'{[-][^\s=<>"']*=/.test(body) ? [...new URLSearchParams(body)] : [];
};

const line = (where: string, text: string): string => `        ${where.padEnd(6)}  ${cutText(visibleLine(text), LONGEST)}`;

/** A line for each parameter, and for the header that has the credential. */
export const renderSentParams = ({ request }: ReportedExchange): readonly string[] => {
  const authorization = headerOf(request, 'authorization');
  return [
    ...[...new URLSearchParams(queryOf(request.vendorUrl ?? request.url))].map(([name, value]) =>
      line('query', `${name}=${value}`),
    ),
    ...(authorization === undefined ? [] : [line('header', `Authorization: ${authorization}`)]),
    ...fieldsOf(request).map(([name, value]) => line('body', `${name}=${value}`)),
  ];
};
