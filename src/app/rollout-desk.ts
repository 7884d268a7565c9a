import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber, isoDate } from '#model/rollout/calendar-days.ts';
import type { Scenario } from '#model/scenario.ts';
import { resolveVariant } from '#model/variants.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import { noRollout, noWork, type RolloutState, type Work } from '#state/rollout-state.ts';
import type { SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { isAbort, type Notifier } from './notices.ts';
import type { RolloutMoment } from './rollout-picture.ts';
import { type RolloutRequest, type RolloutRunner, rolloutKey } from './rollout-runner.ts';
import type { RolloutStage } from './rollout-stage.ts';

export interface RolloutDeskParts {
  readonly plan: PlanDocument;
  readonly session: WritableStore<SessionState>;
  readonly rollouts: RolloutRunner;
  /** What the twin shows of the runs. */
  readonly stage: RolloutStage;
  readonly notifier: Notifier;
}

/** Quiet time before results are compared with the plan as it has become, and run anew, milliseconds. */
const staleDelayMilliseconds = 500;
/** Runs that take no longer than this follow changes of the plan by themselves, seconds. */
const longestFollowingSeconds = 10;
/** A play step: days of the timeline by its scale, and the time it is shown, milliseconds. */
const playDays = { months: 7, weeks: 2, days: 1 } as const;
const playMilliseconds = 220;
/** Kinds of work that are asked for by a button. */
export type RolloutWorkKind = 'run' | 'policies' | 'orders' | 'monthly';
const kinds: readonly RolloutWorkKind[] = ['run', 'policies', 'orders', 'monthly'];

/** Where Rollout mode's results come together. */
export interface RolloutDesk {
  /** The plan and the question as they are; null where nothing is open. */
  request(): RolloutRequest | null;
  patch(fields: Partial<RolloutState>): void;
  patchWork<K extends RolloutWorkKind>(kind: K, fields: Partial<RolloutState[K]>): void;
  /** Does one kind of work; what is under way of it is stopped. `failure` begins the sentence where it goes wrong. */
  doWork<K extends RolloutWorkKind>(
    kind: K,
    wanted: RolloutRequest | null,
    failure: string,
    work: (wanted: RolloutRequest, signal: AbortSignal) => Promise<NonNullable<RolloutState[K]['result']>>,
  ): Promise<void>;
  run(): void;
  stop(): void;
  compare(variantId: string | null): void;
  endComparison(): void;
  setDate(date: string): void;
  play(playing: boolean): void;
  /** The twin as it is on the date that is looked at. */
  repaint(): void;
  /** After a change: says what is out of date, and runs anew what does not take long. */
  followSoon(): void;
}

/** Wires runs, results and the twin together; it follows the plan, the city and the mode by itself. */
export function createRolloutDesk(parts: RolloutDeskParts): RolloutDesk {
  const { plan, session, rollouts, stage, notifier } = parts;
  const controls = new Map<RolloutWorkKind | 'comparison', AbortController>();
  /** What each result hangs on. */
  const keys = new Map<RolloutWorkKind, string>();
  /** What the shown report was asked of, and the one beside it. */
  let shown: RolloutRequest | null = null;
  let beside: RolloutRequest | null = null;
  /** What the last run was asked of, whatever came of it. */
  let askedKey = '';
  let staleTimer: ReturnType<typeof setTimeout> | null = null;
  let playTimer: ReturnType<typeof setInterval> | null = null;
  let { city, mode, cellMeters, paint } = session.get();

  const state = (): RolloutState => session.get().rollout;
  const patch = (fields: Partial<RolloutState>): void => session.patch({ rollout: { ...state(), ...fields } });
  const patchWork = <K extends RolloutWorkKind>(kind: K, fields: Partial<RolloutState[K]>): void =>
    patch({ [kind]: { ...state()[kind], ...fields } } as Partial<RolloutState>);

  const request = (scenario: Scenario | null = plan.scenario()): RolloutRequest | null => {
    const { city: onStage, cellMeters: cell, rollout } = session.get();
    if (onStage === null || scenario === null) return null;
    return { question: rollout.question, scenario, city: onStage, cellMeters: cell };
  };
  const keyOf = ({ question, scenario, cellMeters: cell }: RolloutRequest): string =>
    rolloutKey(question, scenario, cell);

  const momentOf = (request: RolloutRequest | null, report: RolloutReport | null): RolloutMoment | null => {
    const { rollout, paint: setting } = session.get();
    if (request === null || report === null || rollout.date === null) return null;
    return { request, report, date: rollout.date, what: rollout.paint, paint: setting };
  };
  /** The twin, and the one beside it, as they are on the date that is looked at. */
  const repaint = (): void => {
    if (session.get().mode !== 'rollout') return;
    const { run, comparison } = state();
    stage.show(momentOf(shown, run.result), momentOf(beside, comparison.run.result));
  };

  const within = (date: string, { start, dates }: Pick<RolloutReport, 'start' | 'dates'>): string => {
    const last = dates.at(-1) ?? start;
    return date < start ? start : date > last ? last : date;
  };

  const stopPlaying = (): void => {
    if (playTimer !== null) clearInterval(playTimer);
    playTimer = null;
    if (state().playing) patch({ playing: false });
  };

  const setDate = (date: string): void => {
    const { result } = state().run;
    if (result === null || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return;
    patch({ date: within(date, result) });
    repaint();
  };

  /** Does one kind of work; what is under way of it is stopped. */
  const doWork = async <K extends RolloutWorkKind>(
    kind: K,
    wanted: RolloutRequest | null,
    failure: string,
    work: (wanted: RolloutRequest, signal: AbortSignal) => Promise<NonNullable<RolloutState[K]['result']>>,
  ): Promise<void> => {
    if (wanted === null) return;
    controls.get(kind)?.abort();
    const control = new AbortController();
    controls.set(kind, control);
    const start = performance.now();
    patchWork(kind, { status: 'computing', step: 'Starting', fraction: 0 } as Partial<RolloutState[K]>);
    try {
      const result = await work(wanted, control.signal);
      if (controls.get(kind) !== control) return;
      keys.set(kind, keyOf(wanted));
      const seconds = (performance.now() - start) / 1000;
      patchWork(kind, { status: 'ready', step: '', fraction: 1, result, seconds } as Partial<RolloutState[K]>);
      compareWithPlan();
    } catch (reason) {
      if (controls.get(kind) !== control) return;
      const stopped = isAbort(reason);
      // What came early of stopped runs stays, as out of date.
      const kept = stopped ? (state()[kind].result === null ? 'idle' : 'stale') : 'failed';
      patchWork(kind, { status: kept, step: '', fraction: 0 } as Partial<RolloutState[K]>);
      if (!stopped) notifier.fail('rollout-failed', failure, reason);
    } finally {
      if (controls.get(kind) === control) controls.delete(kind);
    }
  };

  const runAll = (): void => {
    const wanted = request();
    void doWork('run', wanted, 'The rollout could not be run:', async (asked, signal) => {
      const take = (report: RolloutReport): void => {
        shown = asked;
        const date = within(state().date ?? report.start, report);
        patch({ date, run: { ...state().run, result: report } });
        repaint();
      };
      const { report } = await rollouts.run(asked, {
        signal,
        onProgress: (progress) => {
          if (!signal.aborted) patchWork('run', progress);
        },
        onReport: (early) => {
          if (!signal.aborted) take(early);
        },
      });
      take(report);
      return report;
    }).then(() => {
      const { comparison } = state();
      if (comparison.run.status !== 'idle' && state().run.status === 'ready') compareAgain(comparison.variantId);
    });
  };

  const compareAgain = (variantId: string | null): void => {
    const file = plan.file();
    const other = file === null ? null : resolveVariant({ ...file, activeVariant: null }, variantId);
    const wanted = request(other);
    if (wanted === null) return;
    controls.get('comparison')?.abort();
    const control = new AbortController();
    controls.set('comparison', control);
    const patchRun = (fields: Partial<Work<RolloutReport>>): void => {
      if (controls.get('comparison') !== control) return;
      patch({ comparison: { variantId, run: { ...state().comparison.run, ...fields } } });
    };
    patch({ comparison: { variantId, run: { ...noWork, status: 'computing', step: 'Starting' } } });
    rollouts.run(wanted, { signal: control.signal, onProgress: patchRun }).then(
      ({ report, seconds }) => {
        if (controls.get('comparison') !== control) return;
        beside = wanted;
        patchRun({ status: 'ready', result: report, seconds, step: '', fraction: 1 });
        repaint();
      },
      (reason: unknown) => {
        if (controls.get('comparison') !== control) return;
        endComparison();
        if (!isAbort(reason)) notifier.fail('comparison-failed', 'The other variant could not be run:', reason);
      },
    );
  };

  const endComparison = (): void => {
    controls.get('comparison')?.abort();
    controls.delete('comparison');
    beside = null;
    patch({ comparison: noRollout.comparison });
    repaint();
  };

  /** Tells which results belong to the plan and the question as they are now. */
  const compareWithPlan = (): void => {
    const wanted = request();
    if (wanted === null) return;
    const key = keyOf(wanted);
    for (const kind of kinds) {
      const { status } = state()[kind];
      if (status !== 'ready' && status !== 'stale') continue;
      const next = keys.get(kind) === key ? 'ready' : 'stale';
      if (next !== status) patchWork(kind, { status: next });
    }
  };

  /** After a change: says what is out of date, and runs anew what does not take long. */
  const followSoon = (): void => {
    if (staleTimer !== null) clearTimeout(staleTimer);
    staleTimer = setTimeout(() => {
      compareWithPlan();
      follow();
    }, staleDelayMilliseconds);
  };

  const follow = (): void => {
    if (session.get().mode !== 'rollout' || plan.inGesture()) return;
    const { run } = state();
    const wanted = request();
    if (wanted === null) return;
    const key = keyOf(wanted);
    const first = run.status === 'idle' && canBeRun(wanted.scenario);
    const again = run.status === 'stale' && (run.seconds ?? 0) <= longestFollowingSeconds;
    // What is under way, or could not be carried out, was asked of the plan as it was.
    const outdated = (run.status === 'computing' || run.status === 'failed') && key !== askedKey;
    if (!first && !again && !outdated) return;
    askedKey = key;
    runAll();
  };

  /** Nothing that was run holds any more: another city, or another plan on it. */
  const startOver = (): void => {
    for (const control of controls.values()) control.abort();
    controls.clear();
    keys.clear();
    stopPlaying();
    shown = null;
    beside = null;
    stage.forget();
    const { question, scale } = state();
    patch({ ...noRollout, question: { ...question, phases: [] }, scale });
  };

  session.subscribe(() => {
    const now = session.get();
    if (now.city !== city) {
      const another = now.city === null || city === null || now.city.manifest.id !== city.manifest.id;
      city = now.city;
      // A corrected city only makes results stale.
      if (another) startOver();
      else keys.clear();
      followSoon();
    }
    if (now.mode !== mode) {
      mode = now.mode;
      stage.enter(mode === 'rollout');
      if (mode === 'rollout') {
        compareWithPlan();
        follow();
        repaint();
      } else stopPlaying();
    }
    if (now.cellMeters !== cellMeters) {
      ({ cellMeters } = now);
      followSoon();
    }
    if (now.paint !== paint) {
      ({ paint } = now);
      repaint();
    }
  });
  plan.listen(({ source }) => {
    if (source === 'load') startOver();
    followSoon();
  });

  return {
    request: () => request(),
    patch,
    patchWork,
    doWork,
    run() {
      const wanted = request();
      if (wanted === null) return;
      askedKey = keyOf(wanted);
      runAll();
    },
    stop() {
      for (const control of controls.values()) control.abort();
    },
    compare: compareAgain,
    endComparison,
    setDate,
    play(playing) {
      stopPlaying();
      const { result } = state().run;
      if (!playing || result === null) return;
      const last = result.dates.at(-1) ?? result.start;
      if ((state().date ?? '') >= last) setDate(result.start);
      patch({ playing: true });
      playTimer = setInterval(() => {
        const { date, scale } = state();
        if (date === null || date >= last) stopPlaying();
        else setDate(isoDate(dayNumber(date) + playDays[scale]));
      }, playMilliseconds);
    },
    repaint,
    followSoon,
  };
}

/** Whether there is anything to be built. */
function canBeRun({ devices }: Scenario): boolean {
  return devices.some(({ state }) => state === 'planned' || state === 'approved' || state === 'installed');
}
