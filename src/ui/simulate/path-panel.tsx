import { Footprints, Square, TriangleAlert } from 'lucide-react';
import type { Condition } from '#model/goal.ts';
import type { CategorySetId } from '#model/pixel-density.ts';
import { categorySets } from '#model/pixel-density.ts';
import type {
  ApproachPath,
  ApproachResult,
  ConditionsResult,
  ForcedCrossing,
  WalkGround,
} from '#model/results/gaps/approach.ts';
import type { GapPlace } from '#model/results/gaps/common.ts';
import type { Drive, VehicleApproachResult } from '#model/results/gaps/vehicle-approach.ts';
import type { Scenario } from '#model/scenario.ts';
import { layerColors } from '#state/paint-ramps.ts';
import { formatNumber } from '../format.ts';
import { KeyValues, Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { conditionNames } from '../text/layer-text.ts';
import { className, formatChance, formatDuration, formatPercent, formatWay } from './gap-text.ts';
import { ConnectivityFold, deviceName, Fold, ListSection, Notes, ResultHead, RowButton } from './result-parts.tsx';
import { StretchChart } from './stretch-chart.tsx';

/** How near a place is looked at, metres from the camera. */
const nearMeters = 260;

interface PanelProps<R> {
  readonly result: R;
  readonly scenario: Scenario;
}

/** The walk on which somebody is least likely to be noticed, and the other ways in. */
export function ApproachPanel({ result, scenario }: PanelProps<ApproachResult>) {
  const item = useSession((state) => state.gaps.item);
  const ways = [result.best, ...result.others];
  const path = ways[item] ?? result.best;
  return (
    <>
      <PathHead
        path={path}
        siteName={result.site.name}
        condition={result.condition}
        category={result.category}
        scenario={scenario}
        by="on foot"
      />
      {result.whollyUnobserved && <WhollyUnobserved />}
      <PathGaps path={path} />
      <Forced crossings={path.forced} />
      <Watchers devices={path.devices} scenario={scenario} unobserved={path.unobserved} />
      <OtherWays ways={ways} shown={item} />
      <ClassTimes seconds={path.secondsByClass} set={scenario.categorySet} />
      <Shortest label="Shortest walk" path={result.shortest} />
      <Ground ground={result.ground} />
      <Notes notes={result.notes} />
    </>
  );
}

/** The drive on which a vehicle is least likely to be noticed. */
export function VehiclePanel({ result, scenario }: PanelProps<VehicleApproachResult>) {
  const item = useSession((state) => state.gaps.item);
  const ways = [result.best, ...result.others];
  const drive = ways[item] ?? result.best;
  return (
    <>
      <PathHead
        path={drive}
        siteName={result.site.name}
        condition={result.condition}
        category={result.category}
        scenario={scenario}
        by="by car"
      />
      <Weakest drive={drive} />
      <PlateReads drive={drive} scenario={scenario} />
      <Watchers devices={drive.devices} scenario={scenario} unobserved={drive.unobserved} />
      <OtherWays ways={ways} shown={item} />
      <ClassTimes seconds={drive.secondsByClass} set={scenario.categorySet} />
      <Shortest label="Fastest drive" path={result.fastest} />
      <ConnectivityFold connectivity={result.connectivity} />
      <Notes
        notes={[
          `The drive ends at ${result.end.name}, ${formatNumber(result.endMeters)} m from the site.`,
          ...(result.unreached > 0
            ? [`From ${formatNumber(result.unreached)} of ${formatNumber(result.entries)} entries no way leads there.`]
            : []),
          ...result.notes,
        ]}
      />
    </>
  );
}

/** The same by day, by night and in fog, side by side. */
export function ConditionsPanel({ result, scenario }: PanelProps<ConditionsResult>) {
  const commands = useCommands();
  const item = useSession((state) => state.gaps.item);
  const units = useSession((state) => state.units);
  const shown = result.paths[item] ?? result.paths[0];
  if (shown === undefined) return null;
  return (
    <>
      <PathHead
        path={shown.best}
        siteName={result.site.name}
        condition={shown.condition}
        category={result.category}
        scenario={scenario}
        by="on the way"
      />
      {shown.whollyUnobserved && <WhollyUnobserved />}
      <Section title="Side by side" aside="gets there unobserved">
        <div className="condition-columns">
          {result.paths.map(({ condition, best, unobservedOnDayPath }, index) => (
            <button
              key={condition}
              type="button"
              aria-pressed={index === item}
              onClick={() => {
                commands.showGapItem(index);
                commands.setPaint({ condition });
              }}
            >
              <span className="muted">{conditionNames[condition]}</span>
              <strong>{formatChance(best.unobserved)}</strong>
              <span>{formatWay(best.lengthMeters, units)}</span>
              <span>{formatDuration(best.seconds)}</span>
              <span title="Share of the way below the category">{formatPercent(best.unwatchedShare)} unseen</span>
              <span className="muted" title="Chance on the best way of the day, were it walked under this condition">
                {formatChance(unobservedOnDayPath)} on the day’s way
              </span>
            </button>
          ))}
        </div>
      </Section>
      <PathGaps path={shown.best} />
      <Forced crossings={shown.best.forced} />
      <Watchers devices={shown.best.devices} scenario={scenario} unobserved={shown.best.unobserved} />
      <Ground ground={result.ground} />
      <Notes notes={result.notes} />
    </>
  );
}

interface PathHeadProps {
  readonly path: ApproachPath | Drive;
  readonly siteName: string;
  readonly condition: Condition;
  readonly category: number;
  readonly scenario: Scenario;
  readonly by: string;
}

const conditionPhrases: Readonly<Record<Condition, string>> = { day: 'by day', night: 'by night', fog: 'in fog' };

function PathHead({ path, siteName, condition, category, scenario, by }: PathHeadProps) {
  const units = useSession((state) => state.units);
  const end = 'end' in path && path.portalId !== null ? path.end.name : siteName;
  const failures: readonly (readonly [string, string, string])[] =
    'unobservedWithFailures' in path && Math.abs(path.unobservedWithFailures - path.unobserved) >= 0.005
      ? [
          [
            formatChance(path.unobservedWithFailures),
            'with failures',
            'The same, each device at work only as often as its availability says',
          ],
        ]
      : [];
  const unseen = categorySets[scenario.categorySet].categories[category]?.name;
  return (
    <ResultHead
      caption={`Gets to ${end} unobserved, ${conditionPhrases[condition]}`}
      figure={formatChance(path.unobserved)}
      unit="probability"
      hint="Chance that nobody notices on the whole way: exp(−Σ watch rate · time)"
      facts={[
        [formatWay(path.lengthMeters, units), 'length'],
        [formatDuration(path.seconds), by],
        [formatPercent(path.unwatchedShare), 'unobserved', `Share of the way below ${unseen ?? 'the category'}`],
        ...failures,
      ]}
    >
      <StretchChart
        stretches={path.stretches}
        lengthMeters={path.lengthMeters}
        category={category}
        set={scenario.categorySet}
        nameOf={(id) => deviceName(scenario, id)}
      />
      <WalkButton />
    </ResultHead>
  );
}

function WalkButton() {
  const commands = useCommands();
  const walking = useSession((state) => state.gaps.walking);
  const Icon = walking ? Square : Footprints;
  return (
    <button
      type="button"
      className="button walk-button"
      aria-pressed={walking}
      title="A figure takes the way, and the cameras that see it light up"
      onClick={() => commands.walkGap(!walking)}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      {walking ? 'Stop the figure' : 'Follow the way'}
    </button>
  );
}

function WhollyUnobserved() {
  return (
    <p className="callout" role="status">
      <TriangleAlert size={14} strokeWidth={1.75} aria-hidden />A way leads from outside to the site that no device
      watches at all.
    </p>
  );
}

function PathGaps({ path }: { readonly path: ApproachPath }) {
  const look = useLook();
  const units = useSession((state) => state.units);
  return (
    <ListSection title="Gaps on this path" aside="length · weight" empty="Every stretch is observed at the category.">
      {path.gaps.map((gap, index) => (
        <RowButton
          key={gap.fromMeters}
          mark={String(index + 1)}
          name={gap.place.name}
          value={formatWay(gap.lengthMeters, units)}
          second={formatChance(gap.weight)}
          title={`${formatDuration(gap.seconds)}. Weight: by so much the chance of arriving unobserved would fall were this stretch watched by one device more`}
          onClick={() => look(gap.place)}
        />
      ))}
    </ListSection>
  );
}

function Weakest({ drive }: { readonly drive: Drive }) {
  const look = useLook();
  const units = useSession((state) => state.units);
  const { weakest } = drive;
  return (
    <ListSection title="Longest unobserved stretch" aside="length" empty="Every stretch is observed at the category.">
      {weakest === null
        ? []
        : [
            <RowButton
              key="weakest"
              mark="1"
              name={weakest.place.name}
              value={formatWay(weakest.toMeters - weakest.fromMeters, units)}
              onClick={() => look(weakest.place)}
            />,
          ]}
    </ListSection>
  );
}

/** Units that are passed, and how likely each reads the plate. */
function PlateReads({ drive, scenario }: { readonly drive: Drive; readonly scenario: Scenario }) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  return (
    <ListSection title="ALPR units on the way" aside="at · read" empty="No unit reads plates on this way.">
      {drive.reads.map(({ deviceId, atMeters, read }) => (
        <RowButton
          key={`${deviceId} ${atMeters}`}
          name={deviceName(scenario, deviceId)}
          value={formatWay(atMeters, units)}
          second={formatChance(read)}
          onClick={() => {
            commands.select([deviceId]);
            commands.look('selection');
          }}
        />
      ))}
    </ListSection>
  );
}

