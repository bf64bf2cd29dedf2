import type { Authorization } from '../../oauth/authorize/vendor.ts';

import { splitSpaces } from '../../oauth/space-delimited.ts';
import type { Step } from '../../oauth/steps.ts';
import { showDelegates } from './pages.ts';

/** Shows the brand account chooser after the account chooser. */
export const askDelegate: Step<Authorization> = ({ interaction, client, signedIn, ports }) => {
  if (!signedIn || interaction.chosen === undefined || interaction.delegated || interaction.granted) return undefined;
  const { person } = signedIn;
  const input = { params: interaction.params, person, asked: splitSpaces(interaction.params.scope) };
  if (!ports.decide('account.delegate', input, { ask: false }).ask) return undefined;
  return showDelegates(interaction, client, person, ports);
};
