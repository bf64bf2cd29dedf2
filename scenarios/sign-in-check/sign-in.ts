import type { Exchange } from '../../provider/model/index.ts';
import { requestOf } from '../model/index.ts';
import { leaves, showsPerson } from '../steps/index.ts';
import { answerOf, isLogin, isLoginAttempt, passwordLoginOf } from '../traffic/index.ts';
import { bindingOf, type Done, describeEnd, describeShortly, type Probe, type Problem, record, watch } from './probe.ts';
import { findRefusal } from './refusal.ts';

const hasReached = ({ visit, exchanges }: Done): boolean =>
  visit.hops.some(({ to }) => to === 'persona') ||
  exchanges.some((each) => each.endpoint === 'authorize' || isLoginAttempt(each));

/** The app received a token: at the token endpoint, for a password, or in the fragment. */
const gotToken = (exchanges: readonly Exchange[]): boolean => exchanges.some((each) => isLogin(each) || isTokenInAnswer(each));

const isTokenInAnswer = (each: Exchange): boolean => answerOf(each).has('access_token') || answerOf(each).has('id_token');

const neverArrived = (probe: Probe, verb: string, { visit }: Done): Problem => {
  const { app, provider, context } = probe;
  if (visit.end === 'broken' && visit.hops.length > 0)
    return {
      found: `${verb}: ${describeShortly(visit)}`,
      fix: `Let it redirect to the authorization endpoint of ${provider}: ${app.connect === 'url' ? 'leave connect out, or ' : ''}give the app the address of env (${context.persona}.issuer).`,
    };
  const isOpened = app.kind === 'spa' && !requestOf(app.verbs, 'signIn')?.inPage;
  const scripts = isOpened ? ' Name the button that starts it: { page: { press: "Sign in" } }.' : '';
  return {
    found: `${describeEnd(probe, verb, visit)} and did not redirect to a provider`,
    fix: `Set verbs.signIn to the address of the app that starts the login at ${provider}.${scripts}`,
  };
};

const stopped = async (probe: Probe, verb: string, { visit, exchanges }: Done): Promise<Problem> => {
  const refusal = await findRefusal(probe, exchanges);
  return {
    found: `${verb} led to ${probe.provider} and did not come back: ${describeShortly(visit)}${refusal ? `; ${refusal.found}` : ''}`,
    fix:
      refusal?.fix ?? 'Send client_id, redirect_uri and scope as they are registered: env has them, redirectPath fixes the path.',
  };
};

/** How calls to other addresses come to the lab. Without `connect` every way is open: what is left is for the program to take one. */
const otherAddress = ({ app, context: { persona } }: Probe): string => {
  const addresses = `give it those of env (${persona}.issuer, ${persona}.apiBase)`;
  return app.connect === 'any'
    ? `the app calls another address: ${addresses}, or let the program read the proxy of its environment`
    : `the app calls another address: leave connect out, which intercepts its calls to the provider itself, or ${addresses}`;
};

const failedAfterwards = async (probe: Probe, verb: string, { visit, exchanges }: Done): Promise<Problem> => {
  const { provider } = probe;
  const tokens = exchanges.filter(({ endpoint }) => endpoint === 'token');
  const isSentBack = exchanges.some((each) => answerOf(each).has('error'));
  if (tokens.length === 0 && !gotToken(exchanges) && !isSentBack)
    return {
      found: `${verb} came back from ${provider} and no token request reached the lab; ${describeShortly(visit)}`,
      fix: `Redeem the code at the callback. If it does, ${otherAddress(probe)}.`,
    };
  const refusal = await findRefusal(probe, exchanges);
  return {
    found: `${verb} came back from ${provider} and failed there: ${describeShortly(visit)}${refusal ? `; ${refusal.found}` : ''}`,
    fix: refusal?.fix ?? 'Mend the callback of the app; its output says more.',
  };
};

/** The password did not come to the provider, or did not sign the person in. */
const passwordProblem = async (probe: Probe, verb: string, done: Done): Promise<Problem> => {
  const { provider } = probe;
  const end = describeEnd(probe, verb, done.visit);
  if (!hasReached(done))
    return {
      found: `${end}, and no sign-in reached ${provider}`,
      fix: `Set verbs.signIn to the request of the sign-in form, with {email} and {password} in form fields. If it is, ${otherAddress(probe)}.`,
    };
  const refusal = await findRefusal(probe, done.exchanges);
  return {
    found: `${end}${refusal ? `; ${refusal.found}` : ''}, and ${probe.context.person.name} is not signed in`,
    fix: refusal?.fix ?? 'Mend the sign-in of the app; its output says more.',
  };
};

/** Why a login leads nowhere; undefined when it went through. */
const problemOf = async (probe: Probe, done: Done): Promise<Problem | undefined> => {
  const verb = bindingOf(probe, 'signIn');
  const { visit, exchanges } = done;
  if (passwordLoginOf(probe.context)) return visit.ok && gotToken(exchanges) ? undefined : passwordProblem(probe, verb, done);
  if (!hasReached(done)) return neverArrived(probe, verb, done);
  if (visit.end === 'stuck' || visit.end === 'looping') return stopped(probe, verb, done);
  return visit.ok && gotToken(exchanges) ? undefined : failedAfterwards(probe, verb, done);
};

const shownProblem = async (probe: Probe): Promise<Problem> => {
  const { person } = probe.context;
  const page = await person.asksWhoAmI({ stopBefore: leaves(probe.context) });
  const verb = bindingOf(probe, 'whoAmI');
  const [given = person.name] = person.name.split(' ', 1);
  const fix = `Bind verbs.whoAmI to a page that shows the name or the e-mail address of the signed-in person, and nobody else's; without such a page, leave it out.`;
  if (page.ok && showsPerson(page, person))
    return { found: `${describeEnd(probe, verb, page)}, and shows another person of this run beside ${given}`, fix };
  if (!page.ok) return { found: `after the login ${describeEnd(probe, verb, page)}`, fix };
  return { found: `after the login of ${person.name} ${describeEnd(probe, verb, page)}, without the name and the e-mail`, fix };
};

/**
 * Signs the person in. Whoever is shown as signed in is signed in, whatever the wire says; without that page, or where it shows
 * nobody, the wire tells which of the two verbs is broken. Returns true when the login went through.
 */
export const checkSignIn = async (probe: Probe): Promise<boolean> => {
  const {
    person,
    app: { verbs },
  } = probe.context;
  const done = await watch(probe, () => person.signsIn());
  const canShow = verbs.has('whoAmI') && done.visit.end !== 'broken';
  if (canShow) probe.begin('whoAmI');
  const isShown = canShow && (await person.isSignedIn());
  const lost = hasReached(done) && isShown ? undefined : await problemOf(probe, done);
  const leads = passwordLoginOf(probe.context) ? 'signs in with' : 'leads to';
  const title = `${bindingOf(probe, 'signIn')} ${leads} ${probe.provider}${leads === 'leads to' ? ' and back' : ''}`;
  if (!record(probe, 'signIn', title, lost, done.exchanges)) return false;
  if (!canShow) return true;
  const whoTitle = `${bindingOf(probe, 'whoAmI')} shows who is signed in`;
  record(probe, 'whoAmI', whoTitle, isShown ? undefined : await shownProblem(probe));
  return true;
};
