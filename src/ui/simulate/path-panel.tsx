import type { ApproachResult, ConditionsResult } from '#model/results/gaps/approach.ts';
import type { VehicleApproachResult } from '#model/results/gaps/vehicle-approach.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatNumber } from '../format.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { conditionNames } from '../text/layer-text.ts';
import { formatChance, formatDuration, formatPercent, formatWay } from './gap-text.ts';
import {
  ClassTimes,
  Forced,
  Ground,
  OtherWays,
  PathGaps,
  PathHead,
  PlateReads,
  Shortest,
  Watchers,
  Weakest,
  WhollyUnobserved,
} from './path-parts.tsx';
import { ConnectivityFold, Notes } from './result-parts.tsx';

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
        by="on foot"
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
