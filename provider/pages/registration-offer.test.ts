import { expect, it } from 'vitest';
import { errorPage, registrationOffer } from './index.ts';

const notice = {
  vendor: 'Vendor',
  title: 'Blocked',
  line: 'Error 400',
  description: 'No.',
  details: ['a=1'],
  status: 400,
  nonce: 'n1',
};
const offer = { vendor: 'Vendor', why: 'No client "<shop>" is registered here.', commands: ['curl …', '--app-client shop'] };
const button = { action: 'http://localhost:4400/_lab/register', ticket: 't1' };

it('stands at the end of the card, and changes nothing else of the page', () => {
  const { body, withOffer } = errorPage(notice);
  const aside = registrationOffer({ ...offer, button }).markup;
  expect(body).not.toContain('<aside');
  expect(withOffer({ ...offer, button })).toBe(body.replace('\n</main>', `${aside}\n</main>`));
});

it('says whose it is, escapes what it names, and has a button only where there is one', () => {
  const { markup: html } = registrationOffer(offer);
  expect(html).toContain('<strong>Login Lab</strong>, not Vendor: No client &quot;&lt;shop&gt;&quot; is registered here.');
  expect(html).not.toContain('<form');
  expect(registrationOffer({ ...offer, button }).markup).toContain('name="ticket" value="t1"');
});
