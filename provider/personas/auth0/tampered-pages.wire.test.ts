import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { browse } from './test-browser.ts';
import { claimsOf } from './test-observe.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

const PLACES = {
  form_post: /name="id_token" value="([^"]*)"/,
  web_message: /"id_token":"([^"]*)"/,
} as const;

/** Claims that say when: the second page may be made in another second. */
const LATER = { iat: expect.any(Number), exp: expect.any(Number), updated_at: expect.any(String) };

test.each(Object.entries(PLACES))('a fault changes the ID token in a page of response_mode=%s', async (mode, place) => {
  const browser = await browse(lab);
  await browser.signIn();
  const ask = async () => {
    const params = { response_type: 'id_token', response_mode: mode, nonce: 'n', prompt: 'none' };
    const page = await (await browser.authorize(params)).text();
    return { page, claims: claimsOf(place.exec(page)?.[1]) };
  };
  const honest = await ask();
  expect(honest.claims).toMatchObject({ nonce: 'n' });
  await browser.world.faults.inject({ on: 'authorize', do: { tamperIdToken: { claims: { nonce: 'other' } } } });
  const changed = await ask();
  expect(changed.claims).toEqual({ ...honest.claims, nonce: 'other', ...LATER });
});
