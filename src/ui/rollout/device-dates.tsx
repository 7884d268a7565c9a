import type { RolloutDeviceResult } from '#model/results/rollout/rollout-report.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { chanceText, dayText, quantileHint } from './rollout-words.ts';

/** In Rollout mode: when the selected device is built, live and gone, and which tasks it goes through. */
export function DeviceDates({ deviceId }: { readonly deviceId: string }) {
  const commands = useCommands();
  const mode = useSession((state) => state.mode);
  const report = useSession((state) => state.rollout.run.result);
  if (mode !== 'rollout' || report === null) return null;
  const device = report.devices.find(({ id }) => id === deviceId);
  if (device === undefined) {
    return (
      <Section title="Rollout">
        <p className="section-body hint">The rollout neither builds it nor takes it down.</p>
      </Section>
    );
  }
  const tasks = report.tasks.filter(({ deviceIds }) => deviceIds.includes(deviceId));
  return (
    <Section title="Rollout">
      <table className="result-table task-dates" title={quantileHint}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">What</span>
            </th>
            <th scope="col">P50</th>
            <th scope="col">P90</th>
          </tr>
        </thead>
        <tbody>
          {dateRows(device).map(({ name, p50, p90 }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{dayText(p50)}</td>
              <td>{dayText(p90)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="result-list">
        {tasks.map(({ id, name, criticality }) => (
          <li key={id}>
            <button
              type="button"
              className="result-row"
              title={`${name}: on the critical path in ${chanceText(criticality)} of the runs`}
              onClick={() => {
                commands.select([]);
                commands.showRolloutTask(id);
              }}
            >
              <span className="grow ellipsis">{name}</span>
              <span className="row-second">{chanceText(criticality)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface DeviceDateRow {
  readonly name: string;
  readonly p50: string | null;
  readonly p90: string | null;
}

/** What happens to a device, in its order; what never does is left out. */
export function dateRows({ liveAtStart, underWay, live, dark }: RolloutDeviceResult): readonly DeviceDateRow[] {
  return [
    ...(underWay.p50 === null ? [] : [{ name: 'Work begins', ...underWay }]),
    ...(liveAtStart ? [] : [{ name: 'Live', ...live }]),
    ...(dark.p50 === null ? [] : [{ name: 'Dark for good', ...dark }]),
  ];
}
