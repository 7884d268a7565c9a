import type { InterceptionResult } from '#model/results/gaps/interception.ts';
import { formatCount, formatNumber } from '../format.ts';
import { KeyValues, Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { distanceNumber, distanceUnit, formatChance, formatDuration, formatPercent } from './gap-text.ts';
import { ConnectivityFold, Fold, ListSection, Notes, ResultHead, RowButton, ShareBar } from './result-parts.tsx';

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
