/** Sends the form of a page with one more field. */
export const submit = async (
  page: Response,
  base: string,
  extra: Readonly<Record<string, string>>,
  cookie: string,
): Promise<Response> => {
  const html = await page.text();
  const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? base;
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const body = new URLSearchParams([...hidden, ...Object.entries(extra)] as [string, string][]);
  return fetch(new URL(action, base), { method: 'POST', body, redirect: 'manual', headers: cookie ? { cookie } : {} });
};
