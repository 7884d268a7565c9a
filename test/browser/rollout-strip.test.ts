import { MantineProvider } from '@mantine/core';
import { type ComponentProps, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { City } from '#model/city.ts';
import { momentOfDate } from '#state/gantt/date-steps.ts';
import { noRollout, type RolloutState } from '#state/rollout-state.ts';
import type { Commands, SessionState, ViewPose } from '#state/session.ts';
import { createStore, type WritableStore } from '#state/store.ts';
import { RolloutStrip } from '#ui/rollout/timeline/rollout-strip.tsx';
import { SessionProvider } from '#ui/session-context.tsx';
import '../../src/app/sightline.css';
import { cameraWith, scenarioWith } from '../fixtures/cameras.ts';
import { rolloutReport } from '../fixtures/rollout-report.ts';
import { viewState } from '../fixtures/view-state.ts';

/** The timeline in a page, without a city and without an engine. */

const report = rolloutReport({ phases: 3, groupsPerPhase: 3, devicesPerGroup: 3 });
let root: Root;
let host: HTMLDivElement;
let session: WritableStore<SessionState>;
let calls: (readonly [name: string, ...args: readonly unknown[]])[];

beforeEach(async () => {
  calls = [];
  host = document.createElement('div');
  host.style.cssText = 'position: fixed; inset: auto 0 0 0; width: 1200px';
  document.body.append(host);
  session = createStore(stateOf({ date: '2026-06-20' }));
  const commands = new Proxy({} as Commands, {
    get:
      (_, name) =>
      (...args: readonly unknown[]) => {
        calls.push([String(name), ...args]);
        const [value] = args;
        if (name === 'setRolloutDate') patch({ date: String(value) });
        if (name === 'showRolloutTask') patch({ taskId: value as string | null });
        if (name === 'setRolloutView') patch(value as Partial<RolloutState>);
      },
  });
  root = createRoot(host);
  const strip = createElement(MantineProvider, null, createElement(RolloutStrip));
  const access = { session, commands, pose: createStore({} as ViewPose) };
  const props: ComponentProps<typeof SessionProvider> = { access, children: strip };
  root.render(createElement(SessionProvider, props));
  await expect.poll(() => host.querySelector('.u-over')).not.toBeNull();
});

afterEach(() => {
  root.unmount();
  host.remove();
});

function stateOf(fields: Partial<RolloutState>): SessionState {
  const run = { status: 'ready', step: '', fraction: 1, result: report, seconds: 2.3 } as const;
  // The strip reads nothing of the city.
  const state = viewState({} as City, scenarioWith([cameraWith()]));
  return { ...state, mode: 'rollout', rollout: { ...noRollout, run, goalId: 'G1', ...fields } };
}

function patch(fields: Partial<RolloutState>): void {
  session.patch({ rollout: { ...session.get().rollout, ...fields } });
}

function element(selector: string): Element {
  const found = host.querySelector(selector);
  if (found === null) throw new Error(`Nothing is ${selector}.`);
  return found;
}

const box = (selector: string): DOMRect => element(selector).getBoundingClientRect();
const centre = ({ left, width }: DOMRect): number => left + width / 2;

test('rows, chart and date stand on one axis, to the pixel', async () => {
  for (const scale of ['months', 'weeks', 'days'] as const) {
    patch({ scale });
    await expect.poll(() => element('.segments input:checked').getAttribute('value')).toBe(scale);
    await expect
      .poll(() => Math.abs(centre(box('.timeline-date .line')) - centre(box('.band-marker'))))
      .toBeLessThan(1);
    const [plot, axis, track] = [box('.u-over'), box('.timeline-axis'), box('.gantt-track')];
    expect(Math.abs(plot.left - axis.left)).toBeLessThan(1);
    expect(Math.abs(plot.right - axis.right)).toBeLessThan(1);
    expect(Math.abs(track.left - axis.left)).toBeLessThan(1);
  }
});

test('what is done ends at the date’s line', async () => {
  const under = session
    .get()
    .rollout.run.result?.tasks.find(
      ({ start, finish }) => (start.p50 ?? '') < '2026-06-20' && (finish.p50 ?? '') > '2026-06-20',
    );
  if (under === undefined) throw new Error('The fixture has a task that is under way.');
  patch({ taskId: under.id });
  await expect.poll(() => host.querySelector('.gantt-row[aria-selected="true"] .done')).not.toBeNull();
  const done = box('.gantt-row[aria-selected="true"] .done');
  expect(Math.abs(done.right - centre(box('.timeline-date .line')))).toBeLessThan(1.5);
  expect(momentOfDate('2026-06-20')).toBe(momentOfDate('2026-06-19') + 1);
});

test('the date moves by keys and holds within the report', async () => {
  const slider = element('[role="slider"]') as HTMLElement;
  slider.focus();
  await userEvent.keyboard('{ArrowRight}{PageUp}{Home}{ArrowLeft}{End}');
  const dates = calls.filter(([name]) => name === 'setRolloutDate').map(([, date]) => date);
  const last = report.dates.at(-1);
  expect(dates).toEqual(['2026-06-21', '2026-07-21', report.start, report.start, last]);
  await expect.poll(() => slider.getAttribute('aria-valuenow')).toBe(slider.getAttribute('aria-valuemax'));
});

test('only rows in sight are in the page, and keys reach the others', async () => {
  const grid = element('[role="treegrid"]') as HTMLElement;
  (element('[aria-label="Open all stages"]') as HTMLElement).click();
  await expect.poll(() => Number(grid.getAttribute('aria-rowcount'))).toBeGreaterThan(30);
  expect(host.querySelectorAll('[role="row"]').length).toBeLessThan(Number(grid.getAttribute('aria-rowcount')));
  grid.focus();
  await userEvent.keyboard('{End}');
  await expect.poll(() => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')).not.toBeNull();
  await expect.poll(() => box('.gantt-row[data-active]').bottom <= grid.getBoundingClientRect().bottom + 1).toBe(true);
});

test('Alt and arrows keep a task from beginning earlier, and never move a summary', async () => {
  const task = report.tasks.find(({ step }) => step === 'network');
  if (task === undefined) throw new Error('The fixture has this task.');
  const grid = element('[role="treegrid"]') as HTMLElement;
  grid.focus();
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  expect(calls.filter(([name]) => name === 'changeTask')).toEqual([]);
  patch({ taskId: task.id });
  await expect.poll(() => host.querySelector('.gantt-row[aria-selected="true"]')).not.toBeNull();
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  const [change] = calls.filter(([name]) => name === 'changeTask');
  const day = new Date(Date.parse(task.start.p50 ?? '') + 86_400_000).toISOString().slice(0, 10);
  expect(change).toEqual(['changeTask', task.id, { notBefore: day }]);
});

/** Presses at the middle of an element, moves sideways by pixels, and lets go; with a key in between. */
async function drag(target: Element, pixels: number, key: string | null): Promise<void> {
  const { left, top, width, height } = target.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const send = (type: string, at: number): boolean =>
    target.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientX: at, clientY: y }));
  send('pointerdown', x);
  send('pointermove', x + pixels / 2);
  send('pointermove', x + pixels);
  if (key !== null) await userEvent.keyboard(key);
  send('pointerup', x + pixels);
  target.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: x + pixels, clientY: y }));
}

