import type { CordonResult } from '#model/results/gaps/cordon.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatCount, formatNumber } from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { formatChance, formatDuration, formatWay } from './gap-text.ts';
import { useLook } from './path-parts.tsx';
import { ConnectivityFold, deviceNames, ListSection, Notes, ResultHead, RowButton } from './result-parts.tsx';

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
