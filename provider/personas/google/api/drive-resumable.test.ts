import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../lab/create-lab.ts';
import { DRIVE, TestBrowser } from '../test-browser.ts';

const CHUNK = 256 * 1024;
const START = '/upload/drive/v3/files?uploadType=resumable';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['google'] });
});
afterAll(() => lab.close());

const signedIn = async () => {
  const browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  const { access_token: token = '' } = await browser.tokens({ scope: DRIVE });
  return { browser, token };
};

const begin = async (browser: TestBrowser, token: string) => {
  const body = JSON.stringify({ name: 'big.bin' });
  const reply = await browser.api(START, token, { method: 'POST', body, headers: { 'x-upload-content-type': 'image/png' } });
  return { reply, session: reply.headers.get('location') ?? '' };
};

const put = (browser: TestBrowser, session: string, range: string | undefined, body: Buffer | string = '') =>
  browser.send(session, { method: 'PUT', body, headers: range === undefined ? {} : { 'content-range': range } });

describe('a resumable upload', () => {
  it('takes chunks, says how far it is, and ends with the file', async () => {
    const { browser, token } = await signedIn();
    const { reply, session } = await begin(browser, token);
    expect([reply.status, await reply.text()]).toEqual([200, '']);
    expect(session.startsWith(`${browser.base}${START}&upload_id=`)).toBe(true);
    const content = Buffer.alloc(CHUNK + 5, 'x');
    const total = content.length;
    const nothing = await put(browser, session, `bytes */${total}`);
    expect([nothing.status, nothing.headers.get('range')]).toEqual([308, null]);
    const first = await put(browser, session, `bytes 0-${CHUNK - 1}/${total}`, content.subarray(0, CHUNK));
    expect([first.status, first.headers.get('range')]).toEqual([308, `bytes=0-${CHUNK - 1}`]);
    const asked = await put(browser, session, `bytes */${total}`);
    expect([asked.status, asked.headers.get('range')]).toEqual([308, `bytes=0-${CHUNK - 1}`]);
    const last = await put(browser, session, `bytes ${CHUNK}-${total - 1}/${total}`, content.subarray(CHUNK));
    const file = (await last.json()) as Record<string, string>;
    expect([last.status, file.name, file.mimeType]).toEqual([200, 'big.bin', 'image/png']);
    const again = (await (await put(browser, session, `bytes */${total}`)).json()) as Record<string, string>;
    expect(again.id).toBe(file.id);
    const stored = await browser.api(`/drive/v3/files/${file.id}?alt=media`, token);
    expect(Buffer.from(await stored.arrayBuffer()).equals(content)).toBe(true);
  });

  it('takes the whole at once', async () => {
    const { browser, token } = await signedIn();
    const { session } = await begin(browser, token);
    expect((await put(browser, session, undefined, 'hello')).status).toBe(200);
  });

  it('needs a token to begin and none to go on', async () => {
    const { browser, token } = await signedIn();
    expect((await browser.send(START, { method: 'POST', body: '{}' })).status).toBe(401);
    const { session } = await begin(browser, token);
    await browser.world.tokens.expire({ person: 'ana' });
    expect((await put(browser, session, undefined, 'hello')).status).toBe(200);
  });

  it('points back to the last byte that arrived, and refuses what does not fit', async () => {
    const { browser, token } = await signedIn();
    const { session } = await begin(browser, token);
    expect((await put(browser, session, 'bytes 7-9/10', 'abc')).status).toBe(308);
    expect((await put(browser, session, 'bytes 0-9/10', 'abc')).status).toBe(400);
    expect((await put(browser, session, 'bytes 0-2/10', 'abc')).status).toBe(400);
    expect((await put(browser, session, 'bytes x', 'abc')).status).toBe(400);
    expect((await put(browser, `${START}&upload_id=nope`, undefined, 'abc')).status).toBe(404);
  });
});

describe('files', () => {
  it('are renamed, removed, and exported only when they are documents', async () => {
    const { browser, token } = await signedIn();
    const made = async (body: object) => {
      const reply = await browser.api('/drive/v3/files', token, { method: 'POST', body: JSON.stringify(body) });
      return ((await reply.json()) as { id: string }).id;
    };
    const [plain, doc] = [await made({ name: 'a.txt' }), await made({ mimeType: 'application/vnd.google-apps.document' })];
    const renamed = await browser.api(`/drive/v3/files/${plain}`, token, { method: 'PATCH', body: '{"name":"b.txt"}' });
    expect(await renamed.json()).toMatchObject({ id: plain, name: 'b.txt' });
    const exported = (id: string, query = '?mimeType=text/plain') => browser.api(`/drive/v3/files/${id}/export${query}`, token);
    expect([(await exported(plain)).status, (await exported(doc)).status, (await exported(doc, '')).status]).toEqual([
      403, 200, 400,
    ]);
    const removed = await browser.api(`/drive/v3/files/${plain}`, token, { method: 'DELETE' });
    expect([removed.status, removed.headers.get('content-type'), await removed.text()]).toEqual([204, 'text/html', '']);
    expect((await browser.api(`/drive/v3/files/${plain}`, token)).status).toBe(404);
  });
});
