import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as traffic from '../../traffic/index.ts';

const scopesOf = (asked: Exchange): readonly string[] => (traffic.paramsOf(asked).get('scope') ?? '').split(' ');
const repeats = (asked: Exchange): boolean => new Set(scopesOf(asked)).size < scopesOf(asked).length;

export default model.defineScenario<{ readonly visit: model.Visit; readonly asked: readonly Exchange[] }>({
  id: 'login/scopes-named-once',
  title: 'The authorization request names each scope once',
  level: 'SHOULD',
  basis: [model.spec('RFC6749-3.3')],
  provider: 'Behaves correctly.',
  rightClient: 'Sends a list of scopes in which each stands once.',
  fix: 'Make a set of the scopes before they are joined.',
  personas: ['google'],
  needs: ['signIn'],
  shows: [],
  bites: [
    { client: 'web', mutant: 'login-openid-twice', verdict: 'warn', check: 'once' },
    { client: 'web', mutant: 'login-all-scopes-twice', verdict: 'warn', check: 'once' },
  ],
  async steps({ person, wire, settled }) {
    const visit = await person.signsIn();
    await settled();
    return { visit, asked: (await wire.all()).filter(({ endpoint }) => endpoint === 'authorize') };
  },
  control({ visit }, { check }) {
    check.must('works', 'The app works', visit.ok, traffic.describeVisit(visit));
  },
  judge({ asked }, { check }) {
    const repeating = asked.filter(repeats);
    const found = `the scope was ${repeating.map((each) => scopesOf(each).join(' ')).join('; ')}`;
    check.should('once', 'Each scope is named once', repeating.length === 0, found, repeating);
  },
});
