import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { GAPS, type Gap, gapOf } from '../../model/index.ts';
import { CLIENT_ID, DRIVE, TestBrowser } from './test-browser.ts';

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
  lab.fetch(url, { ...init, headers: { ...(init.headers as Readonly<Record<string, string>>), 'x-loginlab-world': world } });

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
    const browser = await open();
    const { world } = browser;
    const { access_token: token } = await browser.tokens({ scope: DRIVE });
    const reply = await atVendor(url, { headers: { authorization: `Bearer ${token}` } }, world.id);
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
    await browser.send('/calendar/v3/users/me/calendarList?key=AIzaSyD');
    expect(await lastGap(browser)).toContain(`GET ${browser.base}/calendar/v3/users/me/calendarList`);
  });

  it('a request of a service account is no unsupported_grant_type', async () => {
    const browser = await open();
    const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    const signed = { grant_type, assertion: 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln' };
    expect((await browser.token(signed)).status).toBe(501);
    expect(await lastGap(browser)).toContain(`the grant type ${grant_type} of POST`);
  });

  it('a member and a search of Drive are no invalid request', async () => {
    const browser = await open();
    const { access_token: token } = await browser.tokens({ scope: DRIVE });
    expect((await browser.api('/drive/v3/about?fields=exportFormats', token)).status).toBe(501);
    expect(await lastGap(browser)).toContain('the member exportFormats of GET');
    const q = encodeURIComponent("'root' in parents and trashed = false");
    expect((await browser.api(`/drive/v3/files?q=${q}`, token)).status).toBe(501);
    expect(await lastGap(browser)).toContain('this search');
    expect((await browser.api(`/drive/v3/files?q=${encodeURIComponent('trashed=false')}`, token)).status).toBe(200);
  });
});

const NOT_MIMICKED = { id: 'lab/not-mimicked', why: expect.stringMatching(/^not mimicked: Login Lab does not serve /) };
const CALENDAR = 'https://www.googleapis.com/calendar/v3/calendars/primary';

describe('what Google checks first, it refuses first', () => {
  const lastCauses = async ({ world }: TestBrowser) => (await world.wire.read()).exchanges.at(-1)?.because;

  it.each([
    ['no credential', {}, 'CREDENTIALS_MISSING'],
    ['a wrong credential', { authorization: 'Bearer nope' }, 'authError'],
  ])('%s at an API: 401, and the log says that it is not mimicked', async (_what, headers, reason) => {
    const browser = await open();
    const reply = await atVendor(CALENDAR, { headers }, browser.world.id);
    expect([reply.status, await reply.text()]).toEqual([401, expect.stringContaining(`"reason": "${reason}"`)]);
    expect(await lastCauses(browser)).toContainEqual(NOT_MIMICKED);
    expect(await lastGap(browser)).toBeUndefined();
  });

  it('an API key is a credential that the lab cannot judge', async () => {
    const { world } = await open();
    const asked = [`${CALENDAR}?key=AIzaSyD`, CALENDAR].map((url) =>
      atVendor(url, { headers: { 'x-goog-api-key': 'AIzaSyD' } }, world.id),
    );
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([501, 501]);
  });

  it.each([
    [{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }, 'Missing required parameter: assertion'],
    [{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'x' }, 'Bad Request'],
    [{ grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }, 'Missing required parameter: device_code'],
    [{ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: 'nobody' }, 'The OAuth client was not found.'],
    [{ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'AH-1Ng' }, 'Bad Request'],
  ])('%o at the token endpoint', async (form, description) => {
    const browser = await open();
    const reply = await browser.token(form);
    expect(await reply.json()).toMatchObject({ error_description: description });
    expect(await lastCauses(browser)).toContainEqual(NOT_MIMICKED);
  });

  it.each([
    [{}, 400, 'Could not determine client ID from request.'],
    [{ client_id: 'nobody' }, 401, 'The OAuth client was not found.'],
    [{ client_id: CLIENT_ID }, 501, expect.stringContaining('This is a gap of Login Lab')],
  ])('%o at the device endpoint', async (form, status, description) => {
    const { world } = await open();
    const init = { method: 'POST', body: new URLSearchParams(form) };
    const reply = await atVendor('https://oauth2.googleapis.com/device/code', init, world.id);
    expect([reply.status, await reply.json()]).toEqual([status, expect.objectContaining({ error_description: description })]);
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
  it.each(['vendor', 'off', false])(
    '%s looks at the credential first, as Google does, and then gives its page',
    async (value) => {
      const browser = await open();
      const { world } = browser;
      const { access_token: token } = await browser.tokens({ scope: DRIVE });
      await world.settings.change({ [GAPS]: value });
      const answers = [{}, { authorization: 'Bearer nope' }, { authorization: `Bearer ${token}` }].map(async (headers) => {
        const reply = await atVendor(CALENDAR, { headers }, world.id);
        return [reply.status, await reply.text()];
      });
      expect(await Promise.all(answers)).toEqual([
        [401, expect.stringContaining('"reason": "CREDENTIALS_MISSING"')],
        [401, expect.stringContaining('"reason": "authError"')],
        [404, expect.stringContaining('Error 404 (Not Found)!!1')],
      ]);
      const { exchanges } = await world.wire.read();
      expect(exchanges.at(-1)?.because).toContainEqual({
        id: 'lab/not-mimicked',
        why: `not mimicked: Login Lab does not serve GET ${CALENDAR}, which Google may have.`,
      });
    },
  );

  it('lets the device endpoint look at the client first', async () => {
    const { world } = await open();
    await world.settings.change({ [GAPS]: 'vendor' });
    const ask = async (form: Readonly<Record<string, string>>) => {
      const reply = await atVendor(
        'https://oauth2.googleapis.com/device/code',
        { method: 'POST', body: new URLSearchParams(form) },
        world.id,
      );
      return [reply.status, ((await reply.json()) as { error_description: string }).error_description];
    };
    expect(await ask({})).toEqual([400, 'Could not determine client ID from request.']);
    expect(await ask({ client_id: 'nobody' })).toEqual([401, 'The OAuth client was not found.']);
    expect(await ask({ client_id: CLIENT_ID })).toEqual([401, 'Invalid client type.']);
  });

  it('is refused with the values that it takes', async () => {
    const { world } = await open();
    await expect(world.settings.change({ [GAPS]: 'google' })).rejects.toThrow('"lab/gaps" does not accept "google"');
  });

  it('of the whole lab outlives the reset of a world', async () => {
    await using other = await createLab({ personas: ['google'], gaps: 'vendor' });
    await other.default.settings.change({ [GAPS]: 'lab' });
    expect((await other.fetch(`${CALENDAR}?key=x`)).status).toBe(501);
    await other.default.reset();
    expect((await other.fetch(`${CALENDAR}?key=x`)).status).toBe(404);
  });

  it('leaves room for an answer of the developer’s own', async () => {
    const { world } = await open();
    await world.faults.inject({ on: 'unknown', persona: 'google', do: { status: 200, body: { items: [] } } });
    const reply = await atVendor(CALENDAR, {}, world.id);
    expect([reply.status, await reply.json()]).toEqual([200, { items: [] }]);
  });
});
