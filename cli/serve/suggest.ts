import type { Suggestion } from '../../provider/model/index.ts';

const render = ({ why, curl, switches }: Suggestion, hasButton: boolean): string =>
  [
    `[loginlab] ${why} To register exactly that${hasButton ? ', press the button on the page, or' : ''}:`,
    `  ${curl}`,
    `  next time: ${switches}`,
  ].join('\n');

/** Says on stderr what would register a client that was refused, once for each: a person tries again and again. */
export const suggestOnStderr = (hasButton: boolean): ((suggestion: Suggestion) => void) => {
  const said = new Set<string>();
  return (suggestion) => {
    const text = render(suggestion, hasButton);
    if (said.size < 1000 && !said.has(text)) console.error(text);
    said.add(text);
  };
};
