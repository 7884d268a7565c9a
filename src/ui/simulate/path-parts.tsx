import { Footprints, Square, TriangleAlert } from 'lucide-react';
import type { Condition } from '#model/goal.ts';
import type { CategorySetId } from '#model/pixel-density.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { ApproachPath, ForcedCrossing, WalkGround } from '#model/results/gaps/approach.ts';
import type { GapPlace } from '#model/results/gaps/common.ts';
import type { Drive } from '#model/results/gaps/vehicle-approach.ts';
import type { Scenario } from '#model/scenario.ts';
import { layerColors } from '#state/paint-ramps.ts';
import { formatNumber } from '../format.ts';
import { KeyValues } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { className, formatChance, formatDuration, formatPercent, formatWay } from './gap-text.ts';
import { deviceName, Fold, ListSection, ResultHead, RowButton } from './result-parts.tsx';
import { StretchChart } from './stretch-chart.tsx';

/** Parts of panels that show a way: its figures, its gaps, who watches it, the other ways. */

/** How near a place is looked at, metres from the camera. */
const nearMeters = 260;

interface PathHeadProps {
  readonly path: ApproachPath | Drive;
  readonly siteName: string;
  readonly condition: Condition;
  readonly category: number;
  readonly scenario: Scenario;
  readonly by: string;
}

const conditionPhrases: Readonly<Record<Condition, string>> = { day: 'by day', night: 'by night', fog: 'in fog' };

/** The chance of arriving unobserved, its figures, and the way as a chart. */
export function PathHead({ path, siteName, condition, category, scenario, by }: PathHeadProps) {
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

/** Says that no device watches at all on some way in. */
export function WhollyUnobserved() {
  return (
    <p className="callout" role="status">
      <TriangleAlert size={14} strokeWidth={1.75} aria-hidden />A way leads from outside to the site that no device
      watches at all.
    </p>
  );
}

/** Stretches below the category, numbered as on the map. */
export function PathGaps({ path }: { readonly path: ApproachPath }) {
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

/** The longest stretch of a drive that no camera watches. */
export function Weakest({ drive }: { readonly drive: Drive }) {
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
export function PlateReads({ drive, scenario }: { readonly drive: Drive; readonly scenario: Scenario }) {
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

/** Barriers and gates that are overcome on the way; nothing where there are none. */
export function Forced({ crossings }: { readonly crossings: readonly ForcedCrossing[] }) {
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

/** Devices that notice most on the way, and the chance without each. */
export function Watchers({ devices, scenario, unobserved }: WatchersProps) {
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

/** Ways from other entries; a press shows one. */
export function OtherWays({ ways, shown }: OtherWaysProps) {
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
export function ClassTimes({ seconds, set }: ClassTimesProps) {
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

/** The shortest or fastest way, whoever watches. */
export function Shortest({ label, path }: ShortestProps) {
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

/** How the walkable ground hangs together. */
export function Ground({ ground }: { readonly ground: WalkGround }) {
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
