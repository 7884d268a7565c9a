import { Color, Group } from 'three';
import type { GapReport } from '#model/results/gaps/gap-report.ts';
import type { SessionState } from '#state/session.ts';
import { cityPalettes } from '../theme.ts';
import { type GapColors, type GapTone, gapColors } from './gap-colors.ts';
import { drawGaps, emptyDrawing, type GapDrawing, type GapScope } from './gap-drawing.ts';
import { type DotLine, dotLines, type RibbonGeometry, ribbonDots, ribbonGeometrySteps } from './gap-ribbon.ts';
import { momentAt, type WalkMoment } from './gap-walk.ts';
import { type RegionMask, regionMaskSteps } from './region-mask.ts';
import { createRegionMesh } from './region-mesh.ts';
import { createRibbonMesh } from './ribbon-mesh.ts';
import { createWalkFigure } from './walk-figure.ts';

/** Security gaps in the twin: what the shown run found, drawn on the ground, and a figure that goes along it. */
export interface GapLayer {
  readonly group: Group;
  /** What is drawn; null outside Simulate mode, without a result, and where ways and places are kept back. */
  drawing(): GapDrawing | null;
  /** Something of it is still being built. */
  busy(): boolean;
  /** Where the figure is; null while none walks. */
  moment(): WalkMoment | null;
  /** Follows the session; true where the picture changes. */
  follow(state: SessionState): boolean;
  /** Moves the figure to where it is by the clock, milliseconds; true where that changes the picture. */
  advance(now: number): boolean;
  /**
   * @param pixelMeters metres that a CSS pixel is, one metre before the eye
   * @param metersPerPixel at the target
   */
  prepareFrame(groundHeight: (x: number, y: number) => number, scale: GapScale): void;
  dispose(): void;
}

export interface GapScale {
  readonly pixelMeters: number;
  readonly metersPerPixel: number;
  /** Device pixels to a CSS pixel. */
  readonly ratio: number;
  /** The ground is level. */
  readonly level: boolean;
}

export interface GapLayerHost {
  /** Asks for a frame that draws. */
  readonly again: () => void;
  /** Whether the user wants less motion. */
  readonly calm: () => boolean;
}

/** Pixels from dot to dot. */
const dotSpacing = 6;
const scaleStep = 1.3;
/** Time that building bands may take of a frame, milliseconds. */
const frameShare = 6;
/** With less motion the figure is moved this often, milliseconds. */
const calmMilliseconds = 1000;

