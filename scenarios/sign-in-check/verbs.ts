import type { Visit } from '../model/index.ts';
import { isKeptIn, leaves, seeRecall, seeStore } from '../steps/index.ts';
import { claimsOf, isAccepted, passwordLoginOf } from '../traffic/index.ts';
import { apiCallsIn, bindingOf, type Done, describeEnd, type Probe, record, watch, works } from './probe.ts';
import { findRefusal } from './refusal.ts';

/** `useResource` makes the app call an API of the provider. */
export const checkResource = async (probe: Probe): Promise<boolean> => {
  const {
    context: { person, persona },
    app,
    provider,
  } = probe;
  const verb = bindingOf(probe, 'useResource');
  const done = await watch(probe, () => person.usesResource());
  const calls = apiCallsIn(done);
  const end = describeEnd(probe, verb, done.visit);
  const title = `${verb} calls an API of ${provider}`;
  if (done.visit.ok && calls.some(isAccepted)) return record(probe, 'useResource', title, undefined, calls);
  const refusal = await findRefusal(probe, done.exchanges);
  const own = Object.keys(app.apis.length > 0 ? probe.context.app.apis : {}).map((name) => `apis.${name}.address`);
  const found =
    calls.length > 0
      ? `${end}${refusal ? `; ${refusal.found}` : ''}`
      : `${end}, and no call of ${own.length > 0 ? 'an API of the app' : `an API of ${provider}`} reached the lab`;
  const where = own.length > 0 ? `its API at ${own.join(' or ')}` : `an API of ${provider} at ${persona}.apiBase`;
  const usual = done.visit.ok
    ? `Bind it to a page that calls ${where} of env, or leave it out.`
    : 'Bind it to a page that works for a signed-in person, with the method and the form fields that it needs, or leave it out.';
  return record(probe, 'useResource', title, { found, fix: refusal?.fix ?? usual }, calls);
};

/** `storage` names a file that is there once somebody has signed in. */
export const checkStorage = async (probe: Probe): Promise<boolean> => {
  const { file } = probe.app.verbs.storage ?? {};
  if (file === undefined) return true;
  const kept = (await probe.context.person.storage()) ?? [];
  const isThere = kept.some(({ place }) => place === 'file');
  const found = `after a sign-in there is no file ${file}`;
  const fix = 'Name the file that the app writes, below {store} of its environment or command, or a folder.';
  return record(probe, 'storage', `${file} holds what the app keeps`, isThere ? undefined : { found, fix });
};

/** `recall` shows again what `store` stored. */
export const checkStored = async (probe: Probe): Promise<boolean> => {
  const { context, app } = probe;
  const verb = bindingOf(probe, 'store');
  if (!Object.values(app.verbs.store?.http.form ?? {}).some((value) => value.includes('{canary}'))) {
    const found = `${verb} has no {canary} among its form fields, so what it stores cannot be recognized`;
    return record(probe, 'store', `${verb} stores a text`, { found, fix: 'Add one: form: { text: "{canary}" }.' });
  }
  const keeping = await seeStore(context.person, context);
  const stored = keeping.visit.ok;
  const fix = 'Bind it to a request that stores a text in the account of the signed-in person.';
  const isStored = record(
    probe,
    'store',
    `${verb} stores a text`,
    stored ? undefined : { found: describeEnd(probe, verb, keeping.visit), fix },
  );
  if (!isStored || !app.verbs.recall) return isStored;
  probe.begin('recall');
  const recall = bindingOf(probe, 'recall');
  const shown = await seeRecall(context.person, context);
  const lost = {
    found: `${describeEnd(probe, recall, shown)}, without the text that ${verb} stored`,
    fix: `Bind it to a page that shows the texts that ${verb} stored.`,
  };
  return record(probe, 'recall', `${recall} shows the stored text`, isKeptIn(shown, keeping) ? undefined : lost);
};

/** `register` makes an account of the app's own, and `signInWithPassword` signs in to it. */
export const checkAccounts = async (probe: Probe): Promise<boolean> => {
  const { context, app } = probe;
  const other = await context.unregisteredPerson();
  const verb = bindingOf(probe, 'register');
  const made = await other.registers();
  const isMailMissing = made.problem?.includes('no e-mail') === true;
  const fix =
    'Bind it to the request that makes an account: {email}, {password} and {name} in form fields become those of the person.';
  const found = isMailMissing ? `${bindingOf(probe, 'readMail')}: ${made.problem}` : describeEnd(probe, verb, made);
  const field = isMailMissing ? 'readMail' : 'register';
  if (!record(probe, field, `${verb} makes an account`, made.ok ? undefined : { found, fix })) return false;
  if (!app.verbs.signInWithPassword) return true;
  probe.begin('signInWithPassword');
  const entry = bindingOf(probe, 'signInWithPassword');
  const browser = await other.inNewBrowser();
  const entered = await browser.signsInWithPassword();
  const isIn = entered.ok && (!works(probe, 'whoAmI') || (await browser.isSignedIn()));
  const lost = {
    found: `${describeEnd(probe, entry, entered)}, and ${other.name} is not signed in`,
    fix: 'Bind it to the request that signs in to that account: {email} and {password} in form fields.',
  };
  return record(probe, 'signInWithPassword', `${entry} signs in to it`, isIn ? undefined : lost);
};

