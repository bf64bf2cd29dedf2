import './strict.ts';
import { render } from 'preact';
import { ActionBar } from './action-bar.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { FamilyPanel } from './family-panel.tsx';
import { Faults } from './faults.tsx';
import { FindingList } from './finding-marks.tsx';
import { Head } from './head.tsx';
import { startClosingMenus } from './menu.tsx';
import { PassedPanel } from './passed-panel.tsx';
import { People } from './people.tsx';
import * as state from './state.ts';
import { StatusLine } from './status-line.tsx';
import { Stories } from './stories.tsx';
import { readPlace } from './story-steps.ts';
import { Switchboard } from './switchboard.tsx';
import { enterWorld } from './sync.ts';
import { Timeline } from './timeline.tsx';
import { TokensPanel } from './tokens-panel.tsx';

const World = () => (
  <>
    <ActionBar />
    <StatusLine />
    <div class="columns">
      <Timeline />
      <PassedPanel />
      <div class="side">
        <FindingList />
        <FamilyPanel />
        <TokensPanel />
        <Faults />
        <People />
      </div>
    </div>
    <Switchboard />
  </>
);

const Console = () => {
  const place = readPlace(state.opened.value);
  return (
    <>
      <Head />
      <main>
        {place ? (
          <>
            <StatusLine />
            <Stories place={place} />
          </>
        ) : (
          <World />
        )}
      </main>
      <ConfirmDialog />
    </>
  );
};

state.startTicking();
startClosingMenus();
enterWorld(state.world.value);
render(<Console />, document.body);
