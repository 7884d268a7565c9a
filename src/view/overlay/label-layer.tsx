import {
  BusFront,
  Flame,
  GraduationCap,
  Hospital,
  Landmark,
  type LucideIcon,
  MapPin,
  School,
  Shield,
  TrainFront,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Vector3 } from 'three';
import { type City, type SiteKind, siteKinds } from '#model/city.ts';
import type { SessionState, Store } from '#state/session.ts';
import { halfViewTangent, projectPoint } from '../controls/view-rays.ts';
import type { Engine } from '../engine.ts';
import { type LabelCandidate, labelMakers, planLabels } from './label-candidates.ts';
import { type PlacedLabel, type PlacingLabel, placeLabels, type ScreenBox } from './place-labels.ts';

export interface LabelLayerProps {
  readonly engine: Engine;
  readonly session: Store<SessionState>;
  readonly subscribeTicks: (listener: () => void) => () => void;
  /** Boxes of the markers, which labels keep off. */
  readonly taken: () => readonly ScreenBox[];
}

const siteIcons: Readonly<Record<SiteKind, LucideIcon>> = {
  school: School,
  hospital: Hospital,
  station: TrainFront,
  townhall: Landmark,
  police: Shield,
  fire_station: Flame,
  university: GraduationCap,
  stop: BusFront,
  other: MapPin,
};
/** Room that an icon takes before its text, pixels. */
const iconWidth = 15;

const mostLabels = 26;
const lineHeight = 14;
/** While the view moves, labels follow, but are chosen anew only this often, milliseconds. */
const choiceInterval = 140;
/** What a label that is shown has ahead of others of its rank, so that names do not flicker. */
const shownBonus = 0.6;
/** Whether a building hides a place is looked up at most so often in one choice, and then believed for a while. */
const lookupsPerChoice = 5;
const lookupMilliseconds = 700;

/** Names on the map; written by hand into a few elements, because they move with every frame. */
export function LabelLayer({ engine, session, subscribeTicks, taken }: LabelLayerProps) {
  const host = useRef<HTMLDivElement>(null);
  const icons = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null || icons.current === null) return undefined;
    const writer = createLabelWriter(host.current, icons.current, engine, session, taken);
    const stop = subscribeTicks(writer.tick);
    writer.tick();
    return () => {
      stop();
      writer.dispose();
    };
  }, [engine, session, subscribeTicks, taken]);
  return (
    <>
      <div ref={host} aria-hidden="true" />
      <div ref={icons} aria-hidden="true" hidden>
        {siteKinds.map((kind) => {
          const Icon = siteIcons[kind];
          return <Icon key={kind} data-icon={kind} size={12} strokeWidth={1.75} />;
        })}
      </div>
    </>
  );
}

