/** Stops before what ends a sentence or a bracket: `(see https://a.example/x).` */
const IN_TEXT = /https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]/gi;

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address) && URL.canParse(address);

interface Node {
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
}

const hrefsIn = ({ attrs = [], childNodes = [] }: Node): readonly string[] => [
  ...attrs.filter(({ name }) => name === 'href').map(({ value }) => value.trim()),
  ...childNodes.flatMap(hrefsIn),
];

/** The parser is loaded with the first message that has HTML. */
const linksInHtml = async (html: string): Promise<readonly string[]> => {
  const { parse } = await import('parse5');
  return hrefsIn(parse(html) as Node);
};

/** Absolute http and https addresses of a message, each once, in order of appearance: text first, then HTML. */
export const linksOf = async ({ text, html }: { readonly text: string; readonly html?: string }): Promise<readonly string[]> => {
  const found = [...(text.match(IN_TEXT) ?? []), ...(html === undefined ? [] : await linksInHtml(html))];
  return [...new Set(found.filter(isWeb))];
};
