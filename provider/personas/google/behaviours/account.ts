import { z } from 'zod';
import { defineBehaviour, type Person } from '../../../model/index.ts';
import { scopesOf } from '../scopes.ts';
import { PAGES, source } from './source.ts';

const isHinted = (person: Person, hint: string): boolean =>
  person.sub === hint || person.email.toLowerCase() === hint.toLowerCase();

/** `*` matches every Workspace domain, and no consumer account. */
const isOfDomain = ({ hostedDomain }: Person, hd: string): boolean =>
  hostedDomain !== undefined && (hd === '*' || hostedDomain.toLowerCase() === hd.toLowerCase());

/** Selection of a signed-in account, in order of precedence, and the error of `prompt=none`. */
export const account = [
  defineBehaviour({
    id: 'google/authorize/select-account',
    summary: 'Shows the account chooser for `prompt=select_account` even when one account is signed in.',
    stage: 'account.choose',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-08', 'documented', PAGES.webServer),
    apply: ({ params }) =>
      scopesOf(params.prompt).includes('select_account')
        ? { account: 'ask', because: 'prompt=select_account was sent' }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/authorize/login-hint',
    summary: 'Selects the account of `login_hint` if it is signed in; otherwise shows the account chooser.',
    stage: 'account.choose',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-13', 'documented', PAGES.webServer),
    apply: ({ params, signedIn }) => {
      const hint = params.login_hint;
      if (!hint || signedIn.length === 0) return undefined;
      const hinted = signedIn.find((person) => isHinted(person, hint));
      if (hinted) return { account: hinted, because: `login_hint names ${hinted.email}, who is signed in` };
      return { account: 'ask', because: 'login_hint names a person without a session here' };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/authuser',
    summary: 'Selects the signed-in account with the index `authuser`.',
    stage: 'account.choose',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-78', 'recorded', PAGES.openid),
    apply: ({ params, signedIn }) => {
      const chosen = /^\d$/.test(params.authuser ?? '') && signedIn[Number(params.authuser)];
      return chosen ? { account: chosen, because: `authuser=${params.authuser} is ${chosen.email}` } : undefined;
    },
  }),
  defineBehaviour({
    id: 'google/authorize/hd-choice',
    summary: 'Selects the only signed-in account of the domain `hd`; otherwise shows the account chooser.',
    stage: 'account.choose',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-14', 'documented', PAGES.openid),
    apply: ({ params, signedIn }) => {
      if (!params.hd || signedIn.length === 0) return undefined;
      const fitting = signedIn.filter((person) => isOfDomain(person, params.hd ?? ''));
      if (fitting.length > 1) return undefined;
      const because = `hd=${params.hd} fits ${fitting[0]?.email ?? 'none of the signed-in accounts'}`;
      return { account: fitting[0] ?? 'ask', because };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/hd-list',
    summary: 'Shows only accounts of the domain `hd`; the person can still use another one.',
    stage: 'account.offer',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-14', 'documented', PAGES.openid),
    apply: ({ params, people }) => {
      const fitting = params.hd ? people.filter((person) => isOfDomain(person, params.hd ?? '')) : [];
      return fitting.length === 0 ? undefined : { people: fitting, because: `hd=${params.hd} was sent` };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/account-chooser',
    summary: 'Shows the account chooser if several accounts are signed in and the request selects none.',
    stage: 'account.choose',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-78', 'reported', PAGES.openid),
    apply: ({ signedIn }) =>
      signedIn.length > 1
        ? { account: 'ask', because: `${signedIn.length} accounts are signed in, and neither login_hint nor authuser chose one` }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/authorize/brand-accounts',
    summary: 'Shows a brand account chooser after the account chooser if a YouTube scope is requested.',
    stage: 'account.delegate',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-78', 'recorded', 'https://github.com/zzunebye/obsidian-google-liked-video/issues/4'),
    apply: ({ asked, person }) => {
      const scope = asked.find((each) => each.startsWith('https://www.googleapis.com/auth/youtube'));
      return scope === undefined ? undefined : { ask: true, because: `${person.email} was picked and ${scope} asked` };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/silent-failure',
    summary: 'Answers `prompt=none` with the same error for every missing step, and the subtype `access_denied`.',
    remedy: 'Show a sign-in button: repeat the request without prompt=none, in a page that the person sees.',
    stage: 'authorize.silent-failure',
    origin: 'vendor',
    setting: z.enum(['interaction_required', 'access_denied', 'immediate_failed', 'off']).default('interaction_required'),
    // Recorded without a session. For several accounts and a missing consent the same error is reported.
    source: source('G-07', 'recorded', 'https://github.com/zmartzone/lua-resty-openidc/issues/8'),
    apply: ({ missing }, error) => {
      const why = {
        login: 'nobody is signed in',
        account: 'several accounts could answer',
        consent: 'the person has not consented to all requested scopes',
      };
      const subtype = error === 'access_denied' ? {} : { subtype: 'access_denied' };
      return { error: String(error), ...subtype, because: `prompt=none was sent and ${why[missing]}` };
    },
  }),
];