export function createGapLayer(host: GapLayerHost): GapLayer {
  const group = new Group();
  const bands = createRibbonMesh();
  const region = createRegionMesh();
  const figure = createWalkFigure();
  group.add(region.group, bands.group, figure.group);
  let colors: GapColors | null = null;
  let tones = toneBytes(gapColors.light);
  let drawing: GapDrawing | null = null;
  let drawnFrom: readonly unknown[] = [];
  let buildingBands: Generator<void, RibbonGeometry> | null = null;
  let buildingRegion: Generator<void, RegionMask | null> | null = null;
  let builtFor: unknown = null;
  let bandsStale = true;
  let dotsStale = true;
  let regionStale = true;
  let dotScale = 0;
  let hidden: readonly DotLine[] = [];
  let walking = false;
  let startedAt: number | null = null;
  let moment: WalkMoment | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const outdate = (): void => {
    bandsStale = true;
    dotsStale = true;
    regionStale = true;
  };

  const stopWalk = (): void => {
    walking = false;
    startedAt = null;
    moment = null;
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };

  /** Goes on with what is being built for a few milliseconds; the rest waits for the next frame, while the old is shown. */
  const build = (groundHeight: (x: number, y: number) => number, level: boolean): void => {
    const { ribbons, region: cells } = drawing ?? emptyDrawing;
    if (bandsStale) buildingBands = ribbonGeometrySteps(ribbons, groundHeight, level, tones);
    if (regionStale) buildingRegion = cells === null ? null : regionMaskSteps(cells, groundHeight, level);
    if (regionStale && cells === null) region.show(null);
    bandsStale = false;
    regionStale = false;
    const end = performance.now() + frameShare;
    const geometry = buildingBands === null ? null : finishedBy(buildingBands, end);
    if (geometry !== null) {
      bands.showBands(geometry.value);
      buildingBands = null;
    }
    const mask = buildingRegion === null || buildingBands !== null ? null : finishedBy(buildingRegion, end);
    if (mask !== null) {
      region.show(mask.value);
      buildingRegion = null;
    }
    if (buildingBands !== null || buildingRegion !== null) host.again();
  };

  return {
    group,
    drawing: () => drawing,
    busy: () => bandsStale || regionStale || buildingBands !== null || buildingRegion !== null,
    moment: () => moment,
    follow(state) {
      const { gaps, mode } = state;
      const report = mode === 'simulate' && !gaps.redacted ? shownReport(state) : null;
      const next = [report, gaps.item, state.city, gaps.lostPart, state.units, ...partsRead(report, state)];
      const themed = colors !== gapColors[state.theme];
      let changed = themed;
      if (themed) {
        colors = gapColors[state.theme];
        tones = toneBytes(colors);
        bands.setCasing(colors.casing);
        region.setColor(colors.region);
        figure.setColor(cityPalettes[state.theme].accent);
        outdate();
      }
      if (next.length !== drawnFrom.length || next.some((part, i) => part !== drawnFrom[i])) {
        const known = drawing;
        const redraws = report !== drawnFrom[0] || gaps.item !== drawnFrom[1] || state.city !== drawnFrom[2];
        drawnFrom = next;
        const result = report?.result ?? null;
        drawing = result === null ? null : drawGaps(result, scopeOf(state));
        group.visible = drawing !== null;
        if (redraws) {
          outdate();
          stopWalk();
        }
        changed ||= known !== null || drawing !== null;
      }
      const walks = gaps.walking && (drawing?.walk ?? null) !== null;
      if (walks !== walking) {
        stopWalk();
        walking = walks;
        changed = true;
      }
      return changed;
    },
    advance(now) {
      const walk = drawing?.walk ?? null;
      if (!walking || walk === null) return false;
      startedAt ??= now;
      const calm = host.calm();
      const next = momentAt(walk, (now - startedAt) / 1000, calm);
      const moved = next !== null && next.seconds !== moment?.seconds;
      if (moved) moment = next;
      if (next === null || next.done) return moved;
      if (!calm) host.again();
      else
        timer ??= setTimeout(() => {
          timer = null;
          host.again();
        }, calmMilliseconds);
      return moved;
    },
    prepareFrame(groundHeight, { pixelMeters, metersPerPixel, ratio, level }) {
      if (builtFor !== groundHeight) outdate();
      builtFor = groundHeight;
      bands.setScale(pixelMeters, ratio);
      build(groundHeight, level);
      const rescaled = metersPerPixel > dotScale * scaleStep || metersPerPixel < dotScale / scaleStep;
      if (dotsStale || (rescaled && drawing !== null)) {
        if (dotsStale) hidden = dotLines((drawing ?? emptyDrawing).ribbons, groundHeight, level);
        dotScale = metersPerPixel;
        dotsStale = false;
        bands.showDots(ribbonDots(hidden, dotSpacing * metersPerPixel, tones));
      }
      const groundZ = moment === null ? 0 : groundHeight(moment.x, moment.y);
      figure.place(moment, drawing?.walk?.travel ?? 'foot', groundZ, metersPerPixel);
    },
    dispose() {
      stopWalk();
      for (const part of [bands, region, figure]) part.dispose();
    },
  };
}

/** What a generator makes, once it has made it; null where the clock came first. */
function finishedBy<T>(steps: Generator<void, T>, end: number): { readonly value: T } | null {
  let step = steps.next();
  while (step.done !== true && performance.now() < end) step = steps.next();
  return step.done === true ? { value: step.value } : null;
}

/** Whether the user has asked the system for less motion. */
export function wantsLessMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function shownReport({ gaps }: SessionState): GapReport | null {
  return gaps.shown === null ? null : (gaps.runs.get(gaps.shown)?.report ?? null);
}

function scopeOf({ gaps, scenario, city, units }: SessionState): GapScope {
  return { item: gaps.item, lostPart: gaps.lostPart, scenario, city, units };
}

/** What a drawing reads of the plan: while a device is dragged, most drawings stay. */
function partsRead(report: GapReport | null, { scenario }: SessionState): readonly unknown[] {
  const kind = report?.result?.kind;
  return [
    scenario?.categorySet,
    scenario?.assumptions.walkingSpeed,
    kind === 'breach' ? scenario?.devices : null,
    kind === 'cordon' ? scenario?.sites : null,
    kind === 'cordon' ? scenario?.zones : null,
  ];
}

/** sRGB bytes of each tone. */
function toneBytes({ tones }: GapColors): (tone: GapTone) => readonly [number, number, number] {
  const color = new Color();
  const bytes = new Map<string, readonly [number, number, number]>();
  for (const [tone, css] of Object.entries(tones)) {
    const hex = color.set(css).getHex();
    bytes.set(tone, [(hex >> 16) & 255, (hex >> 8) & 255, hex & 255]);
  }
  return (tone) => bytes.get(tone) ?? [0, 0, 0];
}
