import { useEffect, useRef } from 'react';
import { categorySets } from '#model/pixel-density.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatDensity, formatLength } from './format.ts';
import { useSession } from './session-context.tsx';

/** Devices named in the read-out; the rest are counted. */
const namedDevices = 3;

/** Room for the read-out at the right edge of the twin, CSS pixels. */
const roomPixels = 232;

/** What is seen of the point under the pointer: best density, its category, which cameras. */
export function HoverReadout() {
  const hover = useSession((state) => state.hover);
  const scenario = useSession((state) => state.scenario);
  const units = useSession((state) => state.units);
  const placing = useSession((state) => state.tool !== 'select');
  const last = useRef<readonly PointReading[] | null>(null);
  const readings = hover?.readings ?? null;
  // While the engine answers for the next point, the last answer stays: it is a few milliseconds old at most.
  useEffect(() => {
    last.current = hover === null ? null : (readings ?? last.current);
  }, [hover, readings]);
  const shown = readings ?? last.current;
  if (hover === null || scenario === null || shown === null || placing) return null;
  const seen = shown
    .filter((reading) => reading.seen && reading.category >= 0)
    .sort((a, b) => b.pixelsPerMeter - a.pixelsPerMeter);
  const best = seen[0];
  if (best === undefined) return null;
  const { name } = categorySets[scenario.categorySet].categories[best.category] ?? { name: '' };
  return (
    <div
      className="card hover-readout"
      style={{ left: `min(${hover.screenX}px, 100% - ${roomPixels}px)`, top: hover.screenY }}
      role="presentation"
    >
      <p>
        <strong>{formatLength(best.distanceMeters, units)}</strong>{' '}
        {formatDensity(Math.floor(best.pixelsPerMeter), units)} · {name}
      </p>
      <p className="hint">{deviceNames(seen, scenario)}</p>
    </div>
  );
}

function deviceNames(seen: readonly PointReading[], scenario: Scenario): string {
  const names = seen
    .slice(0, namedDevices)
    .map((reading) => scenario.devices.find((device) => device.id === reading.deviceId)?.name ?? reading.deviceId);
  return seen.length > namedDevices ? `${names.join(', ')} and ${seen.length - namedDevices} more` : names.join(', ');
}
