import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../lab/create-lab.ts';
import { DRIVE, TestBrowser } from '../test-browser.ts';

type Json = Readonly<Record<string, unknown>>;

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['google'] });
});
afterAll(() => lab.close());

const open = async () => {
  const browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  const { access_token: token = '' } = await browser.tokens({ scope: DRIVE });
  const json = async (path: string, init: RequestInit = {}) => (await (await browser.api(path, token, init)).json()) as Json;
  return { browser, json };
};

describe('the resource of a Drive file', () => {
  it('is whole, with the digests of its content', async () => {
    const { json } = await open();
    const media = { method: 'POST', body: 'hello', headers: { 'content-type': 'text/plain' } };
    const { id } = await json('/upload/drive/v3/files?uploadType=media', media);
    const file = await json(`/drive/v3/files/${id}?fields=*`);
    expect(file).toMatchObject({
      md5Checksum: '5d41402abc4b2a76b9719d911017c592',
      sha1Checksum: 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d',
      size: '5',
      quotaBytesUsed: '5',
      webViewLink: `https://drive.google.com/file/d/${id}/view?usp=drivesdk`,
      trashed: false,
      ownedByMe: true,
      spaces: ['drive'],
      capabilities: { canDownload: true, canListChildren: false },
      permissions: [{ role: 'owner', emailAddress: 'ana@example.com' }],
    });
    const some = await json(`/drive/v3/files/${id}?fields=md5Checksum,capabilities/canEdit,videoMediaMetadata`);
    expect(some).toEqual({ md5Checksum: '5d41402abc4b2a76b9719d911017c592', capabilities: { canEdit: true } });
  });

  it('has the root folder as its parent, which is found by its name', async () => {
    const { json } = await open();
    const root = await json('/drive/v3/files/root');
    expect(root).toEqual({
      kind: 'drive#file',
      id: expect.stringMatching(/^0A[\w-]{14}PVA$/),
      name: 'My Drive',
      mimeType: 'application/vnd.google-apps.folder',
    });
    expect(await json(`/drive/v3/files/${root.id}?fields=id`)).toEqual({ id: root.id });
    const { id } = await json('/drive/v3/files', { method: 'POST', body: '{"name":"a.txt"}' });
    expect(await json(`/drive/v3/files/${id}?fields=parents`)).toEqual({ parents: [root.id] });
  });
});

describe('the description of an API', () => {
  it('leads a client that builds itself from it to the addresses of the lab', async () => {
    const { browser } = await open();
    const reply = await browser.send('/discovery/v1/apis/drive/v3/rest');
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/json; charset=UTF-8']);
    const document = (await reply.json()) as Json & { resources: { files: { methods: Readonly<Record<string, Json>> } } };
    expect(document).toMatchObject({
      kind: 'discovery#restDescription',
      id: 'drive:v3',
      servicePath: 'drive/v3/',
      rootUrl: `${browser.base}/`,
    });
    const { list, get } = document.resources.files.methods;
    expect(list).toMatchObject({ id: 'drive.files.list', httpMethod: 'GET', path: 'files', parameterOrder: [] });
    expect(get).toMatchObject({ path: 'files/{fileId}', parameterOrder: ['fileId'], supportsMediaDownload: true });
    const called = await browser.send(`/${document.servicePath}${list?.path}`);
    expect(called.status).toBe(403); // without a token
  });

  it('is there for userinfo too, and a gap for what the lab does not have', async () => {
    const { browser } = await open();
    expect(((await (await browser.send('/discovery/v1/apis/oauth2/v2/rest')).json()) as Json).id).toBe('oauth2:v2');
    expect((await browser.send('/discovery/v1/apis/calendar/v3/rest')).status).toBe(501);
  });
});
