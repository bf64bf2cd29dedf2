import type { Suggestion } from '../../provider/model/index.ts';

const render = ({ why, curl, switches }: Suggestion, hasButton: boolean): string =>
  [
    `[loginlab] ${why} To register exactly that${hasButton ? ', press the button on the page, or' : ''}:`,
    `  ${curl}`,
    `  next time: ${switches}`,
  ].join('\n');

/** Refusals that are told; whoever makes up more is no person. */
const MOST = 1000;

/** Says on stderr what would register a client that was refused, once for each: a person tries again and again. */
export const suggestOnStderr = (): ((suggestion: Suggestion, hasButton: boolean) => void) => {
  const said = new Set<string>();
  return (suggestion, hasButton) => {
    const text = render(suggestion, hasButton);
    if (said.size >= MOST || said.has(text)) return;
    said.add(text);
    console.error(text);
  };
};
