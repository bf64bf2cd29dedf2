/** A page as it was reached. */
export interface Seen {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

const plain = (text: string): string => text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** The least of a browser: follows redirects, keeps cookies by host name, fills in the first form of a page. */
export class Visitor {
  readonly #cookies = new Map<string, string>();

  async visit(url: string, init: RequestInit = {}): Promise<Seen> {
    const { hostname } = new URL(url);
    const mine = [...this.#cookies].filter(([key]) => key.startsWith(`${hostname} `));
    const cookie = mine.map(([key, value]) => `${key.slice(hostname.length + 1)}=${value}`).join('; ');
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie, 'sec-fetch-site': 'same-origin' },
    });
    for (const each of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      this.#cookies.set(`${hostname} ${name}`, value);
    }
    const location = answer.headers.get('location');
    if (location !== null) return this.visit(new URL(location, url).href);
    return { url, status: answer.status, text: await answer.text() };
  }

  /** Sends the first form of a page with what it holds, and the button that was pressed. */
  press({ url, text }: Seen, button: Readonly<Record<string, string>>): Promise<Seen> {
    const [form = ''] = /<form[\s\S]*?<\/form>/.exec(text) ?? [];
    const action = new URL(plain(/action="([^"]*)"/.exec(form)?.[1] ?? ''), url);
    const held = [...form.matchAll(/<input[^>]*\bname="([^"]*)"[^>]*\bvalue="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, plain(value)],
    );
    const body = new URLSearchParams([...held, ...Object.entries(button)]);
    return this.visit(action.href, { method: 'POST', body, headers: { origin: new URL(url).origin } });
  }
}
