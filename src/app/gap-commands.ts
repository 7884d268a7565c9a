import { type GapQuestion, type GapRun, gapQuestionSchema } from '#model/gap-question.ts';
import { type GapReport, redactReport } from '#model/results/gaps/gap-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { resolveVariant } from '#model/variants.ts';
import { nextDeviceName } from '#state/device-edits.ts';
import { type GapRunState, type GapState, noClosing, noComparison } from '#state/gap-state.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { Commands, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { lookPose, type Viewpoint } from '#state/viewpoint.ts';
import type { CoverageRunner } from './coverage-runner.ts';
import { download, fileStem } from './download.ts';
import { gapItemPoints } from './gap-item-points.ts';
import { type GapRequest, type GapRunner, gapKey } from './gap-runner.ts';
import { isAbort, type Notifier } from './notices.ts';

export interface GapCommandParts {
  readonly plan: PlanDocument;
  readonly session: WritableStore<SessionState>;
  readonly coverage: CoverageRunner;
  readonly gaps: GapRunner;
  readonly viewpoint: Viewpoint;
  readonly notifier: Notifier;
}

type GapCommands = Pick<
  Commands,
  | 'setMode'
  | 'setGapQuestion'
  | 'pickGapPlace'
  | 'runGap'
  | 'stopGap'
  | 'showGap'
  | 'showGapItem'
  | 'walkGap'
  | 'previewLoss'
  | 'proposeClosing'
  | 'takeClosing'
  | 'compareGaps'
  | 'endComparison'
  | 'setRedacted'
  | 'exportGaps'
>;

/** Quiet time before results are compared with the plan as it has become, milliseconds. */
const staleDelayMilliseconds = 250;

/** Items are looked at from no nearer than this, metres. */
const leastDistanceMeters = 220;
/** Looked at from so much further than would just fill the picture, and moved up in it by this share of the distance. */
const lookShare = 1.2;
const lookBackShare = 0.12;

const freshRun: GapRunState = { status: 'computing', step: '', fraction: 0, report: null, seconds: null };

