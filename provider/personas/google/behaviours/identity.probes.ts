import { bodyOf, keys, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/userinfo/claims': {
    on: 'sub picture email email_verified',
    off: 'sub email email_verified',
    observe: async (browser) => {
      const { access_token } = await browser.tokens({ scope: 'openid email' });
      return keys((await (await browser.api('/v1/userinfo', access_token)).json()) as object);
    },
  },
  'google/userinfo/old-names': {
    on: 'id email verified_email name given_name family_name picture',
    off: 'sub email email_verified name given_name family_name picture',
    observe: async (browser) =>
      keys((await (await browser.api('/oauth2/v2/userinfo', (await browser.tokens()).access_token)).json()) as object),
  },
  'google/tokeninfo/strings': {
    on: 'azp:string aud:string sub:string scope:string exp:string expires_in:string email:string email_verified:string access_type:string',
    off: 'active:boolean sub:string client_id:string exp:number iat:number scope:string token_type:string',
    observe: async (browser) => {
      const told = await (await browser.send(`/tokeninfo?access_token=${(await browser.tokens()).access_token}`)).json();
      return Object.entries(told as object)
        .map(([name, value]) => `${name}:${typeof value}`)
        .join(' ');
    },
  },
  'google/tokeninfo/old-names': {
    on: 'issued_to audience user_id scope expires_in email verified_email access_type',
    off: 'active sub client_id exp iat scope token_type',
    observe: async (browser) =>
      keys(
        (await (
          await browser.send(`/oauth2/v1/tokeninfo?access_token=${(await browser.tokens()).access_token}`)
        ).json()) as object,
      ),
  },
  'google/tokeninfo/errors': {
    on: '400 {\n  "error_description": "Invalid Value"\n}',
    off: '200 {\n  "active": false\n}',
    observe: async (browser) => bodyOf(await browser.send('/oauth2/v3/tokeninfo?access_token=nope')),
  },
  'google/userinfo/errors': {
    on: '401 {\n  "error": "invalid_request",\n  "error_description": "Invalid Credentials"\n}',
    off: '401 {\n  "error": {\n    "code": 401,\n    "message": "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",\n    "errors": [\n      {\n        "message": "Invalid Credentials",\n        "domain": "global",\n        "reason": "authError",\n        "location": "Authorization",\n        "locationType": "header"\n      }\n    ],\n    "status": "UNAUTHENTICATED"\n  }\n}',
    plain: {
      without: ['google/api/401-invalid-token'],
      answer: '401 {\n  "error": "invalid_token",\n  "error_description": "invalid token provided"\n}',
    },
    observe: async (browser) => bodyOf(await browser.api('/oauth2/v3/userinfo', 'nope')),
  },
};
