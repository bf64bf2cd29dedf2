import { addressReader, loadPersonas } from '../../provider/index.ts';
import type { Exchange } from '../../provider/model/index.ts';
import { Secrets, seeExchange } from '../../provider/wire/index.ts';
import { brokenVerdict, type Rule } from '../../scenarios/model/index.ts';
import { fromUser } from '../paths.ts';
import { tieFlows } from './flows.ts';
import type { LintedSource, LintFinding, Place } from './lint-result.ts';
import { type HarSummary, readHar } from './read-har.ts';
import { type ReadAt, Recognition } from './recognise.ts';
import { shown, shownAddress } from './shown.ts';

const placeOf = ({ sequence, request, response }: Exchange, secrets: Secrets): Place => ({
  at: `log.entries[${sequence - 1}]`,
  method: shown(request.method, secrets),
  url: shownAddress(request.url, secrets),
  status: response?.status ?? 0,
});

const findIn = (rules: readonly Rule[], exchanges: readonly Exchange[]): readonly LintFinding[] => {
  const secrets = new Secrets();
  for (const each of exchanges) seeExchange(each, secrets); // every secret must be known before the first sentence is redacted
  const byId = new Map(exchanges.map((each) => [each.id, each]));
  return rules.flatMap(({ id, title, basis, fix, look }) =>
    look(exchanges).map(({ message, exchanges: ids, level }) => ({
      ...{ rule: id, title, level, verdict: brokenVerdict[level], basis, fix },
      message: shown(message, secrets),
      places: ids.flatMap((each) => byId.get(each) ?? []).map((each) => placeOf(each, secrets)),
    })),
  );
};

/** A second reading finds what a token was sent to that stands before its answer in the file. */
const recognise = async (file: string, readAt: ReadAt): Promise<HarSummary & { readonly recognition: Recognition }> => {
  const first = new Recognition(readAt);
  const summary = await readHar(file, first.add);
  if (!first.isDisordered) return { ...summary, recognition: first };
  const recognition = new Recognition(readAt, first.tokens);
  await readHar(file, recognition.add);
  return { ...summary, recognition };
};

/** Opens what reads recordings with these rules: one file after the other, each for itself. Rejects with `config` for what is no HAR. */
export const fileLinter = async (rules: readonly Rule[]) => {
  const readAt = addressReader(await loadPersonas());
  return async (file: string): Promise<LintedSource> => {
    const { recognition, creator, entries } = await recognise(fromUser(file), readAt);
    const exchanges = tieFlows(recognition.exchanges().filter(({ stale }) => !stale));
    const unreadable = recognition.unreadable.map((why) => shown(why));
    return {
      ...{ source: file, creator: shown(creator), entries, unreadable, judged: exchanges.length },
      ignored: entries - unreadable.length - exchanges.length,
      findings: findIn(rules, exchanges),
    };
  };
};
