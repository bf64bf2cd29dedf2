import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { GAPS, type Gap, gapOf } from '../../model/index.ts';
import { DRIVE, TestBrowser } from './test-browser.ts';

let lab: Lab;
const told: Gap[] = [];
beforeAll(async () => {
  lab = await createLab({ personas: ['google'], onGap: (gap) => told.push(gap) });
});
afterAll(() => lab.close());

const open = async (): Promise<TestBrowser> => {
  const browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  return browser;
};

const atVendor = (url: string, init: RequestInit = {}, world = 'default') =>
  lab.fetch(url, { ...init, headers: { 'x-loginlab-world': world } });

const lastGap = async ({ world }: TestBrowser): Promise<string | undefined> => {
  const { exchanges } = await world.wire.read();
  return exchanges.map(gapOf).findLast((gap) => gap !== undefined);
};

describe('what Google has and the lab does not', () => {
  it.each([
    ['an API at a host of the lab', 'https://www.googleapis.com/calendar/v3/calendars/primary/events'],
    ['an API at a host of its own', 'https://people.googleapis.com/v1/people/me'],
    ['an endpoint of sign-in', 'https://oauth2.googleapis.com/device/code'],
    ['a document', 'https://accounts.google.com/.well-known/risc-configuration'],
    ['a method of Drive', 'https://www.googleapis.com/drive/v3/files/x/permissions'],
  ])('%s answers 501 in the name of the lab: in the reply, the wire log and the terminal', async (_what, url) => {
    const { world } = await open();
    const reply = await atVendor(`${url}?access_token=secret`, {}, world.id);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([501, 'application/json; charset=utf-8']);
    const why = `Login Lab does not serve GET ${url}, which Google may have.`;
    expect(await reply.json()).toMatchObject({
      error: 'login_lab_gap',
      error_description: `${why} This is a gap of Login Lab, not an answer of Google.`,
      persona: 'google',
      asked: `GET ${url}`,
      what_to_do: expect.arrayContaining(['See what the lab serves: loginlab explain google']),
    });
    const { exchanges } = await world.wire.read();
    expect(exchanges.at(-1)).toMatchObject({ endpoint: 'unknown', response: { status: 501 }, because: [{ id: GAPS, why }] });
    expect(told.at(-1)).toEqual({ persona: 'google', asked: `GET ${url}`, why });
  });

  it('is told by its local address to a client that uses it', async () => {
    const browser = await open();
    await browser.send('/calendar/v3/users/me/calendarList');
    expect(await lastGap(browser)).toContain(`GET ${browser.base}/calendar/v3/users/me/calendarList`);
  });

  it.each(['urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:ietf:params:oauth:grant-type:device_code'])(
    'a grant type (%s) is no unsupported_grant_type',
    async (type) => {
      const browser = await open();
      expect((await browser.token({ grant_type: type, assertion: 'x' })).status).toBe(501);
      expect(await lastGap(browser)).toContain(`the grant type ${type} of POST`);
    },
  );

  it('a member and a search of Drive are no invalid request', async () => {
    const browser = await open();
    const { access_token: token } = await browser.tokens({ scope: DRIVE });
    expect((await browser.api('/drive/v3/files?fields=files(id,webViewLink)', token)).status).toBe(501);
    expect(await lastGap(browser)).toContain('the member webViewLink of GET');
    const q = encodeURIComponent("'root' in parents and trashed = false");
    expect((await browser.api(`/drive/v3/files?q=${q}`, token)).status).toBe(501);
    expect(await lastGap(browser)).toContain('this search');
    expect((await browser.api(`/drive/v3/files?q=${encodeURIComponent('trashed=false')}`, token)).status).toBe(200);
  });
});

describe('what Google does not have either stays its own answer', () => {
  it.each([
    ['GET', 'https://oauth2.googleapis.com/tokeninfos'],
    ['GET', 'https://www.googleapis.com/oauth2/v9/tokeninfo'],
    ['GET', 'https://accounts.google.com/v2/.well-known/openid-configuration'],
    ['GET', 'https://www.googleapis.com/.well-known/openid-configuration'],
    ['GET', 'https://oauth2.googleapis.com/token'],
    ['PUT', 'https://www.googleapis.com/drive/v3/files'],
  ])('%s %s: the page of its front end', async (method, url) => {
    const { world } = await open();
    const reply = await atVendor(url, { method }, world.id);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    expect((await world.wire.read()).exchanges.map(gapOf)).toEqual([undefined]);
  });

  it('a file that Drive does not have, and an icon that browsers ask for', async () => {
    const browser = await open();
    const { access_token: token } = await browser.tokens({ scope: DRIVE });
    expect((await browser.api('/drive/v3/files/nope', token)).status).toBe(404);
    expect((await atVendor('https://accounts.google.com/favicon.ico', {}, browser.world.id)).status).toBe(404);
    expect(await lastGap(browser)).toBeUndefined();
  });
});

describe('the setting', () => {
  const CALENDAR = 'https://www.googleapis.com/calendar/v3/calendars/primary';

  it.each(['vendor', 'off', false])('%s gives the page of Google at an unknown address', async (value) => {
    const { world } = await open();
    await world.settings.change({ [GAPS]: value });
    const reply = await atVendor(CALENDAR, {}, world.id);
    expect([reply.status, await reply.text()]).toEqual([404, expect.stringContaining('Error 404 (Not Found)!!1')]);
    const { exchanges } = await world.wire.read();
    expect(exchanges[0]?.because.map(({ id }) => id)).toEqual(['google/routes/html-404']);
  });

  it('is refused with the values that it takes', async () => {
    const { world } = await open();
    await expect(world.settings.change({ [GAPS]: 'google' })).rejects.toThrow('"lab/gaps" does not accept "google"');
  });

  it('of the whole lab outlives the reset of a world', async () => {
    await using other = await createLab({ personas: ['google'], gaps: 'vendor' });
    await other.default.settings.change({ [GAPS]: 'lab' });
    expect((await other.fetch(CALENDAR)).status).toBe(501);
    await other.default.reset();
    expect((await other.fetch(CALENDAR)).status).toBe(404);
  });

  it('leaves room for an answer of the developer’s own', async () => {
    const { world } = await open();
    await world.faults.inject({ on: 'unknown', persona: 'google', do: { status: 200, body: { items: [] } } });
    const reply = await atVendor(CALENDAR, {}, world.id);
    expect([reply.status, await reply.json()]).toEqual([200, { items: [] }]);
  });
});
