import type { Exchange } from '../../provider/model/index.ts';

const PAGE = 'data-testid="page-form-post"';
const FIELD = /<input type="hidden" name="([^"]*)" value="([^"]*)">/g;
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const unescaped = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => CHARACTERS[name] ?? entity);

/** The parameters that a page of response_mode=form_post lets the browser post to the app; none for another answer. */
export const postedByPage = ({ response }: Exchange): readonly [string, string][] => {
  const body = response?.body ?? '';
  if (!body.includes(PAGE)) return [];
  return [...body.matchAll(FIELD)].map(([, name = '', value = '']) => [unescaped(name), unescaped(value)]);
};