test('a bar that is dragged begins not before the day it is put on; Escape puts it back', async () => {
  const task = report.tasks.find(({ step }) => step === 'network');
  if (task === undefined) throw new Error('The fixture has this task.');
  patch({ taskId: task.id, scale: 'days', date: task.start.p50 });
  const selected = '.gantt-row[aria-selected="true"] .gantt-bar';
  await expect.poll(() => host.querySelector(selected)).not.toBeNull();
  // A day is 28 pixels wide.
  await drag(element(selected), 3 * 28, '{Escape}');
  expect(calls.filter(([name]) => name === 'changeTask')).toEqual([]);
  await drag(element(selected), 3 * 28, null);
  const day = new Date(Date.parse(task.start.p50 ?? '') + 3 * 86_400_000).toISOString().slice(0, 10);
  expect(calls.filter(([name]) => name === 'changeTask')).toEqual([['changeTask', task.id, { notBefore: day }]]);
});

test('dragging where there is no bar pans, and picks no row', async () => {
  const months = element('.time-axis').textContent;
  patch({ scale: 'days' });
  await expect.poll(() => element('.time-axis').textContent).not.toBe(months);
  const before = element('.time-axis').textContent;
  await drag(element('.gantt-track'), -280, null);
  await expect.poll(() => element('.time-axis').textContent).not.toBe(before);
  expect(calls.filter(([name]) => name === 'showRolloutTask')).toEqual([]);
});
