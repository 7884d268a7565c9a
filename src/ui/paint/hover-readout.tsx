import { useEffect, useMemo, useRef } from 'react';
import { categorySets } from '#model/pixel-density.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import { statusesAt } from '#model/results/rollout/rollout-moment.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatDensity, formatLength } from '../format.ts';
import { useSession } from '../session-context.tsx';
import { nameInCity } from '../text/city-names.ts';
import { unseenText } from '../text/unseen-text.ts';
import { liveReadings, readoutOf } from './readout.ts';

/** Room for the read-out at the right edge of the twin, CSS pixels. */
const roomPixels = 292;

/** What is seen of the point under the pointer: best density, its category, which devices; and why the nearest others do not. */
export function HoverReadout() {
  const hover = useSession((state) => state.hover);
  const scenario = useSession((state) => state.scenario);
  const placing = useSession((state) => state.tool !== 'select');
  const last = useRef<readonly PointReading[] | null>(null);
  const readings = hover?.readings ?? null;
  // While the engine answers for the next point, the last answer stays: it is a few milliseconds old at most.
  useEffect(() => {
    last.current = hover === null ? null : (readings ?? last.current);
  }, [hover, readings]);
  const report = useSession(({ mode, rollout }) => (mode === 'rollout' ? rollout.run.result : null));
  const date = useSession((state) => state.rollout.date);
  const chance = useSession((state) => report !== null && state.rollout.paint === 'chance');
  const statuses = useMemo(() => (report === null || date === null ? null : statusesAt(report, date)), [report, date]);
  const shown = readings ?? last.current;
  // A chance is of many runs: no device can be named for it.
  if (chance || hover === null || scenario === null || shown === null || shown.length === 0 || placing) return null;
  return (
    <div
      className="card hover-readout"
      style={{ left: `min(${hover.screenX}px, 100% - ${roomPixels}px)`, top: hover.screenY }}
      role="presentation"
    >
      <Readout readings={statuses === null ? shown : liveReadings(shown, statuses)} scenario={scenario} />
    </div>
  );
}

interface ReadoutProps {
  readonly readings: readonly PointReading[];
  readonly scenario: Scenario;
}

function Readout({ readings, scenario }: ReadoutProps) {
  const units = useSession((state) => state.units);
  const city = useSession((state) => state.city);
  const { best, seen, reached, unseen } = readoutOf(readings);
  const { categories } = categorySets[scenario.categorySet];
  const name = (id: string) => scenario.devices.find((device) => device.id === id)?.name ?? id;
  const list = (entries: readonly PointReading[]) =>
    entries.length > 3
      ? `${entries
          .slice(0, 3)
          .map(({ deviceId }) => name(deviceId))
          .join(', ')} and ${entries.length - 3} more`
      : entries.map(({ deviceId }) => name(deviceId)).join(', ');
  return (
    <>
      {best === null ? (
        <p className="muted">Not seen</p>
      ) : (
        <p>
          <strong>{formatLength(best.distanceMeters, units)}</strong>{' '}
          {formatDensity(Math.floor(best.pixelsPerMeter), units)} · {categories[best.category]?.name ?? ''}
        </p>
      )}
      {seen.length > 0 && <p className="hint">{list(seen)}</p>}
      {reached.length > 0 && <p className="hint">In reach of {list(reached)}</p>}
      {unseen.map((reading) => (
        <p key={reading.deviceId} className="hint unseen">
          {name(reading.deviceId)}, {formatLength(reading.distanceMeters, units, 0)}:{' '}
          {unseenText(reading.reason ?? 'hidden', nameInCity(city, reading.hiddenBy))}
        </p>
      ))}
    </>
  );
}
