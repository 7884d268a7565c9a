import type { IncidentResult } from '#model/results/gaps/incident.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatNumber } from '../format.ts';
import { KeyValues } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { formatChance, formatDuration, formatPercent, formatWay } from './gap-text.ts';
import { useLook } from './path-parts.tsx';
import { ConnectivityFold, deviceName, ListSection, Notes, ResultHead, RowButton } from './result-parts.tsx';

/** Where and when somebody who drives off is read first. */
export function IncidentPanel({ result, scenario }: { readonly result: IncidentResult; readonly scenario: Scenario }) {
  const commands = useCommands();
  const item = useSession((state) => state.gaps.item);
  return (
    <>
      <ResultHead
        caption={`Read on the way out from ${result.from.name}`}
        figure={formatChance(result.read)}
        unit="mean over the exits"
        hint="Chance of being read before leaving on the fastest way, each exit counted alike"
        facts={[
          [formatChance(result.evasiveRead), 'evasive', 'On the ways that are read least within the detour tolerance'],
          [
            result.halfSeconds === null ? 'never' : formatDuration(result.halfSeconds),
            'half are read',
            result.mostSeconds === null
              ? '90 % are never reached'
              : `90 % are read after ${formatDuration(result.mostSeconds)}`,
          ],
          [
            `${formatNumber(result.leaking)} of ${formatNumber(result.exits.length)}`,
            'exits unread',
            'Nothing reads the fastest way there',
          ],
        ]}
      >
        <ReadCurve curve={result.curve} />
      </ResultHead>
      <ListSection title="Ways out" aside="first read · read" empty="No street leaves the city’s data from here.">
        {result.exits.slice(0, 40).map(({ id, place, fastest, evasive, leaks }, index) => {
          const first = fastest.reads[0];
          return (
            <RowButton
              key={id}
              pressed={index === item}
              name={place.name}
              value={first === undefined ? 'no read' : formatDuration(first.seconds)}
              second={formatChance(fastest.read)}
              tone={leaks ? 'bad' : undefined}
              title={`${formatDuration(fastest.seconds)} to the edge${
                first === undefined ? '' : `; first by ${deviceName(scenario, first.deviceId)} at ${first.place.name}`
              }${evasive === null ? '' : `; evasive ${formatChance(evasive.read)}`}`}
              onClick={() => commands.showGapItem(index)}
            />
          );
        })}
      </ListSection>
      <ShownExit result={result} scenario={scenario} />
      <ConnectivityFold connectivity={result.connectivity} />
      <Notes
        notes={[
          ...(result.unreached > 0 ? [`${formatNumber(result.unreached)} exits cannot be reached from here.`] : []),
          ...result.notes,
        ]}
      />
    </>
  );
}

function ShownExit({ result, scenario }: { readonly result: IncidentResult; readonly scenario: Scenario }) {
  const look = useLook();
  const item = useSession((state) => state.gaps.item);
  const units = useSession((state) => state.units);
  const exit = result.exits[item];
  if (exit === undefined) return null;
  const { fastest, evasive } = exit;
  return (
    <>
      <ListSection title="Reads on this way" aside="after · read" empty="Nothing reads this way.">
        {fastest.reads.map(({ deviceId, place, seconds, read }) => (
          <RowButton
            key={deviceId}
            name={`${deviceName(scenario, deviceId)}, ${place.name}`}
            value={formatDuration(seconds)}
            second={formatChance(read)}
            onClick={() => look(place)}
          />
        ))}
      </ListSection>
      <KeyValues
        rows={[
          ['Fastest', `${formatWay(fastest.meters, units)}, ${formatDuration(fastest.seconds)}`],
          [
            'Read least',
            evasive === null
              ? 'the fastest way'
              : `${formatChance(evasive.read)}, ${formatWay(evasive.meters, units)}, ${formatDuration(evasive.seconds)}`,
          ],
        ]}
      />
    </>
  );
}

const curveWidth = 272;
const curveHeight = 44;

/** Share of the vehicles that were read, over the time since they drove off. */
function ReadCurve({ curve }: { readonly curve: IncidentResult['curve'] }) {
  const last = curve[curve.length - 1];
  if (last === undefined || last[0] <= 0) return null;
  const x = (seconds: number): number => (seconds / last[0]) * curveWidth;
  const y = (share: number): number => 2 + (1 - share) * (curveHeight - 2);
  const points = stepCorners(curve)
    .map(([seconds, share]) => `${x(seconds).toFixed(1)},${y(share).toFixed(1)}`)
    .join(' ');
  return (
    <svg
      className="stretch-chart"
      viewBox={`0 0 ${curveWidth} ${curveHeight + 18}`}
      role="img"
      aria-label={`${formatPercent(last[1])} were read after ${formatDuration(last[0])}`}
    >
      <line className="axis" x1={0} x2={curveWidth} y1={curveHeight} y2={curveHeight} />
      <polyline className="read-curve" points={points} />
      <text x={0} y={curveHeight + 14}>
        0 s
      </text>
      <text x={curveWidth} y={curveHeight + 14} textAnchor="end">
        {formatDuration(last[0])}, {formatPercent(last[1])} read
      </text>
    </svg>
  );
}

/** Corners of a share that stays as it is until the next read: each point is reached on the level of the one before. */
export function stepCorners(
  curve: readonly (readonly [seconds: number, share: number])[],
): readonly (readonly [number, number])[] {
  return curve.flatMap(([seconds, share], index) => {
    const before = curve[index - 1];
    return before === undefined
      ? [[seconds, share] as const]
      : [[seconds, before[1]] as const, [seconds, share] as const];
  });
}