/** `rememberMe` signs in, in a browser of its own. */
export const checkRemembered = async (probe: Probe): Promise<boolean> => {
  const { context, app } = probe;
  const verb = bindingOf(probe, 'rememberMe');
  const isKnown = passwordLoginOf(context) !== undefined;
  if (!isKnown && !app.verbs.register) return true; // nobody has an account to sign in to
  const someone = isKnown ? context.person : await context.unregisteredPerson();
  if (!isKnown) await someone.registers();
  const browser = await someone.inNewBrowser();
  const entered = await browser.signsInRemembered();
  const isIn = entered.ok && (!works(probe, 'whoAmI') || (await browser.isSignedIn()));
  const lost = {
    found: `${describeEnd(probe, verb, entered)}, and ${someone.name} is not signed in`,
    fix: 'Bind it to the same request as signInWithPassword, with the field that says “remember me”.',
  };
  return record(probe, 'rememberMe', `${verb} signs in to it`, isIn ? undefined : lost);
};

const PRESENCES = [2, 1];

/** `setPresence` is taken from a person who is there. */
export const checkPresence = async (probe: Probe): Promise<boolean> => {
  const verb = bindingOf(probe, 'setPresence');
  for (const presence of PRESENCES) {
    const { visit } = await watch(probe, () => probe.context.person.setsPresence(presence));
    const found = `with the presence ${presence} ${describeEnd(probe, verb, visit)}`;
    const fix = 'Bind it to the request that sets the presence: {presence} in a form field becomes 0, 1 or 2.';
    if (!visit.ok) return record(probe, 'setPresence', `${verb} sets the presence`, { found, fix });
  }
  return record(probe, 'setPresence', `${verb} sets the presence`, undefined);
};

/** `signOutEverywhere` signs another browser of the person out as well. */
export const checkEverywhere = async (probe: Probe): Promise<boolean> => {
  const verb = bindingOf(probe, 'signOutEverywhere');
  const browser = await probe.context.person.copied();
  const { visit } = await watch(probe, () => browser.signsOutEverywhere());
  const fix = 'Bind it to the request that ends all sessions of the person, with its method and form fields.';
  const problem = brokenEnd(visit) ? { found: describeEnd(probe, verb, visit), fix } : undefined;
  return record(probe, 'signOutEverywhere', `${verb} ends on a page`, problem);
};

/** Uses the app as before, without a new login. */
const stillUses = async (probe: Probe): Promise<Done> =>
  watch(probe, () => probe.context.person.usesResource({ stopBefore: leaves(probe.context) }));

/** Why the person is still signed in; undefined if not. */
const stillIn = async (probe: Probe): Promise<string | undefined> => {
  const {
    context: { person },
    provider,
  } = probe;
  if (works(probe, 'whoAmI'))
    return (await person.isSignedIn()) ? `${bindingOf(probe, 'whoAmI')} still shows ${person.name}` : undefined;
  if (!works(probe, 'useResource')) return undefined;
  const done = await stillUses(probe);
  const acts = done.visit.ok && apiCallsIn(done).some(isAccepted);
  return acts ? `${bindingOf(probe, 'useResource')} still calls ${provider} for ${person.name}` : undefined;
};

const brokenEnd = ({ end, status }: Visit): boolean => end === 'broken' || end === 'looping' || (end === 'done' && status >= 400);

/** `signOut` signs the person out. Where the browser ends up is for the scenarios to judge. */
export const checkSignOut = async (probe: Probe): Promise<boolean> => {
  const verb = bindingOf(probe, 'signOut');
  const { visit } = await watch(probe, () => probe.context.person.signsOut());
  const why = await stillIn(probe);
  const canTell = works(probe, 'whoAmI') || works(probe, 'useResource');
  const title = `${verb} signs the person out`;
  if (why === undefined && canTell) return record(probe, 'signOut', title, undefined);
  if (why === undefined && !brokenEnd(visit)) return true; // nothing shows whether anybody is signed in
  const found =
    why === undefined ? describeEnd(probe, verb, visit) : `${describeEnd(probe, verb, visit)}, and signs nobody out: ${why}`;
  const fix =
    'Bind it to the request that ends the session of the app, with its method and form fields, or let that request end it.';
  return record(probe, 'signOut', title, { found, fix });
};

/** `acceptsToken` signs in the person of an access token. */
export const checkAccepted = async (probe: Probe): Promise<boolean> => {
  const {
    context: { world, persona, person },
    app,
  } = probe;
  const verb = bindingOf(probe, 'acceptsToken');
  const client = (await world[persona].clients()).find(({ name }) => name === app.id);
  const minted = await world[persona].mint({ as: person.key, ...(client ? { clientId: client.clientId } : {}) });
  const { sub = '' } = claimsOf(minted.id_token ?? '');
  const { visit, exchanges } = await watch(probe, () => person.handsInToken(minted.access_token, String(sub)));
  const isIn = visit.ok && (!works(probe, 'whoAmI') || (await person.isSignedIn()));
  const refusal = await findRefusal(probe, exchanges);
  const found = `${describeEnd(probe, verb, visit)}${refusal ? `; ${refusal.found}` : ''}, and ${person.name} is not signed in by a valid token`;
  const fix = refusal?.fix ?? 'Bind it to the request that sends a token to the server: {token} and {user} in form fields.';
  const title = `${verb} signs in the person of a token`;
  if (!record(probe, 'acceptsToken', title, isIn ? undefined : { found, fix }, exchanges)) return false;
  return !app.verbs.whoAmI || record(probe, 'whoAmI', `${bindingOf(probe, 'whoAmI')} shows who is signed in`, undefined);
};
