import type { CordonResult } from '#model/results/gaps/cordon.ts';
import type { IncidentResult } from '#model/results/gaps/incident.ts';
import type { InterceptionResult } from '#model/results/gaps/interception.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatCount, formatNumber } from '../format.ts';
import { KeyValues, Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { distanceNumber, distanceUnit, formatChance, formatDuration, formatPercent, formatWay } from './gap-text.ts';
import { useLook } from './path-panel.tsx';
import {
  ConnectivityFold,
  deviceName,
  deviceNames,
  Fold,
  ListSection,
  Notes,
  ResultHead,
  RowButton,
  ShareBar,
} from './result-parts.tsx';

/** Rows of long lists that are shown; the export has all. */
const listed = 12;

/** How much of the car traffic is read, and by whom. */
export function InterceptionPanel({ result }: { readonly result: InterceptionResult }) {
  const units = useSession((state) => state.units);
  const { read, evasive } = result;
  return (
    <>
      <ResultHead
        caption="Car trips read by an ALPR unit"
        figure={formatPercent(read.once)}
        unit="of trips, expected"
        hint="Expected share: each unit reads with its own chance, once a trip"
        facts={[
          [
            formatPercent(evasive.once),
            'of evasive',
            'Drivers who go around the units they know of, within the detour tolerance',
          ],
          [`${formatNumber(result.perHour)} /h`, 'trips'],
          [formatCount(result.units.length, 'unit'), 'of the plan'],
        ]}
      />
      <Section title="Shares read" aside="expected">
        <dl className="section-body share-bars">
          <ShareBar label="One unit or more" share={read.once} />
          <ShareBar label="Two or more" share={read.twice} />
          <ShareBar
            label={units === 'us' ? 'Vehicle-miles' : 'Vehicle-km'}
            share={read.kilometresOnce}
            hint="Each trip weighed with its length"
          />
          <ShareBar label="Evasive drivers" share={evasive.once} hint="Read at least once although they go around" />
        </dl>
      </Section>
      <KeyValues
        rows={[
          ['By day, by night', `${formatPercent(result.byDay.once)}, ${formatPercent(result.byNight.once)}`],
          ['Evaders who change their way', formatPercent(evasive.changed)],
          ['Evaders past no unit at all', formatPercent(evasive.unread)],
          ['Their detour, mean', formatDuration(evasive.extraSeconds)],
        ]}
      />
      <Units result={result} />
      <WorstFlows result={result} />
      <Fold title="Demand" aside={formatCount(result.pairs, 'pair')}>
        <KeyValues
          rows={[
            ['Trips', `${formatNumber(result.perHour)} per hour`],
            [
              units === 'us' ? 'Vehicle-miles' : 'Vehicle-kilometres',
              `${formatNumber(distanceNumber(result.kilometresPerHour, units))} ${distanceUnit(units)} per hour`,
            ],
            ['Places', formatNumber(result.places)],
            ['Pairs without a way', formatNumber(result.unroutablePairs)],
            ['Their trips', `${formatNumber(result.unroutablePerHour)} per hour`],
          ]}
        />
      </Fold>
      <ConnectivityFold connectivity={result.connectivity} />
      <Notes notes={result.notes} />
    </>
  );
}

function Units({ result }: { readonly result: InterceptionResult }) {
  const commands = useCommands();
  if (result.units.length === 0) {
    return (
      <Section title="Units">
        <p className="section-body hint">The plan has no ALPR unit at work.</p>
      </Section>
    );
  }
  return (
    <Section title="Units" aside="vehicles per hour">
      <table className="result-table">
        <thead>
          <tr>
            <th scope="col">Unit</th>
            <th scope="col">Pass</th>
            <th scope="col">Read</th>
            <th scope="col" title="Trips that go unread without it">
              Only it
            </th>
          </tr>
        </thead>
        <tbody>
          {result.units.slice(0, listed).map(({ deviceId, name, passedPerHour, readsPerHour, onlyPerHour }) => (
            <tr key={deviceId}>
              <th scope="row">
                <button
                  type="button"
                  className="ellipsis"
                  title={name}
                  onClick={() => {
                    commands.select([deviceId]);
                    commands.look('selection');
                  }}
                >
                  {name}
                </button>
              </th>
              <td>{formatNumber(passedPerHour)}</td>
              <td>{formatNumber(readsPerHour)}</td>
              <td>{formatNumber(onlyPerHour)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <More count={result.units.length} />
    </Section>
  );
}

function WorstFlows({ result }: { readonly result: InterceptionResult }) {
  const commands = useCommands();
  const item = useSession((state) => state.gaps.item);
  return (
    <ListSection title="Most unread trips" aside="per hour · evasive read" empty="No trip goes unread.">
      {result.worst.slice(0, listed).map((pair, index) => (
        <RowButton
          key={`${pair.from.name} ${pair.to.name} ${pair.from.x} ${pair.to.x}`}
          pressed={index === item}
          name={`${pair.from.name} → ${pair.to.name}`}
          value={formatNumber(pair.perHour * (1 - pair.read), 1)}
          second={formatChance(pair.evasiveRead)}
          title={`${formatNumber(pair.perHour, 1)} trips per hour, read with ${formatChance(pair.read)}; an evasive driver takes ${formatDuration(pair.evasiveSeconds)} instead of ${formatDuration(pair.seconds)}`}
          onClick={() => commands.showGapItem(index)}
        />
      ))}
    </ListSection>
  );
}

function More({ count }: { readonly count: number }) {
  if (count <= listed) return null;
  return <p className="section-body hint">{formatNumber(count - listed)} more in the export.</p>;
}

const trafficWords = { in: 'into', out: 'out of', both: 'into and out of' } as const;

/** Roads of an area that go unread, and what would close it. */
export function CordonPanel({ result, scenario }: { readonly result: CordonResult; readonly scenario: Scenario }) {
  const units = useSession((state) => state.units);
  const { cut, leastRead } = result;
  const least = leastRead.reduce<number | null>((found, { read }) => Math.min(found ?? 1, read), null);
  return (
    <>
      <ResultHead
        caption={`Roads ${trafficWords[result.way]} ${result.area.name} that leak`}
        figure={formatNumber(result.leaking)}
        unit={`of ${formatCount(result.crossings.length, 'carriageway')}`}
        hint="A carriageway leaks where an unread way joins it with the outside"
        facts={[
          [
            cut.closable ? formatNumber(cut.units) : 'cannot',
            cut.closable ? 'more units close it' : 'be closed',
            cutHint(result),
          ],
          [
            least === null ? '–' : formatChance(least),
            'read at least',
            'Chance of being read on the way on which it is least, however long',
          ],
        ]}
      />
      <Leaks result={result} scenario={scenario} />
      <CutRoads result={result} />
      <ListSection title="Least-read ways" aside="read" empty="No way at all leads there.">
        {leastRead.map(({ way, read, meters, seconds, readers }) => (
          <li key={way} className="result-row">
            <span
              className="grow ellipsis"
              title={`Units on it: ${deviceNames(
                scenario,
                readers.map(({ deviceId }) => deviceId),
              )}`}
            >
              {way === 'in' ? 'Inwards' : 'Outwards'}, {formatWay(meters, units)}, {formatDuration(seconds)}
            </span>
            <span className="row-value">{formatChance(read)}</span>
          </li>
        ))}
      </ListSection>
      <ConnectivityFold connectivity={result.connectivity} />
      <Notes
        notes={[
          result.outside === 'border'
            ? 'Outside are the streets that leave the city’s data.'
            : 'No street leaves the city’s data, so outside are the junctions at least 500 m from the area.',
          ...(result.grownMeters > 0
            ? [`The area was widened by ${formatNumber(result.grownMeters)} m until a junction lay inside.`]
            : []),
          ...result.notes,
        ]}
      />
    </>
  );
}

function cutHint({ cut }: CordonResult): string {
  if (!cut.closable) return 'The outside reaches into the area, so no set of streets closes it';
  if (cut.atLeast === cut.units) return 'Minimum cut: fewer do not suffice, which as many separate unread ways prove';
  return `No fewer than ${formatNumber(cut.atLeast)} can do; one-way streets keep the two directions apart`;
}

function Leaks({ result, scenario }: { readonly result: CordonResult; readonly scenario: Scenario }) {
  const commands = useCommands();
  const item = useSession((state) => state.gaps.item);
  const rows = result.crossings
    .map((crossing, index) => ({ crossing, index }))
    .sort((a, b) => Number(b.crossing.leaks) - Number(a.crossing.leaks) || a.index - b.index);
  return (
    <ListSection title="Carriageways" aside="read" empty="No carriageway crosses the edge of the area.">
      {rows.slice(0, 30).map(({ crossing, index }) => (
        <RowButton
          key={crossing.id}
          pressed={index === item}
          name={crossing.name}
          detail={crossing.way}
          value={crossing.leaks ? 'leaks' : formatChance(crossing.read)}
          tone={crossing.leaks ? 'bad' : undefined}
          title={
            crossing.leaks
              ? `Unread way of ${formatDuration(crossing.leakSeconds ?? 0)} between the outside and the area`
              : `Read by ${deviceNames(
                  scenario,
                  crossing.readers.map(({ deviceId }) => deviceId),
                )}`
          }
          onClick={() => commands.showGapItem(index)}
        />
      ))}
    </ListSection>
  );
}

function CutRoads({ result }: { readonly result: CordonResult }) {
  const look = useLook();
  const units = useSession((state) => state.units);
  const { cut } = result;
  return (
    <ListSection
      title="Fewest units that close it"
      aside="from the middle"
      empty={cut.closable ? 'The cordon is closed as it is.' : 'No set of streets closes the area.'}
    >
      {cut.roads.map((road, index) => (
        <RowButton
          key={road.id}
          mark={`+${index + 1}`}
          markKind="part"
          name={road.name}
          detail={road.way}
          value={formatWay(road.distanceMeters, units)}
          onClick={() => look(road)}
        />
      ))}
    </ListSection>
  );
}

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
      <ListSection
        title={`Reads on the way to ${exit.place.name}`}
        aside="after · read"
        empty="Nothing reads this way."
      >
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
  const points = curve.map(([seconds, share]) => `${x(seconds).toFixed(1)},${y(share).toFixed(1)}`).join(' ');
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