/** What a user can do in Simulate mode. */
export function createGapCommands(parts: GapCommandParts): GapCommands {
  const { plan, session, gaps, viewpoint, notifier } = parts;
  const running = new Map<GapRun, AbortController>();
  /** What each shown result hangs on. */
  const keys = new Map<GapRun, string>();
  let closingControl: AbortController | null = null;
  let comparing: AbortController | null = null;
  let staleTimer: ReturnType<typeof setTimeout> | null = null;
  let paintBefore: SessionState['paint'] | null = null;
  let { city } = session.get();

  const state = (): GapState => session.get().gaps;
  const patch = (fields: Partial<GapState>): void => session.patch({ gaps: { ...state(), ...fields } });
  const patchRun = (run: GapRun, fields: Partial<GapRunState>): void => {
    const runs = new Map(state().runs);
    runs.set(run, { ...(runs.get(run) ?? freshRun), ...fields });
    patch({ runs });
  };

  const request = (run: GapRun, scenario: Scenario): GapRequest | null => {
    const { city: shown, gaps: held } = session.get();
    return shown === null ? null : { run, question: held.question, scenario, city: shown };
  };

  /** Tells which results belong to the plan and the question as they are now. */
  const compareWithPlan = (): void => {
    const scenario = plan.scenario();
    if (scenario === null) return;
    const { runs, question, closing, comparison } = state();
    const next = new Map(runs);
    let differs = false;
    for (const [run, entry] of runs) {
      if (entry.status !== 'ready' && entry.status !== 'stale') continue;
      const status = keys.get(run) === gapKey(run, question, scenario) ? 'ready' : 'stale';
      if (status === entry.status) continue;
      next.set(run, { ...entry, status });
      differs = true;
    }
    if (!differs) return;
    const anyStale = [...next.values()].some(({ status }) => status === 'stale');
    patch({
      runs: next,
      ...(closing.status === 'ready' && anyStale ? { closing: { ...closing, status: 'stale' } } : {}),
      ...(comparison.status === 'ready' && anyStale ? { comparison: { ...comparison, status: 'stale' } } : {}),
    });
  };
  const compareSoon = (): void => {
    if (staleTimer !== null) clearTimeout(staleTimer);
    staleTimer = setTimeout(compareWithPlan, staleDelayMilliseconds);
  };

  const stopAll = (): void => {
    for (const control of running.values()) control.abort();
    running.clear();
    closingControl?.abort();
    comparing?.abort();
  };

  /** Another city: nothing that was asked of the old one holds. A corrected one only makes results stale. */
  session.subscribe(() => {
    const { city: next } = session.get();
    if (next === city) return;
    const another = next === null || city === null || next.manifest.id !== city.manifest.id;
    city = next;
    stopAll();
    keys.clear();
    if (another) {
      const { question } = state();
      patch({
        question: gapQuestionSchema.parse({ travel: question.travel, condition: question.condition }),
        runs: new Map(),
        shown: null,
        item: 0,
        walking: false,
        lostPart: null,
        closing: noClosing,
        comparison: noComparison,
        picking: null,
      });
    } else compareSoon();
  });
  plan.listen(compareSoon);

  const restorePaint = (): void => {
    if (paintBefore === null) return;
    session.patch({ paint: paintBefore });
    paintBefore = null;
    parts.coverage.repaint();
  };

  /** @param item null: all of the shown result. */
  const lookAt = (item: number | null): void => {
    const { shown, runs } = state();
    const report = shown === null ? null : (runs.get(shown)?.report ?? null);
    const result = report?.result ?? null;
    const points = result === null ? [] : gapItemPoints(result, item, session.get().scenario);
    if (points.length === 0) return;
    const pose = lookPose('selection', { ...viewpoint.goal(), distanceMeters: 2000 }, viewpoint.bounds(), points);
    // A single place is looked at with what lies around it; legends cover the lower edge, so all of it goes above the middle.
    const distanceMeters = Math.max(leastDistanceMeters, lookShare * (pose.distanceMeters ?? 0));
    const heading = (viewpoint.goal().headingDegrees * Math.PI) / 180;
    const back = lookBackShare * distanceMeters;
    viewpoint.flyTo({
      ...pose,
      distanceMeters,
      targetX: (pose.targetX ?? 0) - back * Math.sin(heading),
      targetY: (pose.targetY ?? 0) - back * Math.cos(heading),
    });
  };

  const runOnce = async (run: GapRun): Promise<void> => {
    const scenario = plan.scenario();
    const wanted = scenario === null ? null : request(run, scenario);
    if (scenario === null || wanted === null) return;
    running.get(run)?.abort();
    const control = new AbortController();
    running.set(run, control);
    const key = gapKey(run, wanted.question, scenario);
    const isFirst = (state().runs.get(run)?.report ?? null) === null;
    patchRun(run, { status: 'computing', step: 'Starting', fraction: 0 });
    try {
      const { report, seconds } = await gaps.run(
        wanted,
        (progress) => {
          if (running.get(run) === control) patchRun(run, progress);
        },
        control.signal,
      );
      if (running.get(run) !== control) return;
      keys.set(run, key);
      patchRun(run, { status: 'ready', report, seconds, step: '', fraction: 1 });
      if (state().shown === run) {
        patch({ item: 0, walking: false });
        if (isFirst) lookAt(null);
      }
      compareWithPlan();
    } catch (reason) {
      if (running.get(run) !== control) return;
      fellThrough(run, reason);
    } finally {
      if (running.get(run) === control) running.delete(run);
    }
  };

  /** Stopped: what was there before stays, as stale or as nothing. */
  const fellThrough = (run: GapRun, reason: unknown): void => {
    const before = state().runs.get(run);
    if (isAbort(reason) && (before?.report ?? null) === null) {
      const runs = new Map(state().runs);
      runs.delete(run);
      patch({ runs });
    } else patchRun(run, { status: isAbort(reason) ? 'stale' : 'failed', step: '', fraction: 0 });
    if (isAbort(reason)) compareWithPlan();
    else notifier.fail('gap-run-failed', 'The run could not be finished.', reason);
  };

  const compareOnce = async (variantId: string | null, control: AbortController): Promise<void> => {
    const file = plan.file();
    if (file === null) return;
    const scenario = resolveVariant({ ...file, activeVariant: null }, variantId);
    const runs = [...state().runs].filter(([, { report }]) => report !== null).map(([run]) => run);
    const reports = new Map<GapRun, GapReport>();
    for (const [k, run] of runs.entries()) {
      const wanted = request(run, scenario);
      if (wanted === null) return;
      const { report } = await gaps.run(
        wanted,
        ({ fraction }) => {
          if (comparing !== control) return;
          patch({ comparison: { ...state().comparison, fraction: (k + fraction) / runs.length } });
        },
        control.signal,
      );
      reports.set(run, report);
      if (comparing !== control) return;
      patch({
        comparison: { variantId, status: 'computing', reports: new Map(reports), fraction: (k + 1) / runs.length },
      });
    }
    patch({ comparison: { variantId, status: 'ready', reports, fraction: 1 } });
  };

  return {
    setMode(mode) {
      if (session.get().mode === mode) return;
      if (mode === 'plan') {
        restorePaint();
        patch({ walking: false, lostPart: null, picking: null });
      }
      // A tool of Plan mode would go on placing devices under the paths.
      session.patch({ mode, tool: 'select', draft: [], ghost: null, measure: [] });
    },
    setGapQuestion(change) {
      const next = gapQuestionSchema.safeParse({ ...state().question, ...change });
      if (!next.success) return;
      const portals = change.siteId === undefined ? {} : { portalId: change.portalId ?? null };
      patch({ question: { ...next.data, ...portals } satisfies GapQuestion });
      compareWithPlan();
    },
    pickGapPlace: (picking) => patch({ picking }),
    runGap(run) {
      patch({ shown: run, ...(state().shown === run ? {} : { item: 0, walking: false, lostPart: null }) });
      void runOnce(run);
    },
    stopGap: (run) => running.get(run)?.abort(),
    showGap(run) {
      restorePaint();
      session.patch({ selection: [], picked: null });
      patch({ shown: run, item: 0, walking: false, lostPart: null });
      lookAt(null);
    },
    showGapItem(item) {
      session.patch({ selection: [], picked: null });
      patch({ item, walking: false });
      lookAt(item);
    },
    walkGap: (walking) => patch({ walking }),
    previewLoss(partId) {
      patch({ lostPart: partId });
      if (partId === null) {
        restorePaint();
        return;
      }
      const report = state().runs.get('failures')?.report;
      const result = report?.result?.kind === 'failures' ? report.result : null;
      const lost = result?.parts.find(({ id }) => id === partId)?.lost ?? [];
      const { paint } = session.get();
      paintBefore ??= paint;
      session.patch({ paint: { ...paint, mode: 'difference', against: 'without', emphasis: [...lost] } });
      parts.coverage.repaint();
    },
    proposeClosing() {
      const run = state().shown;
      const scenario = plan.scenario();
      const wanted = run === null || scenario === null ? null : request(run, scenario);
      if (run === null || wanted === null) return;
      closingControl?.abort();
      const control = new AbortController();
      closingControl = control;
      patch({ closing: { status: 'computing', run, result: null, fraction: 0 } });
      gaps
        .closing(
          wanted,
          ({ fraction }) => {
            if (closingControl === control) patch({ closing: { ...state().closing, fraction } });
          },
          control.signal,
        )
        .then(
          (result) => {
            if (closingControl === control) patch({ closing: { status: 'ready', run, result, fraction: 1 } });
          },
          (reason: unknown) => {
            if (closingControl === control) patch({ closing: noClosing });
            if (!isAbort(reason)) notifier.fail('closing-failed', 'No proposals could be worked out.', reason);
          },
        );
    },
    takeClosing(indices) {
      const { result } = state().closing;
      const scenario = plan.scenario();
      if (result === null || scenario === null) return;
      const devices = [...scenario.devices];
      const added = indices.flatMap((index) => {
        const proposal = result.proposals[index];
        if (proposal === undefined) return [];
        const device = { ...proposal.device, ...nextDeviceName(proposal.device.kind, devices) };
        devices.push(device);
        return [device];
      });
      if (added.length === 0) return;
      plan.putDevices(added.length === 1 ? 'Add the proposed device' : `Add ${added.length} proposed devices`, added);
      notifier.sayUndoable(
        'closing-taken',
        `${added.length === 1 ? 'One device was' : `${added.length} devices were`} added; run again to see what is left.`,
        plan.revision(),
      );
      patch({ closing: noClosing });
    },
    compareGaps(variantId) {
      comparing?.abort();
      const control = new AbortController();
      comparing = control;
      patch({ comparison: { variantId, status: 'computing', reports: new Map(), fraction: 0 } });
      compareOnce(variantId, control).catch((reason: unknown) => {
        if (comparing === control) patch({ comparison: noComparison });
        if (!isAbort(reason)) notifier.fail('comparison-failed', 'The other variant could not be run.', reason);
      });
    },
    endComparison() {
      comparing?.abort();
      comparing = null;
      patch({ comparison: noComparison });
    },
    setRedacted: (redacted) => patch({ redacted, walking: false }),
    exportGaps(recipient, what) {
      const reports = [...state().runs.values()].flatMap(({ report }) => (report === null ? [] : [report]));
      if (reports.length === 0) return;
      const marked = reports.map((report) => {
        const named = { ...report, preparedFor: recipient };
        return what === 'scores' ? redactReport(named) : named;
      });
      const text = `${JSON.stringify(marked, null, 2)}\n`;
      const name = `${fileStem(session.get().scenario?.name ?? '')}.gaps${what === 'scores' ? '.scores' : ''}.json`;
      download(name, text, 'application/json');
    },
  };
}
