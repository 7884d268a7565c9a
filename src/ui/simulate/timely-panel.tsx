import { Flag } from 'lucide-react';
import type { TimelyResult, TimelyStation, TimelyTask, TimelyWay } from '#model/results/gaps/timely.ts';
import { formatNumber } from '../format.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { formatChance, formatDuration, formatSigned } from './gap-text.ts';
import { useLook } from './path-parts.tsx';
import { ListSection, Notes, ResultHead, RowButton } from './result-parts.tsx';

/** Detection, delay and response against each other, on the way in that is looked at. */
export function TimelyPanel({ result }: { readonly result: TimelyResult }) {
  const commands = useCommands();
  const item = useSession((state) => state.gaps.item);
  const way = result.ways[item] ?? result.ways[0];
  if (way === undefined) return null;
  const station = result.stations.find(({ id }) => id === way.stationId);
  const delay = way.tasks.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    <>
      <ResultHead
        caption={`Interrupted before the aim at ${result.site.name} is reached`}
        figure={formatChance(way.interruption)}
        unit="probability, P(I)"
        hint="EASI: detected, the alarm sent, and the responders there while delay is left"
        facts={[
          [formatDuration(delay), 'delay in all'],
          [
            responseText(station),
            'response',
            station === undefined
              ? 'No station reaches the site'
              : `From ${station.name}: assessed, turned out, driven`,
          ],
          [
            criticalText(way),
            'critical point',
            'Last task in which a detection can leave more delay than the response takes',
          ],
        ]}
      />
      <Tasks way={way} result={result} />
      <ListSection title="What would help" aside="P(I)" empty="Nothing was tried.">
        {way.whatIfs.map(({ change, interruption }) => (
          <li key={change} className="result-row">
            <span className="grow">{change}</span>
            <span className="row-value">{formatChance(interruption)}</span>
            <span className="row-second">{formatSigned(interruption - way.interruption, 2)}</span>
          </li>
        ))}
      </ListSection>
      <ListSection title="Other ways in" aside="P(I)" empty="There is no other way in.">
        {result.ways.flatMap(({ entry, end, interruption }, index) =>
          index === item
            ? []
            : [
                <RowButton
                  key={index}
                  name={`${entry.name} to ${end.name}`}
                  value={formatChance(interruption)}
                  onClick={() => commands.showGapItem(index)}
                />,
              ],
        )}
      </ListSection>
      <Stations result={result} shown={way.stationId} />
      <Notes notes={[spreadNote(result), ...result.notes]} />
    </>
  );
}

function responseText(station: TimelyStation | undefined): string {
  return station === undefined || station.seconds === null ? 'none' : formatDuration(station.seconds);
}

function criticalText({ criticalTask, tasks }: TimelyWay): string {
  if (criticalTask === null) return 'none';
  return layerNames[tasks[criticalTask]?.layer ?? 'perimeter'];
}

const layerNames: Readonly<Record<TimelyTask['layer'], string>> = {
  perimeter: 'Perimeter',
  yard: 'Yard',
  portal: 'Portal',
  inside: 'Inside',
};

const detectionTexts: Readonly<Record<TimelyResult['detectionAt'], string>> = {
  begin: 'doors tell as it begins',
  middle: 'doors tell half-way',
  end: 'doors tell as it ends',
};

function Tasks({ way, result }: { readonly way: TimelyWay; readonly result: TimelyResult }) {
  return (
    <Section title="Tasks of the intruder" aside={detectionTexts[result.detectionAt]}>
      <table className="result-table">
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col" title="Mean time that it takes">
              Delay
            </th>
            <th scope="col" title="Chance that it is detected, P(D)">
              Seen
            </th>
            <th scope="col" title="Chance that the response arrives in what is left, P(R | A)">
              In time
            </th>
          </tr>
        </thead>
        <tbody>
          {way.tasks.map((task, index) => (
            <tr key={`${index} ${task.name}`} data-critical={index === way.criticalTask || undefined}>
              <th scope="row" title={`${layerNames[task.layer]}: ${task.name}`}>
                {task.name}
                {index === way.criticalTask && (
                  <span className="critical">
                    <Flag size={12} strokeWidth={1.75} aria-hidden /> critical point
                  </span>
                )}
              </th>
              <td
                title={`± ${formatDuration(task.spreadSeconds)}; left after it is detected: ${formatDuration(task.remainingSeconds)}`}
              >
                {formatNumber(task.seconds)} s
              </td>
              <td>{formatChance(task.detection)}</td>
              <td>{formatChance(task.response)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

interface StationsProps {
  readonly result: TimelyResult;
  readonly shown: string;
}

function Stations({ result, shown }: StationsProps) {
  const look = useLook();
  return (
    <ListSection title="Stations" aside="there after" empty="No station is known that could respond.">
      {result.stations.map((station) => (
        <RowButton
          key={station.id}
          name={station.name}
          detail={station.id === shown ? 'reckoned with' : ''}
          value={station.seconds === null ? 'no way' : formatDuration(station.seconds)}
          title={
            station.spreadSeconds === null
              ? 'No way of the street network leads from it to the site'
              : `± ${formatDuration(station.spreadSeconds)}, of it ${formatDuration(station.driveSeconds ?? 0)} driving`
          }
          onClick={() => look(station)}
        />
      ))}
    </ListSection>
  );
}

function spreadNote({ spreadModel }: TimelyResult): string {
  return spreadModel === 'tasks'
    ? 'The spread of the delay that is left is that of the tasks that are left, taken as independent.'
    : 'The spread of the delay that is left is a fixed share of its mean.';
}
