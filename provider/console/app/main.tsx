import './strict.ts';
import { render } from 'preact';
import { ActionBar } from './action-bar.tsx';
import { Faults } from './faults.tsx';
import { Head, Notices } from './head.tsx';
import { NextDaySummary } from './next-day-summary.tsx';
import { People } from './people.tsx';
import { startTicking, world } from './state.ts';
import { Switchboard } from './switchboard.tsx';
import { enterWorld } from './sync.ts';
import { Timeline } from './timeline.tsx';
import { TokensPanel } from './tokens-panel.tsx';

const Console = () => (
  <main>
    <Head />
    <ActionBar />
    <NextDaySummary />
    <div class="columns">
      <Timeline />
      <div class="side">
        <People />
        <Faults />
        <TokensPanel />
      </div>
    </div>
    <Switchboard />
    <Notices />
  </main>
);

startTicking();
enterWorld(world.value);
render(<Console />, document.body);
