import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../lab/create-lab.ts';
import { CALLBACK, CLIENT_ID, DRIVE, SECRET, TestBrowser, wireShape } from '../test-browser.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['google'] });
});
afterAll(() => lab.close());

const signedIn = async (scope = DRIVE): Promise<{ browser: TestBrowser; token: string | undefined }> => {
  const browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  return { browser, token: (await browser.tokens({ scope })).access_token };
};

const json = async (response: Response): Promise<Record<string, unknown>> => (await response.json()) as Record<string, unknown>;
const RELATED = { 'content-type': 'multipart/related; boundary="foo_bar"' };
const related = (metadata: string, media: string): string =>
  `--foo_bar\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n${metadata}\r\n--foo_bar\r\nContent-Type: text/plain\r\n\r\n${media}\r\n--foo_bar--`;

describe('Drive files', () => {
  it('keeps what was uploaded in two parts and gives it back', async () => {
    const { browser, token } = await signedIn();
    const body = related('{"name":"Grüße.txt"}', 'hello\r\nthere');
    const created = await browser.api('/upload/drive/v3/files?uploadType=multipart', token, {
      method: 'POST',
      headers: RELATED,
      body,
    });
    expect(created.status).toBe(200);
    expect(created.headers.get('x-guploader-uploadid')).toMatch(/^[\w-]{100}$/);
    const file = await json(created);
    expect(Object.keys(file)).toEqual(['kind', 'id', 'name', 'mimeType']);
    expect(file).toMatchObject({ kind: 'drive#file', name: 'Grüße.txt', mimeType: 'text/plain' });
    const content = await browser.api(`/drive/v3/files/${file.id}?alt=media`, token);
    expect([content.headers.get('content-type'), await content.text()]).toEqual(['text/plain', 'hello\r\nthere']);
    expect(await json(await browser.api(`/drive/v3/files/${file.id}?fields=size,owners(emailAddress)`, token))).toEqual({
      size: '12',
      owners: [{ emailAddress: 'ana@example.com' }],
    });
  });

  it('keeps a simple upload byte for byte, and metadata alone', async () => {
    const { browser, token } = await signedIn();
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const headers = { 'content-type': 'image/png' };
    const simple = await json(
      await browser.api('/upload/drive/v3/files?uploadType=media', token, { method: 'POST', headers, body: bytes }),
    );
    const content = await browser.api(`/drive/v3/files/${simple.id}?alt=media`, token);
    expect(new Uint8Array(await content.arrayBuffer())).toEqual(bytes);
    const empty = await browser.api('/drive/v3/files', token, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"n"}',
    });
    expect(await json(empty)).toMatchObject({ name: 'n', mimeType: 'application/octet-stream' });
  });

  it('lists by page, name and fields, the newest first', async () => {
    const { browser, token } = await signedIn();
    for (const name of ['a', 'b', "it's"]) {
      await browser.api('/drive/v3/files', token, { method: 'POST', body: JSON.stringify({ name }) });
    }
    const first = await json(await browser.api('/drive/v3/files?pageSize=2&fields=nextPageToken,files/name', token));
    expect(first).toEqual({ nextPageToken: '2', files: [{ name: "it's" }, { name: 'b' }] });
    const rest = await json(
      await browser.api(`/drive/v3/files?pageSize=2&pageToken=${first.nextPageToken}&fields=files(name)`, token),
    );
    expect(rest).toEqual({ files: [{ name: 'a' }] });
    const q = encodeURIComponent("name = 'it\\'s' and trashed = false");
    expect(await json(await browser.api(`/drive/v3/files?q=${q}&fields=files(name)`, token))).toEqual({
      files: [{ name: "it's" }],
    });
    expect(Object.keys(await json(await browser.api('/drive/v3/files', token)))).toEqual(['kind', 'incompleteSearch', 'files']);
  });

  it('shows nobody the files of another, and drive.file only what the app made', async () => {
    const { browser, token } = await signedIn();
    const mine = await json(await browser.api('/drive/v3/files', token, { method: 'POST', body: '{"name":"mine"}' }));
    const visible = async (accessToken: string | undefined) => [
      ((await json(await browser.api('/drive/v3/files', accessToken))).files as unknown[]).length,
      (await browser.api(`/drive/v3/files/${mine.id}`, accessToken)).status,
    ];
    const ben = await browser.tokens({ scope: DRIVE, prompt: 'select_account' }, 'ben');
    expect(await visible(ben.access_token)).toEqual([0, 404]);
    const other = { client_id: '999999999999-abcdefghijklmnopqrstuvwxyz012345.apps.googleusercontent.com' };
    await browser.world.google.register({ clientId: other.client_id, clientSecret: SECRET, redirectUris: [CALLBACK] });
    const narrow = await browser.redeem(
      await browser.signIn({ ...other, scope: `${DRIVE}.file`, login_hint: 'ana@example.com' }),
      other,
    );
    expect(await visible(((await narrow.json()) as Record<string, string>).access_token)).toEqual([0, 404]);
    const wide = await browser.redeem(await browser.signIn({ ...other, scope: DRIVE, login_hint: 'ana@example.com' }), other);
    expect(await visible(((await wide.json()) as Record<string, string>).access_token)).toEqual([1, 200]);
  });

  it('answers about.get with what was asked', async () => {
    const { browser, token } = await signedIn();
    expect(await json(await browser.api('/drive/v3/about?fields=user(displayName,me)', token))).toEqual({
      user: { displayName: 'Ana Alvarez', me: true },
    });
  });
});

