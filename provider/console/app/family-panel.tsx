import { renderSpan } from '../../../drawing/epoch-words.ts';
import { visible } from '../../../drawing/visible.ts';
import { remainingSeconds, renderEnding, renderLife } from './life.ts';
import { nameOfToken, shortClientId } from './names.ts';
import { reasonsOf } from './refusal.tsx';
import * as state from './state.ts';
import { type FamilyMember, readReuse, type TokenFamily, type TokenUse } from './token-families.ts';
import { renderStatus } from './traffic.ts';

/** Members at each end of a long family that are shown. */
const FIRST_SHOWN = 2;
const LAST_SHOWN = 6;

const agoOf = ({ exchange }: TokenUse): string => {
  const at = exchange.startedAtEpochMs / 1000 + (exchange.shiftedSeconds ?? 0);
  return `${renderSpan(Math.max(0, -remainingSeconds(at, state.worldTime.value, exchange.agedSeconds ?? 0)))} ago`;
};

const MARKS = { accepted: '✓', refused: '✕', open: '?' } as const;

const Use = ({ use, again }: { readonly use: TokenUse; readonly again: boolean }) => (
  <li class={use.outcome}>
    <span aria-hidden="true">{MARKS[use.outcome]}</span> {again ? 'used again' : 'used'} {agoOf(use)} by{' '}
    <q>{visible(shortClientId(use.by))}</q>, {use.outcome === 'accepted' ? 'accepted' : renderStatus(use.exchange)} in{' '}
    <a href={`#${use.exchange.id}`}>{use.exchange.id}</a>
  </li>
);

const lifeOf = ({ token }: FamilyMember): string =>
  renderEnding(token, state.worldTime.value) ?? renderLife(remainingSeconds(token.expiresAtEpochSeconds, state.worldTime.value));

const Member = ({ member }: { readonly member: FamilyMember }) => (
  <li class={member.token.died ? 'member dead' : 'member living'}>
    <code>{nameOfToken(member.token)}</code>{' '}
    <small>{member.replaced ? `replaced ${nameOfToken(member.replaced)}` : 'the first of its login'}</small>
    <ul class="uses">
      {member.uses.map((use, index) => (
        <Use key={use.exchange.id} use={use} again={index > 0} />
      ))}
    </ul>
    <p class="row-state">
      {member.uses.length === 0 && member.token.usedAtEpochSeconds === undefined && 'never used; '}
      {lifeOf(member)}
    </p>
  </li>
);

const Why = ({ family }: { readonly family: TokenFamily }) => {
  const reuse = readReuse(family);
  if (family.living.length > 0) return <p class="row-state">alive: {family.living.map(nameOfToken).join(', ')}</p>;
  if (!reuse) return <p class="row-state">ended</p>;
  return (
    <p class="ended-by">
      Ended because <code>{nameOfToken(reuse.token)}</code> was sent again in{' '}
      <a href={`#${reuse.use.exchange.id}`}>{reuse.use.exchange.id}</a>
      {reasonsOf(reuse.use.exchange).map(({ id, why }) => (
        <span class="because" key={`${id} ${why}`}>
          {visible(why)}
        </span>
      ))}
    </p>
  );
};

const Family = ({ family }: { readonly family: TokenFamily }) => {
  const { members } = family;
  const hidden = Math.max(0, members.length - FIRST_SHOWN - LAST_SHOWN);
  const [first] = members;
  return (
    <li>
      <b>{visible(first?.token.person ?? first?.token.sub ?? '')}</b>{' '}
      <small>
        at {first?.token.persona}, {visible(shortClientId(first?.token.clientId ?? ''))}
      </small>
      <Why family={family} />
      <ol class="chain">
        {members.slice(0, hidden > 0 ? FIRST_SHOWN : members.length).map((member) => (
          <Member key={member.token.id} member={member} />
        ))}
        {hidden > 0 && <li class="member more">{hidden} more, each replaced by the next</li>}
        {hidden > 0 && members.slice(-LAST_SHOWN).map((member) => <Member key={member.token.id} member={member} />)}
      </ol>
    </li>
  );
};

/** Refresh tokens that replaced each other, as a chain: used when and by whom, and what ended it. Empty without rotation. */
export const FamilyPanel = () => {
  const families = state.families.value;
  if (families.length === 0) return null;
  return (
    <section class="card" aria-labelledby="families-title">
      <h2 id="families-title">Refresh-token rotation</h2>
      <ul class="rows">
        {families.map((family) => (
          <Family key={family.key} family={family} />
        ))}
      </ul>
    </section>
  );
};