function createLabelWriter(
  host: HTMLElement,
  icons: HTMLElement,
  engine: Engine,
  session: Store<SessionState>,
  taken: () => readonly ScreenBox[],
) {
  const measure = document.createElement('canvas').getContext('2d');
  const widths = new Map<string, number>();
  const elements: HTMLElement[] = [];
  let city: City | null = null;
  let cityNames: readonly LabelCandidate[] = [];
  let named: readonly unknown[] = [];
  let candidates: readonly LabelCandidate[] = [];
  let shown: readonly PlacedLabel[] = [];
  let chosenAt = Number.NEGATIVE_INFINITY;
  let again: ReturnType<typeof setTimeout> | null = null;
  let collecting: ReturnType<typeof setTimeout> | null = null;
  let lookups = 0;
  let unknown = false;
  const looked = new Map<number, { readonly hidden: boolean; readonly at: number }>();

  const widthOf = (text: string): number => {
    let width = widths.get(text);
    if (width === undefined) {
      if (measure !== null) measure.font = '500 11px "Inter Variable", Inter, system-ui, sans-serif';
      width = measure?.measureText(text).width ?? text.length * 6;
      widths.set(text, width);
    }
    return width;
  };

  const choose = (): void => {
    const basis = engine.basis();
    const viewport = engine.viewport();
    const showing = new Set(shown.map((label) => label.candidate));
    const wanted: PlacingLabel[] = [];
    const showSites = session.get().layers.sites;
    const farthest = engine.camera.far * 0.8;
    const pixels = viewport.height / (2 * halfViewTangent);
    const [eyeX, eyeY, eyeZ] = basis.eye;
    candidates.forEach((label, candidate) => {
      // Most names of a large city are too far away: told without projecting them.
      if (label.icon !== null && !showSites) return;
      const reach = Math.min(farthest, label.coarsest * pixels) * 1.3;
      const [dx, dy, dz] = [label.x - eyeX, label.y - eyeY, label.z - eyeZ];
      if (dx * dx + dy * dy + dz * dz > reach * reach) return;
      const at = projectPoint(basis, viewport, [label.x, label.y, label.z]);
      if (at.depth <= 0 || at.x < 0 || at.y < 0 || at.x > viewport.width || at.y > viewport.height) return;
      const metersPerPixel = (2 * at.depth * halfViewTangent) / viewport.height;
      if (metersPerPixel > label.coarsest || at.depth > farthest) return;
      const centre = Math.hypot(at.x / viewport.width - 0.5, at.y / viewport.height - 0.5);
      const rank = label.rank + centre - (showing.has(candidate) ? shownBonus : 0);
      wanted.push({
        candidate,
        // A name is written once; nameless sites are told apart by their number.
        text: label.text || `#${candidate}`,
        x: at.x,
        y: at.y,
        width: widthOf(label.text) + (label.icon === null ? 0 : iconWidth),
        height: lineHeight,
        rank,
      });
    });
    lookups = 0;
    unknown = false;
    shown = placeLabels(wanted, taken(), viewport, mostLabels, isHidden);
    if (unknown) tickSoon();
  };

  const isHidden = (candidate: number): boolean => {
    const label = candidates[candidate];
    const buildings = engine.city()?.buildings;
    if (!label.ground || buildings === undefined || !buildings.group.visible) return false;
    const known = looked.get(candidate);
    const now = performance.now();
    if (known !== undefined && now - known.at < lookupMilliseconds) return known.hidden;
    if (lookups >= lookupsPerChoice) {
      unknown = true;
      return known?.hidden ?? true;
    }
    lookups += 1;
    const [x, y, z] = engine.basis().eye;
    const towards = new Vector3(label.x - x, label.y - y, label.z + 0.5 - z);
    const far = towards.length();
    const hidden = buildings.raycast(new Vector3(x, y, z), towards.divideScalar(far), far - 1) !== null;
    looked.set(candidate, { hidden, at: now });
    return hidden;
  };

  const tickSoon = (): void => {
    again ??= setTimeout(() => {
      again = null;
      tick();
    }, choiceInterval);
  };

  const write = (): void => {
    const basis = engine.basis();
    const viewport = engine.viewport();
    while (elements.length < shown.length) {
      const element = document.createElement('span');
      element.className = 'twin-label';
      host.append(element);
      elements.push(element);
    }
    elements.forEach((element, i) => {
      const label = shown[i];
      element.hidden = label === undefined;
      if (label === undefined) return;
      const candidate = candidates[label.candidate];
      const { x, y, z } = candidate;
      const at = projectPoint(basis, viewport, [x, y, z]);
      const key = `${candidate.icon ?? ''} ${candidate.text}`;
      if (element.dataset['label'] !== key) {
        element.dataset['label'] = key;
        const icon = candidate.icon === null ? null : icons.querySelector(`[data-icon="${candidate.icon}"]`);
        element.replaceChildren(...(icon === null ? [] : [icon.cloneNode(true)]), candidate.text);
      }
      element.style.transform = `translate(-50%, -50%) translate(${at.x.toFixed(1)}px, ${(at.y + label.shift).toFixed(1)}px)`;
    });
  };

  /** Makes the names of a city kind by kind, with pauses; those of the edition before stay on the map until then. */
  const collect = (of: City | null, kind: number, made: readonly LabelCandidate[]): void => {
    collecting = null;
    if (of === null || kind === labelMakers.length) {
      cityNames = made;
      named = [];
      tick();
      return;
    }
    collecting = setTimeout(() => {
      if (of === city) collect(of, kind + 1, [...made, ...labelMakers[kind](of)]);
    }, 0);
  };

  /** Puts the names of the plan before those of the city, when either are other ones. */
  const follow = ({ scenario }: SessionState): void => {
    const next = [scenario?.sites, scenario?.zones, cityNames];
    if (named.length > 0 && next.every((part, i) => part === named[i])) return;
    named = next;
    candidates = [...(scenario === null || city === null ? [] : planLabels(scenario, city)), ...cityNames];
    shown = [];
    looked.clear();
    chosenAt = Number.NEGATIVE_INFINITY;
  };

  const tick = (): void => {
    const state = session.get();
    if (state.city !== city) {
      city = state.city;
      collect(city, 0, []);
    }
    follow(state);
    const now = performance.now();
    if (!state.layers.labels) shown = [];
    else if (now - chosenAt > choiceInterval) {
      chosenAt = now;
      choose();
    }
    // The last frame of a movement must not keep the choice of an earlier one.
    else tickSoon();
    write();
  };

  return {
    tick,
    dispose() {
      if (again !== null) clearTimeout(again);
      if (collecting !== null) clearTimeout(collecting);
      host.replaceChildren();
    },
  };
}