function Forced({ crossings }: { readonly crossings: readonly ForcedCrossing[] }) {
  const look = useLook();
  if (crossings.length === 0) return null;
  return (
    <ListSection title="Forced on the way" aside="delay" empty="">
      {crossings.map(({ id, kind, atMeters, place, delaySeconds }) => (
        <RowButton
          key={`${id} ${atMeters}`}
          name={`${kind.replaceAll('_', ' ')}, ${place.name}`}
          value={formatDuration(delaySeconds)}
          onClick={() => look(place)}
        />
      ))}
    </ListSection>
  );
}

interface Watcher {
  readonly deviceId: string;
  readonly seconds: number;
  readonly unobservedWithout: number;
}

/** Devices listed; the others hardly matter. */
const listedWatchers = 5;

interface WatchersProps {
  readonly devices: readonly Watcher[];
  readonly scenario: Scenario;
  readonly unobserved: number;
}

function Watchers({ devices, scenario, unobserved }: WatchersProps) {
  const commands = useCommands();
  return (
    <ListSection title="What matters most" aside="unobserved without it" empty="No device notices anybody on this way.">
      {devices.slice(0, listedWatchers).map(({ deviceId, seconds, unobservedWithout }) => (
        <RowButton
          key={deviceId}
          name={deviceName(scenario, deviceId)}
          detail={seconds > 0 ? formatDuration(seconds) : 'reads plates'}
          value={formatChance(unobservedWithout)}
          title={`Without it ${formatChance(unobservedWithout)} instead of ${formatChance(unobserved)}`}
          onClick={() => {
            commands.select([deviceId]);
            commands.look('selection');
          }}
        />
      ))}
    </ListSection>
  );
}

