import { monthlyGaps, monthlyRuns } from '#jobs/monthly-gaps.ts';
import { rolloutQuestionSchema } from '#model/rollout/rollout-question.ts';
import { rolloutSettingsSchema, rolloutTaskSchema } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { firstFault } from '#model/schema-issue.ts';
import { readTaskList } from '#scene/rollout/read-task-list.ts';
import { rolloutCalendar } from '#scene/rollout/rollout-calendar.ts';
import { rolloutTables } from '#scene/rollout/rollout-tables.ts';
import { tablesArchive } from '#scene/rollout/tables-archive.ts';
import { sitePlaces } from '#sim/access/places.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { RolloutCommands } from '#state/rollout-command-list.ts';
import type { SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { lookPose, type Viewpoint } from '#state/viewpoint.ts';
import { download, fileStem } from './download.ts';
import type { GapRunner } from './gap-runner.ts';
import type { Notifier } from './notices.ts';
import { orderedGroups } from './ordered-groups.ts';
import { createRolloutDesk } from './rollout-desk.ts';
import type { RolloutRunner } from './rollout-runner.ts';
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

/** Places are looked at from no nearer than this, metres. */
const leastDistanceMeters = 240;
/** Largest task list that is read, bytes. */
const largestList = 16 * 1024 ** 2;

/** What a user can do in Rollout mode. */
export function createRolloutCommands(parts: RolloutCommandParts): RolloutCommands {
  const { plan, session, rollouts, gaps, viewpoint, notifier } = parts;
  const desk = createRolloutDesk(parts);
  const state = () => session.get().rollout;

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
    runRollout: desk.run,
    stopRollout: desk.stop,
    setRolloutQuestion(change) {
      const next = rolloutQuestionSchema.safeParse({ ...state().question, ...change });
      if (!next.success) return;
      desk.patch({ question: next.data });
      desk.followSoon();
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
    setRolloutDate: desk.setDate,
    playRollout: desk.play,
    setRolloutView(change) {
      desk.patch(change);
      if (change.paint !== undefined) desk.repaint();
    },
    showRolloutTask(taskId) {
      session.patch({ selection: [], picked: null });
      desk.patch({ taskId });
    },
    showCutoverGap(gapId) {
      const { run } = state();
      const gap = run.result?.gaps.find(({ id }) => id === gapId) ?? null;
      session.patch({ selection: [], picked: null });
      desk.patch({ gapId: gap?.id ?? null, taskId: null });
      if (gap === null || run.result === null) return;
      const day = gap.deepest ?? gap.from;
      if (day !== null) desk.setDate(day);
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
      void desk.doWork('policies', desk.request(), 'The policies could not be compared:', (asked, signal) =>
        rollouts.policies(asked, { signal, onProgress: (progress) => desk.patchWork('policies', progress) }),
      );
    },
    searchOrder() {
      void desk.doWork('orders', desk.request(), 'No better order could be sought:', (asked, signal) =>
        rollouts.orders(asked, { signal, onProgress: (progress) => desk.patchWork('orders', progress) }),
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
      const wanted = desk.request();
      if (result === null || wanted === null) return;
      void desk.doWork(
        'monthly',
        wanted,
        'Security gaps could not be followed:',
        ({ scenario, city: onStage }, signal) => {
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
            (fraction) => desk.patchWork('monthly', { step: 'Working out security gaps', fraction }),
          );
        },
      );
    },
    compareRollout: desk.compare,
    endRolloutComparison: desk.endComparison,
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
