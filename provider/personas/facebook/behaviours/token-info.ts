import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { authTypesOf } from '../auth-types.ts';
import { PAGES, source } from './source.ts';

/** `access_token_info` after a re-authentication. */
export const tokenInfo = [
  defineBehaviour({
    id: 'facebook/sign-in/auth-nonce',
    summary: 'Returns the `auth_nonce` of a re-authentication at `access_token_info`, for the app to compare.',
    stage: 'identity.reply',
    origin: 'vendor',
    setting: on,
    source: source('F-08', 'documented', PAGES.reauthentication),
    apply: ({ version, token, plain }) => {
      if (version !== 'access_token_info' || token.state !== 'live') return undefined;
      const { auth_nonce: nonce, ...params } = token.login?.params ?? {};
      const proven = nonce !== undefined && authTypesOf(params).includes('reauthenticate');
      return {
        body: { ...plain, ...(proven && { auth_nonce: nonce }) },
        because: proven ? 'the person gave the password for this login' : 'the login asked for no password',
      };
    },
  }),
];
