import { addressReader, loadPersonas } from '../../provider/index.ts';
import type { Exchange } from '../../provider/model/index.ts';
import { redactText, Secrets, seeExchange } from '../../provider/wire/index.ts';
import { brokenVerdict, type Rule } from '../../scenarios/model/index.ts';
import { fromUser } from '../paths.ts';
import { tieFlows } from './flows.ts';
import type { LintedSource, LintFinding, Place } from './lint-result.ts';
import { readHar } from './read-har.ts';
import { Recognition } from './recognise.ts';

const withoutQuery = (address: string): string => address.split(/[?#]/, 1)[0] ?? address;

const placeOf = (exchange: Exchange, secrets: Secrets): Place => ({
  at: `log.entries[${exchange.sequence - 1}]`,
  method: exchange.request.method,
  url: redactText(secrets, withoutQuery(exchange.request.url)).replace(/\/\/[^/@]*@/, '//'),
  status: exchange.response?.status ?? 0,
});

const findIn = (rules: readonly Rule[], exchanges: readonly Exchange[]): readonly LintFinding[] => {
  const secrets = new Secrets();
  for (const each of exchanges) seeExchange(each, secrets); // every secret must be known before the first sentence is redacted
  const byId = new Map(exchanges.map((each) => [each.id, each]));
  return rules.flatMap(({ id, title, level: usual, basis, fix, look }) =>
    look(exchanges).map(({ message, exchanges: ids, level = usual }) => ({
      ...{ rule: id, title, level, verdict: brokenVerdict[level], basis, fix },
      message: redactText(secrets, message),
      places: ids.flatMap((each) => byId.get(each) ?? []).map((each) => placeOf(each, secrets)),
    })),
  );
};

/** Opens what reads recordings with these rules: one file after the other, each for itself. Rejects with `config` for what is no HAR. */
export const fileLinter = async (rules: readonly Rule[]) => {
  const readAt = addressReader(await loadPersonas());
  return async (file: string): Promise<LintedSource> => {
    const recognition = new Recognition(readAt);
    const { creator, entries } = await readHar(fromUser(file), recognition.add);
    const exchanges = tieFlows(recognition.exchanges().filter(({ stale }) => !stale));
    const { unreadable } = recognition;
    return {
      ...{ source: file, creator, entries, unreadable, judged: exchanges.length },
      ignored: entries - unreadable.length - exchanges.length,
      findings: findIn(rules, exchanges),
    };
  };
};
