import { defineBehaviour } from '../../../model/index.ts';
import { source } from './source.ts';
import { on } from './vocabulary.ts';

const isGoogles = (url: string | undefined): url is string =>
  url !== undefined && URL.canParse(url) && /(^|\.)google\.com$/.test(new URL(url).hostname) && url.startsWith('https://');

/** Google's sign-out URL. */
export const logout = [
  defineBehaviour({
    id: 'google/logout/every-account',
    summary: 'Signs the browser out of every account at `/Logout`, and redirects only to its own URLs.',
    stage: 'logout',
    origin: 'vendor',
    setting: on,
    source: source('G-77', 'reported', 'https://github.com/yu-i-i/overleaf-cep/issues/29'),
    apply: ({ params }) => ({
      signOut: true,
      ...(isGoogles(params.continue) && { to: params.continue }),
      because: 'the sign-out address of Google knows no single app',
    }),
  }),
];
