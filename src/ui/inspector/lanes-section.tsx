import type { AlprUnit } from '#model/device.ts';
import type { LaneReading, PlateFactors } from '#model/results/plan-summary.ts';
import { formatDegrees, formatDensity, formatLength, formatNumber, formatShare } from '../format.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';

const factorNames: Readonly<Record<keyof PlateFactors, string>> = {
  sight: 'Line of sight',
  pixels: 'Pixels on the plate',
  angle: 'Angle to the plate',
  blur: 'Motion blur',
  light: 'Light',
  recognition: 'Recognition',
  availability: 'Availability',
};
const factorKeys = Object.keys(factorNames) as (keyof PlateFactors)[];

/** Lanes that an ALPR unit reads, each with every factor of P_read. */
export function LanesSection({ device }: { readonly device: AlprUnit }) {
  const summary = useSession((state) => state.summary);
  const read = useSession((state) => state.coverage.devices.get(device.id)?.lanesRead ?? null);
  const lanes = (summary?.lanes ?? [])
    .filter(({ deviceId }) => deviceId === device.id)
    .sort((a, b) => b.read - a.read || a.streetId.localeCompare(b.streetId) || a.lane - b.lane);
  return (
    <Section title="Reads plates" aside={read === null ? undefined : `${read} at P ≥ 50 %`} accent>
      {summary === null ? (
        <p className="section-body hint">Summed up as soon as the plan rests…</p>
      ) : lanes.length === 0 ? (
        <p className="section-body hint">
          Reads no lane: turn it along a street, nearer than its plates’ pixel density allows, and at most 30° off.
        </p>
      ) : (
        <ul className="lane-list">
          {lanes.map((lane, index) => (
            <Lane key={`${lane.streetId} ${lane.lane}`} lane={lane} open={index === 0} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Lane({ lane, open }: { readonly lane: LaneReading; readonly open: boolean }) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const { factors } = lane;
  return (
    <li>
      <details open={open}>
        <summary>
          <span className="grow">
            {lane.streetName ?? 'Street without a name'}, lane {lane.lane + 1}
          </span>
          <strong>{formatShare(lane.read)}</strong>
          <span className="muted">night {formatShare(lane.readAtNight)}</span>
        </summary>
        <table className="factors">
          <caption className="visually-hidden">Factors of the probability of reading a plate</caption>
          <tbody>
            {factorKeys.map((key) => (
              <tr key={key} data-weak={factors[key] < 0.999 || undefined}>
                <th scope="row">{factorNames[key]}</th>
                <td className="fact">{factorFact(key, lane, units)}</td>
                <td>{formatNumber(factors[key], 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <button
          type="button"
          className="link-button"
          onClick={() => commands.lookAt({ targetX: lane.x, targetY: lane.y, distanceMeters: 120 })}
        >
          Show the place
        </button>
      </details>
    </li>
  );
}

function factorFact(key: keyof PlateFactors, lane: LaneReading, units: 'metric' | 'us'): string {
  switch (key) {
    case 'sight':
      return formatLength(lane.distanceMeters, units);
    case 'pixels':
      return formatDensity(Math.floor(lane.pixelsPerMeter), units);
    case 'angle':
      return formatDegrees(lane.incidenceDegrees);
    case 'blur':
      return `${formatNumber(lane.blurPixels, 1)} px at ${formatNumber(units === 'us' ? lane.speedKmh / 1.609344 : lane.speedKmh)} ${units === 'us' ? 'mph' : 'km/h'}`;
    case 'recognition':
    case 'availability':
      return 'assumption';
    case 'light':
      return 'by day';
  }
}
