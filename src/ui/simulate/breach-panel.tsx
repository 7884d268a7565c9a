import { ShieldCheck, TriangleAlert } from 'lucide-react';
import type { BreachResult } from '#model/results/gaps/breach.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatArea, formatCount, formatNumber } from '../format.ts';
import { KeyValues } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { kindName } from '../text/device-kind.ts';
import { boundsText, categoryText, formatWay } from './gap-text.ts';
import { useLook } from './path-parts.tsx';
import { deviceName, deviceNames, Fold, ListSection, ResultHead, RowButton } from './result-parts.tsx';

interface BreachPanelProps {
  readonly result: BreachResult;
  readonly scenario: Scenario;
}

/** How the site can be passed at all: bottleneck, unobserved ground, regions to cross, devices to lose. */
export function BreachPanel({ result, scenario }: BreachPanelProps) {
  const units = useSession((state) => state.units);
  const { breach, region, thickness, resilience } = result;
  return (
    <>
      <ResultHead
        caption={`Strongest watching to endure on the way to ${result.site.name}`}
        figure={formatNumber(breach.highestRate, 3)}
        unit="notices per second"
        hint="The way on which the strongest watching is as weak as it can be; 0: nobody observes any of it"
        facts={[
          [formatWay(breach.lengthMeters, units), 'length'],
          [
            formatNumber(thickness.regions),
            'regions to cross',
            'Thickness: fewest regions of devices that any way enters; coming back into one counts again. Exact.',
          ],
          [
            boundsText(resilience.lower, resilience.upper, 'device'),
            'until it is open',
            'Resilience: fewest devices whose loss opens a wholly unobserved way. Bounds: the exact number is hard to find.',
          ],
        ]}
      />
      <p className="callout" data-tone={region.connects ? undefined : 'info'} role="status">
        {region.connects ? (
          <TriangleAlert size={14} strokeWidth={1.75} aria-hidden />
        ) : (
          <ShieldCheck size={14} strokeWidth={1.75} aria-hidden />
        )}
        {regionText(result, categoryText(result.category, scenario.categorySet, units), (square) =>
          formatArea(square, units),
        )}
      </p>
      <Ways result={result} />
      <Bottleneck result={result} scenario={scenario} />
      <Crossings result={result} scenario={scenario} />
      <Resilience result={result} scenario={scenario} />
    </>
  );
}

/** What the unobserved ground does, as a sentence. */
export function regionText(
  { region }: Pick<BreachResult, 'region'>,
  category: string,
  area: (squareMeters: number) => string,
): string {
  if (region.connects) {
    return `Unobserved ground (below ${category.replace('≥ ', '')}) reaches from outside to the site: ${area(region.squareMeters)} of it.`;
  }
  if (region.squareMeters === 0) return 'All ground at the entries is observed.';
  return `Unobserved ground does not reach the site; ${area(region.squareMeters)} hang together with ${formatCount(region.openEntries, 'unobserved cell')} at the entries.`;
}

/** The three ways that the run found; the one that is looked at is drawn. */
function Ways({ result }: { readonly result: BreachResult }) {
  const commands = useCommands();
  const item = useSession((state) => state.gaps.item);
  const units = useSession((state) => state.units);
  const { breach, thickness, region } = result;
  const ways = [
    { name: 'Least endured', meters: breach.lengthMeters },
    { name: 'Fewest regions', meters: thickness.lengthMeters },
    ...(region.lengthMeters === null ? [] : [{ name: 'Wholly unobserved', meters: region.lengthMeters }]),
  ];
  return (
    <ListSection title="Ways" aside="length" empty="">
      {ways.map(({ name, meters }, index) => (
        <RowButton
          key={name}
          pressed={index === item}
          name={name}
          value={formatWay(meters, units)}
          onClick={() => commands.showGapItem(index)}
        />
      ))}
    </ListSection>
  );
}

function Bottleneck({ result, scenario }: BreachPanelProps) {
  const look = useLook();
  const units = useSession((state) => state.units);
  const { worst, devices, nearest } = result.breach;
  return (
    <>
      <ListSection title="Where it is endured" aside="watched by" empty="Nothing is endured: nobody observes this way.">
        {worst === null
          ? []
          : [
              <RowButton
                key="worst"
                name={worst.name}
                value={deviceNames(scenario, devices, 2)}
                onClick={() => look(worst)}
              />,
            ]}
      </ListSection>
      {nearest !== null && (
        <KeyValues
          rows={[
            ['Enters at', result.entry.name],
            [
              'Nearest device',
              <button key="nearest" type="button" className="link-button" onClick={() => look(nearest)}>
                {deviceName(scenario, nearest.id)}, {formatWay(nearest.meters, units)}
              </button>,
            ],
          ]}
        />
      )}
    </>
  );
}

function kindOf(scenario: Scenario, id: string): string {
  const device = scenario.devices.find((one) => one.id === id);
  return device === undefined ? '' : kindName(device.kind);
}

function Crossings({ result, scenario }: BreachPanelProps) {
  const look = useLook();
  const { crossings, regions } = result.thickness;
  return (
    <ListSection
      title="Regions on the thinnest way"
      aside={`thickness ${formatNumber(regions)}`}
      empty="A way leads to the site without entering any region."
    >
      {crossings.map((crossing, index) => (
        <RowButton
          // A region that is entered again stands again.
          key={`${index} ${crossing.deviceId}`}
          mark={String(index + 1)}
          markKind="read"
          name={deviceName(scenario, crossing.deviceId)}
          value={kindOf(scenario, crossing.deviceId)}
          onClick={() => look(crossing)}
        />
      ))}
    </ListSection>
  );
}

function Resilience({ result, scenario }: BreachPanelProps) {
  const commands = useCommands();
  const { devices, barriers, lower, upper } = result.resilience;
  return (
    <>
      <ListSection
        title="Losing these opens a way"
        aside={boundsText(lower, upper, 'device')}
        empty="Nothing has to be lost: a way is open already."
      >
        {devices.map((id) => (
          <RowButton
            key={id}
            name={deviceName(scenario, id)}
            value={kindOf(scenario, id)}
            onClick={() => {
              commands.select([id]);
              commands.look('selection');
            }}
          />
        ))}
      </ListSection>
      {barriers.length > 0 && (
        <Fold title="Each of these shuts all ways" aside={formatCount(barriers.length, 'barrier')}>
          <ul className="section-body notes-list">
            {barriers.map((ids) => (
              <li key={ids.join(' ')}>{deviceNames(scenario, ids, 6)}</li>
            ))}
          </ul>
        </Fold>
      )}
    </>
  );
}
