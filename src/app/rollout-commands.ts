import { monthlyGaps, monthlyRuns } from '#jobs/monthly-gaps.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber, isoDate } from '#model/rollout/calendar-days.ts';
import { rolloutQuestionSchema } from '#model/rollout/rollout-question.ts';
import { rolloutSettingsSchema, rolloutTaskSchema } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { firstFault } from '#model/schema-issue.ts';
import { resolveVariant } from '#model/variants.ts';
import { readTaskList } from '#scene/rollout/read-task-list.ts';
import { rolloutCalendar } from '#scene/rollout/rollout-calendar.ts';
import { rolloutTables } from '#scene/rollout/rollout-tables.ts';
import { tablesArchive } from '#scene/rollout/tables-archive.ts';
import { sitePlaces } from '#sim/access/places.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import { noRollout, noWork, type RolloutState, type Work } from '#state/rollout-state.ts';
import type { Commands, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { lookPose, type Viewpoint } from '#state/viewpoint.ts';
import { download, fileStem } from './download.ts';
import type { GapRunner } from './gap-runner.ts';
import { isAbort, type Notifier } from './notices.ts';
import { type RolloutRequest, type RolloutRunner, rolloutKey } from './rollout-runner.ts';
import type { RolloutStage } from './rollout-stage.ts';

export interface RolloutCommandParts {
  readonly plan: PlanDocument;
  readonly session: WritableStore<SessionState>;
  readonly rollouts: RolloutRunner;
  /** What the twin shows of the runs. */
  readonly stage: RolloutStage;
  readonly gaps: GapRunner;
  readonly viewpoint: Viewpoint;
  readonly notifier: Notifier;
}

type RolloutCommands = Pick<
  Commands,
  | 'runRollout'
  | 'stopRollout'
  | 'setRolloutQuestion'
  | 'setRolloutSettings'
  | 'setRolloutDate'
  | 'playRollout'
  | 'setRolloutView'
  | 'showRolloutTask'
  | 'showCutoverGap'
  | 'changeTask'
  | 'comparePolicies'
  | 'searchOrder'
  | 'takeOrder'
  | 'scoreMonths'
  | 'compareRollout'
  | 'endRolloutComparison'
  | 'exportRollout'
  | 'importTaskList'
>;

/** Quiet time before results are compared with the plan as it has become, and run anew, milliseconds. */
const staleDelayMilliseconds = 500;
/** Runs that take no longer than this follow changes of the plan by themselves, seconds. */
const longestFollowingSeconds = 10;
/** A play step: days of the timeline by its scale, and the time it is shown, milliseconds. */
const playDays = { months: 7, weeks: 2, days: 1 } as const;
const playMilliseconds = 220;
/** Places are looked at from no nearer than this, metres. */
const leastDistanceMeters = 240;
/** Largest task list that is read, bytes. */
const largestList = 16 * 1024 ** 2;

/** Kinds of work that are asked for by a button. */
type Kind = 'run' | 'policies' | 'orders' | 'monthly';
const kinds: readonly Kind[] = ['run', 'policies', 'orders', 'monthly'];

/** What a user can do in Rollout mode. */
export function createRolloutCommands(parts: RolloutCommandParts): RolloutCommands {
  const { plan, session, rollouts, stage, gaps, viewpoint, notifier } = parts;
  const controls = new Map<Kind | 'comparison', AbortController>();
  /** What each result hangs on. */
  const keys = new Map<Kind | 'comparison', string>();
  let shown: RolloutRequest | null = null;
  let staleTimer: ReturnType<typeof setTimeout> | null = null;
  let playTimer: ReturnType<typeof setInterval> | null = null;
  let { city, mode, cellMeters, paint } = session.get();

  const state = (): RolloutState => session.get().rollout;
  const patch = (fields: Partial<RolloutState>): void => session.patch({ rollout: { ...state(), ...fields } });
  const patchWork = <K extends Kind>(kind: K, fields: Partial<RolloutState[K]>): void =>
    patch({ [kind]: { ...state()[kind], ...fields } } as Partial<RolloutState>);

  const request = (scenario: Scenario | null = plan.scenario()): RolloutRequest | null => {
    const { city: onStage, cellMeters: cell, rollout } = session.get();
    if (onStage === null || scenario === null) return null;
    return { question: rollout.question, scenario, city: onStage, cellMeters: cell };
  };
  const keyOf = ({ question, scenario, cellMeters: cell }: RolloutRequest): string =>
    rolloutKey(question, scenario, cell);

  /** The twin as it is on the date that is looked at. */
  const repaint = (): void => {
    const { rollout, mode: now, paint: setting } = session.get();
    if (now !== 'rollout') return;
    const { date, run, comparison } = rollout;
    stage.show(
      shown === null || run.result === null || date === null
        ? null
        : { request: shown, report: run.result, date, what: rollout.paint, paint: setting },
      comparisonMoment(comparison.run.result, date, rollout.paint, setting),
    );
  };
  let besides: RolloutRequest | null = null;
  const comparisonMoment = (
    report: RolloutReport | null,
    date: string | null,
    what: RolloutState['paint'],
    setting: SessionState['paint'],
  ) =>
    besides === null || report === null || date === null
      ? null
      : { request: besides, report, date, what, paint: setting };

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
  const doWork = async <K extends Kind>(
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
    const before = state()[kind];
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
      const kept = stopped ? (before.result === null ? 'idle' : 'stale') : 'failed';
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
        besides = wanted;
        keys.set('comparison', keyOf(wanted));
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
    keys.delete('comparison');
    besides = null;
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
    const first = run.status === 'idle' && wanted !== null && canBeRun(wanted.scenario);
    const again = run.status === 'stale' && (run.seconds ?? 0) <= longestFollowingSeconds;
    // What is under way was asked of the plan as it was.
    const outdated = run.status === 'computing' && wanted !== null && keyOf(wanted) !== askedKey;
    if (!first && !again && !outdated) return;
    askedKey = wanted === null ? '' : keyOf(wanted);
    runAll();
  };
  let askedKey = '';

  /** Another city: nothing that was asked of the old one holds. A corrected one only makes results stale. */
  session.subscribe(() => {
    const now = session.get();
    if (now.city !== city) {
      const another = now.city === null || city === null || now.city.manifest.id !== city.manifest.id;
      city = now.city;
      keys.clear();
      if (another) {
        for (const control of controls.values()) control.abort();
        controls.clear();
        stopPlaying();
        shown = null;
        besides = null;
        stage.forget();
        const { question, scale } = state();
        patch({ ...noRollout, question: { ...question, phases: [] }, scale });
      }
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
  plan.listen((change) => {
    if (change.source !== 'load') {
      followSoon();
      return;
    }
    // Another plan on the same city: what was run was not of it.
    stage.forget();
    shown = null;
    besides = null;
    keys.clear();
    for (const control of controls.values()) control.abort();
    controls.clear();
    stopPlaying();
    const { question, scale } = state();
    patch({ ...noRollout, question: { ...question, phases: [] }, scale });
    followSoon();
  });

  const putTask = (label: string, records: readonly Scenario['tasks'][number][]): void => {
    const scenario = plan.scenario();
    if (scenario === null || records.length === 0) return;
    for (const record of records) {
      const checked = rolloutTaskSchema.safeParse(record);
      if (checked.success) continue;
      const { words } = firstFault(checked.error, record);
      notifier.say('bad', 'task-refused', `The task ${record.id} stays as it was: ${words}.`);
      return;
    }
    plan.changeList('tasks', label, records, []);
  };

  return {
    runRollout() {
      const wanted = request();
      if (wanted === null) return;
      askedKey = keyOf(wanted);
      runAll();
    },
    stopRollout() {
      for (const control of controls.values()) control.abort();
    },
    setRolloutQuestion(change) {
      const next = rolloutQuestionSchema.safeParse({ ...state().question, ...change });
      if (!next.success) return;
      patch({ question: next.data });
      followSoon();
    },
    setRolloutSettings(change) {
      const settings = plan.scenario()?.rollout;
      if (settings === undefined) return;
      const checked = rolloutSettingsSchema.safeParse({ ...settings, ...change });
      if (checked.success) plan.changePlan('Change how the plan is built', { rollout: checked.data });
      else {
        const { words } = firstFault(checked.error, change);
        notifier.say('bad', 'bad-rollout', `The rollout stays as it was: ${words}.`);
      }
    },
    setRolloutDate: setDate,
    playRollout(playing) {
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
    setRolloutView(change) {
      patch(change);
      if (change.paint !== undefined) repaint();
    },
    showRolloutTask(taskId) {
      session.patch({ selection: [], picked: null });
      patch({ taskId });
    },
    showCutoverGap(gapId) {
      const { run } = state();
      const gap = run.result?.gaps.find(({ id }) => id === gapId) ?? null;
      session.patch({ selection: [], picked: null });
      patch({ gapId: gap?.id ?? null, taskId: null });
      if (gap === null || run.result === null) return;
      const day = gap.deepest ?? gap.from;
      if (day !== null) setDate(day);
      const group = run.result.groups.find(({ id }) => id === gap.groupId);
      const meant = new Set([...gap.legacyIds, ...(group?.deviceIds ?? [])]);
      const devices = plan.scenario()?.devices.filter(({ id }) => meant.has(id)) ?? [];
      const pose = lookPose('selection', { ...viewpoint.goal(), distanceMeters: 2000 }, viewpoint.bounds(), [
        gap,
        ...devices,
      ]);
      viewpoint.flyTo({ ...pose, distanceMeters: Math.max(leastDistanceMeters, pose.distanceMeters ?? 0) });
    },
    changeTask(id, change) {
      const scenario = plan.scenario();
      if (scenario === null) return;
      const known = scenario.tasks.find((task) => task.id === id);
      if (change === null) {
        if (known !== undefined) plan.changeList('tasks', 'Take the changes of a task back', [], [id]);
        return;
      }
      const record = rolloutTaskSchema.safeParse({ ...(known ?? { id }), ...change });
      if (record.success) putTask('Change a task', [record.data]);
      else {
        const { words } = firstFault(record.error, change);
        notifier.say('bad', 'task-refused', `The task stays as it was: ${words}.`);
      }
    },
    comparePolicies() {
      void doWork('policies', request(), 'The policies could not be compared:', (asked, signal) =>
        rollouts.policies(asked, { signal, onProgress: (progress) => patchWork('policies', progress) }),
      );
    },
    searchOrder() {
      void doWork('orders', request(), 'No better order could be sought:', (asked, signal) =>
        rollouts.orders(asked, { signal, onProgress: (progress) => patchWork('orders', progress) }),
      );
    },
    takeOrder(rule) {
      const scenario = plan.scenario();
      const { orders, run } = state();
      const order = orders.result?.orders.find((found) => found.rule === rule);
      if (scenario === null || order === undefined || run.result === null) return;
      const records = orderedGroups(scenario, run.result, order.groups);
      plan.changeList('siteGroups', 'Take over an order of the sites', records, []);
      notifier.sayUndoable('order-taken', 'The sites are built in the new order.', plan.revision());
    },
    scoreMonths() {
      const { result } = state().run;
      const wanted = request();
      if (result === null || wanted === null) return;
      void doWork('monthly', wanted, 'Security gaps could not be followed:', ({ scenario, city: onStage }, signal) => {
        const { question } = session.get().gaps;
        const site = sitePlaces(scenario.sites, onStage.sites).find(
          ({ id }) => question.siteId === null || id === question.siteId,
        );
        return monthlyGaps(
          result,
          monthlyRuns(scenario),
          site === undefined ? null : { id: site.id, name: site.name },
          async (run, live) => {
            const asked = { run, question, scenario, city: onStage, live };
            return (await gaps.run(asked, () => undefined, signal)).report;
          },
          (fraction) => patchWork('monthly', { step: 'Working out security gaps', fraction }),
        );
      });
    },
    compareRollout: compareAgain,
    endRolloutComparison: endComparison,
    exportRollout(what) {
      const { result } = state().run;
      if (result === null) return;
      const stem = `${fileStem(session.get().scenario?.name ?? '')}.rollout`;
      if (what === 'json') download(`${stem}.json`, `${JSON.stringify(result, null, 2)}\n`, 'application/json');
      else if (what === 'calendar') download(`${stem}.ics`, rolloutCalendar(result), 'text/calendar');
      else download(`${stem}.zip`, tablesArchive(rolloutTables(result)), 'application/zip');
    },
    importTaskList(file) {
      const read = async (): Promise<void> => {
        const scenario = plan.scenario();
        if (scenario === null) return;
        if (file.size > largestList) {
          notifier.say('bad', 'list-too-large', `${file.name} is larger than 16 MB, which no task list is.`);
          return;
        }
        const outcome = readTaskList(await file.text(), file.name, scenario);
        if (!outcome.ok) {
          notifier.tell('bad', outcome.problem);
          return;
        }
        putTask(`Read ${outcome.value.length} tasks from ${file.name}`, outcome.value);
        const { length } = outcome.value;
        notifier.sayUndoable('tasks-read', `${length} task${length === 1 ? ' was' : 's were'} read.`, plan.revision());
      };
      read().catch((reason: unknown) => notifier.fail('list-failed', `${file.name} could not be read.`, reason));
    },
  };
}

/** Whether there is anything to be built. */
function canBeRun({ devices }: Scenario): boolean {
  return devices.some(({ state }) => state === 'planned' || state === 'approved' || state === 'installed');
}

/** Site groups of the plan with the turns of an order; groups that were made by place become records. */
function orderedGroups(
  scenario: Scenario,
  report: RolloutReport,
  order: readonly string[],
): readonly Scenario['siteGroups'][number][] {
  const known = new Map(scenario.siteGroups.map((group) => [group.id, group]));
  const turned = new Map<string, Scenario['siteGroups'][number]>();
  order.forEach((id, rank) => {
    const group = report.groups.find((found) => found.id === id);
    if (group === undefined) return;
    const key = group.recordId ?? group.id;
    const before = turned.get(key);
    // A group that is built in several phases takes the turn of the first.
    if (before !== undefined) return;
    const record = known.get(key) ?? {
      id: key,
      name: group.name,
      siteId: group.siteId,
      deviceIds: group.siteId === null ? [...group.deviceIds, ...group.legacyIds] : [],
      district: group.district,
      rank: null,
      policy: null,
    };
    turned.set(key, { ...record, rank });
  });
  return [...turned.values()];
}