describe('Drive refusals', () => {
  it('are Google’s byte for byte', async () => {
    const { browser, token } = await signedIn();
    const { access_token } = await browser.tokens({ scope: 'openid' });
    const shapes: readonly (readonly [string, Response])[] = [
      ['drive-401-modern', await browser.api('/drive/v3/files', 'nope')],
      ['drive-401-no-credentials', await browser.send('/upload/drive/v3/files?uploadType=media', { method: 'POST', body: 'x' })],
      ['drive-403-insufficient-scope', await browser.api('/drive/v3/files', access_token)],
      ['drive-404-not-found', await browser.api('/drive/v3/files/nope', token)],
      ['drive-400-fields-required', await browser.api('/drive/v3/about', token)],
    ];
    for (const [name, response] of shapes) expect(await response.text(), name).toBe(await wireShape(name));
  });

  it('are alike for an expired, a revoked and an unknown token, and the wire log tells them apart', async () => {
    const { browser, token } = await signedIn();
    await browser.world.clock.age('61m');
    const expired = await browser.api('/drive/v3/files', token);
    const { access_token } = await browser.tokens({ scope: DRIVE });
    await browser.world.grants.revoke({ person: 'ana', clientId: CLIENT_ID });
    const revoked = await browser.api('/drive/v3/files', access_token);
    const unknown = await browser.api('/drive/v3/files', 'nope');
    const answers = await Promise.all([expired, revoked, unknown].map((response) => response.text()));
    expect(new Set(answers).size).toBe(1);
    expect(expired.headers.get('www-authenticate')).toBe('Bearer realm="https://accounts.google.com/", error="invalid_token"');
    const { exchanges } = await browser.world.wire.read();
    const why = exchanges.flatMap(({ because }) =>
      because.filter(({ id }) => id === 'google/api/401-invalid-token').map((each) => each.why),
    );
    expect(why).toEqual([
      expect.stringMatching(/^the access token expired (1 min|6\d s) ago \(lifetime 1 h\)$/),
      'the access token was revoked just now',
      'the token is unknown',
    ]);
  });

  it('names the scopes that would do', async () => {
    const { browser } = await signedIn();
    const { access_token } = await browser.tokens({ scope: `${DRIVE}.metadata.readonly` });
    const refused = await browser.api('/drive/v3/files', access_token, { method: 'POST', body: '{}' });
    expect(refused.headers.get('www-authenticate')).toBe(
      `Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="${DRIVE} ${DRIVE}.file"`,
    );
    expect((await browser.api('/drive/v3/files/x?alt=media', access_token)).status).toBe(403);
  });

  it('meet every malformed request with a 4xx', async () => {
    const { browser, token } = await signedIn();
    const status = async (path: string, init?: RequestInit) => (await browser.api(path, token, init)).status;
    const upload = (body: string, headers: Readonly<Record<string, string>> = RELATED) =>
      status('/upload/drive/v3/files?uploadType=multipart', { method: 'POST', headers, body });
    expect(await upload('--foo_bar\r\n')).toBe(400);
    expect(await upload(related('{"name":', 'x'))).toBe(400);
    expect(await upload(related('{"name":7}', 'x'))).toBe(400);
    expect(await upload(related('{}', 'x'), { 'content-type': 'multipart/related' })).toBe(400);
    expect(await upload(related('{}', 'x'), { 'content-type': 'text/plain' })).toBe(400);
    expect(await status('/upload/drive/v3/files?uploadType=nonsense', { method: 'POST' })).toBe(400);
    expect(await status('/drive/v3/files', { method: 'POST', body: '[]' })).toBe(400);
    expect(await status('/drive/v3/files?fields=files(id')).toBe(400);
    expect(await status('/drive/v3/files?fields=files(constructor)')).toBe(400);
    expect(await status('/drive/v3/files?pageSize=0')).toBe(400);
    expect(await status('/drive/v3/files?pageToken=x')).toBe(400);
    expect(await status('/drive/v3/files', { method: 'PUT', body: '{}' })).toBe(404);
  });
});
