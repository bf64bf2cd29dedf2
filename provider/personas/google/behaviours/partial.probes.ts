import { bodyOf, driveToken, keys, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/identity/fields': {
    on: ['email', '400 Invalid field selection nope'],
    off: ['id email verified_email name given_name family_name picture', '200 undefined'],
    observe: async (browser) => {
      const { access_token: token } = await browser.tokens();
      const some = (await (await browser.api('/oauth2/v2/userinfo?fields=email', token)).json()) as object;
      const wrong = await browser.api('/oauth2/v2/userinfo?fields=email,nope', token);
      const { error } = (await wrong.json()) as { error?: { message: string } };
      return [keys(some), `${wrong.status} ${error?.message}`];
    },
  },
  'google/api/compact-json': {
    on: '200 {"kind":"drive#fileList"}',
    off: '200 {\n  "kind": "drive#fileList"\n}\n',
    observe: async (browser) =>
      bodyOf(await browser.api('/drive/v3/files?fields=kind&prettyPrint=false', await driveToken(browser))),
  },
};