interface OtherWaysProps {
  readonly ways: readonly { readonly entry: GapPlace; readonly unobserved: number }[];
  readonly shown: number;
}

function OtherWays({ ways, shown }: OtherWaysProps) {
  const commands = useCommands();
  return (
    <ListSection title="Other ways in" aside="unobserved" empty="There is no other way in.">
      {ways.flatMap(({ entry, unobserved }, index) =>
        index === shown
          ? []
          : [
              <RowButton
                key={index}
                name={entry.name}
                value={formatChance(unobserved)}
                onClick={() => commands.showGapItem(index)}
              />,
            ],
      )}
    </ListSection>
  );
}

interface ClassTimesProps {
  readonly seconds: readonly number[];
  readonly set: CategorySetId;
}

/** How long somebody is under each class on the way. */
function ClassTimes({ seconds, set }: ClassTimesProps) {
  const theme = useSession((state) => state.theme);
  const colors = layerColors('density', set, theme);
  const most = Math.max(1e-6, ...seconds);
  return (
    <Fold title="Time under each class">
      <table className="bars class-times">
        <tbody>
          {seconds.map((time, found) => (
            <tr key={className(found, set)}>
              <th scope="row">{className(found, set)}</th>
              <td>
                <span className="bar" aria-hidden>
                  <span
                    style={{
                      width: `${(100 * time) / most}%`,
                      background: found === 0 ? 'var(--gap-unobserved)' : colors[found - 1],
                    }}
                  />
                </span>
              </td>
              <td>{formatDuration(time)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  );
}

interface ShortestProps {
  readonly label: string;
  readonly path: { readonly lengthMeters: number; readonly seconds: number; readonly unobserved: number };
}

function Shortest({ label, path }: ShortestProps) {
  const units = useSession((state) => state.units);
  return (
    <Fold title={`${label}, whoever watches`} aside={formatChance(path.unobserved)}>
      <KeyValues
        rows={[
          ['Length', formatWay(path.lengthMeters, units)],
          ['Time', formatDuration(path.seconds)],
          ['Unobserved', formatChance(path.unobserved)],
        ]}
      />
    </Fold>
  );
}

function Ground({ ground }: { readonly ground: WalkGround }) {
  return (
    <Fold title="Ground" aside={`${formatPercent(ground.reachedShare)} reaches the site`}>
      <KeyValues
        rows={[
          ['Cells', `${formatNumber(ground.cells)} of ${ground.cellMeters} m`],
          ['Ways into the study area', formatNumber(ground.entries)],
          ['Of these without a way to the site', formatNumber(ground.unreached)],
        ]}
      />
    </Fold>
  );
}

/** Goes near a place of a result. */
export function useLook(): (place: { readonly x: number; readonly y: number }) => void {
  const commands = useCommands();
  return ({ x, y }) => commands.lookAt({ targetX: x, targetY: y, distanceMeters: nearMeters });
}
