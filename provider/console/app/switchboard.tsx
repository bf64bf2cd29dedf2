import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { visible } from '../../../drawing/visible.ts';
import type { SettingInfo, SettingValue } from '../../model/index.ts';
import { ActionButton } from './action-button.tsx';
import { changeSetting } from './actions.ts';
import { findSettings, readChoices, takesNumber } from './settings-search.ts';
import * as state from './state.ts';

const MOST = 40;

/** A value that is no number is sent as typed, so that the lab answers what it accepts. */
const asNumber = (text: string): SettingValue => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text);

const NumberSetting = ({ setting }: { readonly setting: SettingInfo }) => {
  const asked = useSignal(String(setting.value));
  return (
    <span class="number">
      <label>
        <span class="hidden">New value of {setting.id}</span>
        <input
          inputMode="numeric"
          value={asked}
          onInput={(event) => {
            asked.value = event.currentTarget.value;
          }}
        />
      </label>
      <ActionButton action={changeSetting(state.world.value, setting, asNumber(asked.value))} small />
    </span>
  );
};

const Changes = ({ setting }: { readonly setting: SettingInfo }) => {
  const choices = readChoices(setting);
  return (
    <>
      {choices.map((value: SettingValue) => (
        <ActionButton key={String(value)} action={changeSetting(state.world.value, setting, value)} small />
      ))}
      {takesNumber(setting) && <NumberSetting setting={setting} />}
    </>
  );
};

const unitOf = ({ schema, value }: SettingInfo): string =>
  typeof value === 'number' && typeof schema.description === 'string' ? schema.description : '';

const Row = ({ setting }: { readonly setting: SettingInfo }) => (
  <li>
    <code>{visible(setting.id)}</code> <b>{JSON.stringify(setting.value)}</b> {unitOf(setting)}
    {setting.value !== setting.default && <small> changed; the default is {JSON.stringify(setting.default)}</small>}
    <p class="row-state">
      {setting.summary}{' '}
      <a href={setting.source.url} target="_blank" rel="noreferrer">
        source<span class="hidden"> of {setting.id}</span>
      </a>{' '}
      <small>
        row {setting.source.row}, {setting.source.confidence}, checked on {setting.source.checkedOn}
      </small>
    </p>
    <Changes setting={setting} />
  </li>
);

const ASKED = /^switch=(.+)$/;

/** The settings: every behaviour in which a persona differs from the plain protocol. */
export const Switchboard = () => {
  const text = useSignal('');
  const isOpen = useSignal(false);
  const asked = ASKED.exec(state.opened.value)?.[1];
  useEffect(() => {
    if (asked === undefined) return;
    text.value = asked;
    isOpen.value = true;
  }, [asked, text, isOpen]);
  useEffect(() => {
    if (asked !== undefined && isOpen.value) document.getElementById('switch-search')?.focus();
  }, [asked, isOpen.value]);
  const found = findSettings(state.settings.value, text.value);
  const changed = state.settings.value.filter((setting) => setting.value !== setting.default).length;
  return (
    <section class="card switchboard" aria-labelledby="switchboard-title">
      <h2 id="switchboard-title">Switchboard</h2>
      <details
        open={isOpen}
        onToggle={(event) => {
          isOpen.value = event.currentTarget.open;
        }}
      >
        <summary>
          {state.settings.value.length} behaviours{changed > 0 && `, ${changed} changed`}
        </summary>
        <label>
          Search{' '}
          <input
            id="switch-search"
            type="search"
            value={text}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
        </label>
        <p class="note" role="status">
          {found.length} of {state.settings.value.length}
          {found.length > MOST && `; the first ${MOST} are shown`}
        </p>
        {isOpen.value && (
          <ul class="rows">
            {found.slice(0, MOST).map((setting) => (
              <Row key={setting.id} setting={setting} />
            ))}
          </ul>
        )}
      </details>
    </section>
  );
};
