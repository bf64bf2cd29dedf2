import { defineRule, spec } from '../model/index.ts';
import { answerOf, describeExchanges, findingAbout, headerOf } from '../traffic/index.ts';

const codeIn = (referer: string): string | undefined => {
  const code = URL.canParse(referer) ? new URL(referer).searchParams.get('code') : null;
  return code ?? undefined;
};

const originOf = (text: string): string => (URL.canParse(text) ? new URL(text).origin : '');

/** The code of a login in the address of the page that led to another site: the callback shows a page that loads something from there. */
export default defineRule({
  id: 'code-in-referer',
  title: 'The callback leaves its address at once',
  level: 'SHOULD',
  basis: [spec('RFC9700-4.2.4')],
  fix: 'Answer the callback with a redirect to an address without the code, and send `Referrer-Policy: no-referrer`.',
  look: (exchanges) => {
    const codes = new Set(exchanges.map((each) => answerOf(each).get('code')).filter(Boolean));
    return findingAbout(
      exchanges.filter(({ request }) => {
        const referer = headerOf(request, 'referer') ?? '';
        return codes.has(codeIn(referer) ?? null) && originOf(referer) !== originOf(request.url);
      }),
      (found) => `The Referer of ${describeExchanges(found)} has the code of a login.`,
    );
  },
});
