import { expect, test } from 'vitest';
import { onStopSignal, type StopSignal } from './signals.ts';

test('one key press that arrives twice stops once, and nobody listens afterwards', () => {
  const before = process.listenerCount('SIGINT');
  const stops: StopSignal[] = [];
  {
    using _listening = onStopSignal((signal) => stops.push(signal));
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGINT', 'SIGINT');
  }
  expect(stops).toEqual(['SIGINT']);
  expect(process.listenerCount('SIGINT')).toBe(before);
});
