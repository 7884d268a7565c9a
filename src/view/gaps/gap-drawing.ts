import type { City } from '#model/city.ts';
import type { CellRuns } from '#model/results/gaps/breach.ts';
import type { GapResult } from '#model/results/gaps/gap-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { drawBreach, drawTimely } from './draw-breach.ts';
import { drawCordon } from './draw-cordon.ts';
import { drawFailures } from './draw-failures.ts';
import { drawIncident, drawInterception } from './draw-traffic.ts';
import { drawApproach, drawConditions, drawVehicleApproach } from './draw-ways.ts';
import type { GapTone } from './gap-colors.ts';
import type { GapRibbon } from './gap-ribbon.ts';
import type { GapWalk } from './gap-walk.ts';

/** A result of a gap run as it is drawn: bands on the ground, marks over it, and what its colours mean. */
export interface GapDrawing {
  /** Those that lie above come last. */
  readonly ribbons: readonly GapRibbon[];
  readonly markers: readonly GapMarker[];
  /** Ground that is tinted: reached unobserved from outside. */
  readonly region: CellRuns | null;
  /** What a figure can go along; null where there is no way. */
  readonly walk: GapWalk | null;
  readonly legend: GapLegend;
}

export interface GapLegend {
  readonly title: string;
  readonly note: string;
  /** `band`: a way; `hatch`: ground; `mark`: a bar across a road. */
  readonly entries: readonly {
    readonly tone: GapTone;
    readonly form: 'band' | 'hatch' | 'mark';
    readonly text: string;
  }[];
}

export interface GapMarker {
  /** Unique in the drawing. */
  readonly id: string;
  /**
   * `target`: where it leads; `gap`: an unobserved stretch, or a place that matters; `entry`: where a way begins; `leak`: a road
   * without a read; `read`: a unit's read, or its region; `exit`: where a way leaves the scene; `incident`: where somebody drives
   * off; `forced`: a barrier that is overcome; `cut`: a unit here helps to close the cordon; `lost`: a part that has failed; `part`: one whose failure can be looked at.
   */
  readonly kind:
    | 'target'
    | 'gap'
    | 'entry'
    | 'leak'
    | 'read'
    | 'exit'
    | 'incident'
    | 'station'
    | 'forced'
    | 'cut'
    | 'lost'
    | 'part';
  readonly x: number;
  readonly y: number;
  /** Above the ground, metres. */
  readonly heightMeters: number;
  /** In the marker: a number or a few letters; empty: an icon by its kind. */
  readonly text: string;
  /** Beside the marker; null: none. */
  readonly label: string | null;
  /** The whole in words. */
  readonly name: string;
  /** Item of the result that a press shows; null: a press looks at the place. */
  readonly item: number | null;
  /** Part whose loss a press previews; null: none. */
  readonly part: string | null;
  /** Where an arrow points, degrees clockwise from north; null: no arrow. */
  readonly headingDegrees: number | null;
  /** Belongs to the item that is shown. */
  readonly strong: boolean;
}

/** What drawings are made for. */
export interface GapScope {
  /** Which item of the result is looked at; one that is not there counts as the first. */
  readonly item: number;
  readonly scenario: Scenario | null;
  readonly city: City | null;
  readonly units: 'metric' | 'us';
  /** Part whose loss is previewed; null: none. */
  readonly lostPart: string | null;
}

export const emptyDrawing: GapDrawing = {
  ribbons: [],
  markers: [],
  region: null,
  walk: null,
  legend: { title: '', note: '', entries: [] },
};

/** What a result looks like; an empty drawing where it has no places. */
export function drawGaps(result: GapResult, scope: GapScope): GapDrawing {
  switch (result.kind) {
    case 'approach':
      return drawApproach(result, scope);
    case 'vehicle-approach':
      return drawVehicleApproach(result, scope);
    case 'conditions':
      return drawConditions(result, scope);
    case 'breach':
      return drawBreach(result, scope);
    case 'timely':
      return drawTimely(result, scope);
    case 'interception':
      return drawInterception(result, scope);
    case 'cordon':
      return drawCordon(result, scope);
    case 'incident':
      return drawIncident(result, scope);
    case 'failures':
      return drawFailures(result, scope);
    case 'availability':
    case 'empty':
      return emptyDrawing;
  }
}
