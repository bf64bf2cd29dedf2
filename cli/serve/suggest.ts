import type { Suggestion } from '../../provider/model/index.ts';

const render = ({ why, curl, switches }: Suggestion, hasButton: boolean): string =>
  [
    `[loginlab] ${why} To register it${hasButton ? ', press the button on the page or run' : ', run'}:`,
    `  ${curl}`,
    ...(switches === '' ? [] : [`  or start the lab with: ${switches}`]),
  ].join('\n');

/** Most suggestions printed per lab; more come from a program, not a person. */
const MOST = 1000;

/** Prints on stderr how to register a refused client, once for each client. */
export const suggestOnStderr = (
  print: (text: string) => void = console.error,
): ((suggestion: Suggestion, hasButton: boolean) => void) => {
  const said = new Set<string>();
  return (suggestion, hasButton) => {
    const text = render(suggestion, hasButton);
    if (said.size >= MOST || said.has(text)) return;
    said.add(text);
    print(text);
  };
};
