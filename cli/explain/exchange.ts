import type { Exchange, HeaderList } from '../../provider/model/index.ts';
import { LoginLabError } from '../../provider/model/index.ts';
import type { Explanation } from './explanation.ts';
import { field, lines } from './paragraphs.ts';

/** `x17` */
export const isExchangeId = (id: string): boolean => /^x\d+$/.test(id);

/** An exchange of a running lab's default world, secrets redacted. Throws `unknown-id` when the log does not hold it. */
export const explainExchange = async (id: string, url: string): Promise<Explanation> => {
  const { connectLab } = await import('../../provider/index.ts');
  const lab = await connectLab(url);
  const exchange = await lab.default.wire.find(id);
  if (exchange) return { text: renderExchange(exchange), facts: exchange };
  const { last, dropped } = await lab.default.wire.read({ limit: 1 });
  const kept = last === 0 ? 'its wire log is empty' : `its wire log runs from x${dropped + 1} to x${last}`;
  throw new LoginLabError('unknown-id', `explain: the lab at ${url} has no exchange "${id}"; ${kept}.`, {
    field: 'explain',
  });
};

/** One exchange as a person reads it. */
export const renderExchange = (exchange: Exchange): string =>
  lines(
    `${exchange.id}  ${exchange.endpoint} of ${exchange.persona}`,
    field('flow', exchange.flow),
    field('client', exchange.client),
    field('person', exchange.person),
    field('faults', exchange.faults.join(', ')),
    exchange.stale && field('stale', 'uses a credential from before the last reset'),
    '',
    `→ ${exchange.request.method} ${exchange.request.url}`,
    renderMessage(exchange.request),
    '',
    exchange.response ? `← ${exchange.response.status}` : '← no answer: the connection was dropped',
    exchange.response && renderMessage(exchange.response),
    '',
    'Because:',
    exchange.because.length === 0
      ? '  the plain protocol decides this; no behaviour applied'
      : exchange.because.map(({ id, why }) => `  ${id}: ${why}`),
    ...suggested(exchange),
  );

const suggested = ({ suggestion }: Exchange): readonly string[] =>
  suggestion === undefined
    ? []
    : [
        ...['', `${suggestion.why} To register it, run:`, `  ${suggestion.curl}`],
        ...(suggestion.switches === '' ? [] : [`  or start the lab with: ${suggestion.switches}`]),
      ];

const renderMessage = (message: { readonly headers: HeaderList; readonly body?: string }): readonly string[] => [
  ...message.headers.map(([name, value]) => `    ${name}: ${value}`),
  ...(message.body === undefined ? [] : ['', ...message.body.split('\n').map((line) => `    ${line}`)]),
];
