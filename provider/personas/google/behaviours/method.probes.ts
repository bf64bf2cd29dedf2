import { driveToken, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/api/method-override': {
    on: [200, 204, 404],
    off: [400, 404, 200],
    observe: async (browser) => {
      const token = await driveToken(browser);
      const post = (path: string, named: string, form = '') =>
        browser.api(path, token, {
          method: 'POST',
          headers: { 'x-http-method-override': named, 'content-type': 'application/x-www-form-urlencoded' },
          body: form,
        });
      const { id } = (await (await browser.api('/drive/v3/files', token, { method: 'POST', body: '{}' })).json()) as {
        id: string;
      };
      const listed = await post('/drive/v3/files', 'GET', 'fields=files(id)');
      const removed = await post(`/drive/v3/files/${id}`, 'DELETE');
      return [listed.status, removed.status, (await browser.api(`/drive/v3/files/${id}`, token)).status];
    },
  },
};
