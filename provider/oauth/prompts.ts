type Params = Readonly<Record<string, string>>;

/** A request with the decisions of the person so far. */
export interface Prompted {
  readonly params: Params;
  /** The person chose an account or signed in. */
  readonly chosen?: string;
  /** The person answered the consent page. */
  readonly granted?: readonly string[];
}

/** Returns the values of `prompt` that still need an action of the person. */
export const openPrompts = ({ params, chosen, granted }: Prompted): readonly string[] => {
  const done = new Set([...(chosen === undefined ? [] : ['select_account', 'login']), ...(granted ? ['consent'] : [])]);
  return (params.prompt ?? '').split(' ').filter((prompt) => prompt !== '' && !done.has(prompt));
};

/** Returns the request with the remaining prompts, without the one in progress. */
export const openParams = (interaction: Prompted, underWay?: 'select_account'): Params => {
  const { prompt: _, ...rest } = interaction.params;
  const open = openPrompts(interaction).filter((prompt) => prompt !== underWay);
  return open.length === 0 ? rest : { ...rest, prompt: open.join(' ') };
};
