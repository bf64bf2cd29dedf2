type Params = Readonly<Record<string, string>>;

/** A request with what the person has done about it so far. */
export interface Prompted {
  readonly params: Params;
  /** An account was chosen, or signed in to. */
  readonly chosen?: string;
  /** The consent page was answered. */
  readonly granted?: readonly string[];
}

/** Texts of `prompt` that the person has not dealt with yet. */
export const openPrompts = ({ params, chosen, granted }: Prompted): readonly string[] => {
  const done = new Set([...(chosen === undefined ? [] : ['select_account', 'login']), ...(granted ? ['consent'] : [])]);
  return (params.prompt ?? '').split(' ').filter((prompt) => prompt !== '' && !done.has(prompt));
};

/** The request with the prompts that are still open, but for the one that is being dealt with. */
export const openParams = (interaction: Prompted, underWay?: 'select_account'): Params => {
  const { prompt: _, ...rest } = interaction.params;
  const open = openPrompts(interaction).filter((prompt) => prompt !== underWay);
  return open.length === 0 ? rest : { ...rest, prompt: open.join(' ') };
};
