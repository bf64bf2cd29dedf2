import type { LabRequest, Person, Ports, Reply } from '../model/index.ts';
import { proceed } from './authorize/authorization.ts';
import { answerApp, denial } from './authorize/respond.ts';
import type { AuthorizationVendor, Consent } from './authorize/vendor.ts';
import { type Interaction, type Resumed, resumeInteraction } from './interactions.ts';
import { readForm, readFormValues } from './parameters.ts';
import { openPrompts } from './prompts.ts';
import { splitSpaces } from './space-delimited.ts';

interface Considered extends Resumed {
  readonly vendor: AuthorizationVendor;
  readonly ports: Ports;
}

const answered = ({ granted = [], declined = [] }: Interaction, more: readonly string[]): Consent => ({
  ...{ asking: [], kept: [], more, declined, show: false },
  granted: [...granted, ...more],
});

/** Returns granted and declined scopes, and whether the consent page is required. */
export const consider = async ({ vendor, interaction, client, ports }: Considered, person: Person): Promise<Consent> => {
  const { params, vendorParams } = interaction;
  const asked = splitSpaces(params.scope);
  const key = ports.consentKey({ client, params, scopes: asked });
  const [consented, declined] = [await ports.consents.read(person, key), await ports.consents.declined(person, key)];
  const more = ports.decide('consent.combine', { params, asked, consented, client }, { scopes: [] }).scopes;
  if (interaction.granted) return answered(interaction, more);
  const input = { consented, declined, asked, client, params: vendorParams, scopes: [] };
  const { scopes: kept, settled = [] } = ports.decide('consent.remembered', input, { scopes: [] });
  const missing = asked.filter((scope) => !kept.includes(scope) && !settled.includes(scope));
  const plain = missing.length > 0 || openPrompts(interaction).includes('consent');
  const { show } = ports.decide('consent.show', { params, asked, missing }, { show: plain });
  const unless = (list: readonly string[]) => (show ? [] : asked.filter((scope) => list.includes(scope)));
  return {
    ...{ asking: vendor.consent.asks(asked, missing), kept, more, declined: unless(settled), show },
    granted: [...unless(kept), ...(show ? [] : more)],
  };
};

/** Returns the granted scopes: required scopes, ticked scopes, and those granted without a question. */
const grantedOf = (request: LabRequest, { interaction, client, ports }: Considered): readonly string[] => {
  const { asking = [], kept = [], params, vendorParams } = interaction;
  const { optional } = ports.decide('consent.granular', { asked: asking, params: vendorParams, client }, { optional: [] });
  const ticked = readFormValues(request, 'scope');
  const agreed = asking.filter((scope) => !optional.includes(scope) || ticked.includes(scope));
  const isKept = (scope: string) => kept.includes(scope) && !asking.includes(scope);
  return splitSpaces(params.scope).filter((scope) => agreed.includes(scope) || isKept(scope));
};

/** Stores the granted scopes, and the declined ones if the vendor does. */
const remember = async (
  { vendor, interaction, client, ports }: Considered,
  person: Person,
  granted: readonly string[],
  declined: readonly string[],
) => {
  const { remembersDeclined } = vendor.consent;
  const key = ports.consentKey({ client, params: interaction.params, scopes: splitSpaces(interaction.params.scope) });
  await ports.consents.add(person, key, granted);
  if (remembersDeclined) await ports.consents.decline(person, key, declined);
};

/** Handles the form of the consent page: stores the decision, and redirects to the app. */
export const answerConsent = async (vendor: AuthorizationVendor, request: LabRequest, ports: Ports): Promise<Reply> => {
  const resumed = await resumeInteraction(request, vendor.origins, ports);
  const accounts = await ports.browser.accounts();
  const authuser = accounts.findIndex(({ person }) => person.sub === resumed?.interaction.chosen);
  const person = accounts[authuser]?.person;
  if (!resumed || !person) return vendor.pages.expired(ports);
  const { interaction, client } = resumed;
  ports.note({ flow: interaction.flow, client: client.clientId, person });
  const form = readForm(request).params;
  const considered = { ...resumed, vendor, ports };
  const granted = form.decision === 'allow' ? grantedOf(request, considered) : [];
  if (form.decision !== 'allow' || (vendor.consent.nothingIsDenial && granted.length === 0))
    return answerApp({ vendor, interaction, client, person, authuser, payload: denial(interaction) }, ports);
  const declined = splitSpaces(interaction.params.scope).filter((scope) => !granted.includes(scope));
  await remember(considered, person, granted, declined);
  const limit = vendor.consent.limitSeconds?.(form);
  const decided = { ...interaction, granted, declined, ...(limit !== undefined && { grantedForSeconds: limit }) };
  return proceed(vendor, { interaction: decided, client }, request, ports);
};
