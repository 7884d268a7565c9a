import { type ReactNode, useEffect, useMemo } from 'react';
import type { City } from '#model/city.ts';
import type { GapQuestion, GapRun } from '#model/gap-question.ts';
import { conditions } from '#model/goal.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { NumberRow } from '../fields/number-row.tsx';
import { type Choice, SelectField } from '../fields/select-field.tsx';
import { formatDensity, formatNumber, fromMeters, lengthUnit, toMeters } from '../format.ts';
import { Section } from '../section.tsx';
import { Segments } from '../segments.tsx';
import { useCommands, useSession, useSessionStore } from '../session-context.tsx';
import { conditionNames } from '../text/layer-text.ts';
import { PairsField } from './pairs-field.tsx';
import { askedSites, cordonChoices, portalName, portalsOf, siteOf } from './places-asked.ts';
import { asksFor } from './run-words.ts';

interface QuestionProps {
  readonly scenario: Scenario;
  readonly city: City;
  readonly run: GapRun;
}

const travelChoices = [
  { value: 'foot', label: 'On foot' },
  { value: 'car', label: 'By car' },
] as const;
const conditionChoices = conditions.map((value) => ({ value, label: conditionNames[value] }));
const cellChoices = [
  { value: '2', label: '2 m, usual' },
  { value: '1', label: '1 m, slower' },
] as const;
const demandChoices = [
  { value: 'scene', label: 'As in the city’s data' },
  { value: 'gravity', label: 'From land use' },
] as const;
const routeChoices = [
  { value: 'fastest', label: 'Fastest way' },
  { value: 'choice', label: 'Spread over ways' },
] as const;
const wayChoices = [
  { value: 'in', label: 'In' },
  { value: 'out', label: 'Out' },
  { value: 'both', label: 'Both' },
] as const;

/** What is asked; only what the shown run hangs on. */
export function QuestionSection({ scenario, city, run }: QuestionProps) {
  const commands = useCommands();
  const question = useSession((state) => state.gaps.question);
  const uses = (field: keyof GapQuestion): boolean => asksFor(run, field);
  // Night and fog are compared on foot.
  const choosesTravel = run === 'approach';
  const byCar = choosesTravel && question.travel === 'car';
  return (
    <Section title="Question">
      <div className="section-body question">
        {uses('siteId') && <SiteFields scenario={scenario} city={city} run={run} byCar={byCar} />}
        {uses('from') && <PlaceField what="from" />}
        {uses('incident') && <PlaceField what="incident" />}
        {uses('cordonId') && <CordonField scenario={scenario} city={city} />}
        {uses('cordonWay') && (
          <Row label="Traffic" hint="Which traffic the cordon is to read">
            <Segments
              label="Traffic that the cordon is to read"
              value={question.cordonWay}
              options={wayChoices}
              onChange={(cordonWay) => commands.setGapQuestion({ cordonWay })}
            />
          </Row>
        )}
        {uses('demand') && (
          <SelectField
            label="Car trips"
            name="Where car trips come from"
            value={question.demand}
            options={demandChoices}
            onChange={(demand) => commands.setGapQuestion({ demand })}
          />
        )}
        {uses('routes') && (
          <SelectField
            label="Routes"
            name="Routes that cars take"
            value={question.routes}
            options={routeChoices}
            onChange={(routes) => commands.setGapQuestion({ routes })}
          />
        )}
        {uses('category') && <CategoryField scenario={scenario} />}
        {uses('condition') && (
          <Row label="Condition">
            <Segments
              label="Condition"
              value={question.condition}
              options={conditionChoices}
              onChange={(condition) => {
                commands.setGapQuestion({ condition });
                // What is painted under the ways is what they were searched on.
                commands.setPaint({ condition });
              }}
            />
          </Row>
        )}
        {choosesTravel && (
          <Row label="Travel">
            <Segments
              label="On foot or by car"
              value={question.travel}
              options={travelChoices}
              onChange={(travel) => commands.setGapQuestion({ travel })}
            />
          </Row>
        )}
        <GroundFields uses={uses} byCar={byCar} />
        {uses('pairs') && <PairsField scenario={scenario} />}
        {uses('seed') && (
          <NumberRow
            label="Seed of chance"
            hint="The same seed draws the same failures again"
            value={question.seed}
            minimum={0}
            maximum={4_294_967_295}
            onCommit={(seed) => commands.setGapQuestion({ seed: Math.round(seed) })}
          />
        )}
      </div>
    </Section>
  );
}

function SiteFields({ scenario, city, run, byCar }: QuestionProps & { readonly byCar: boolean }) {
  const commands = useCommands();
  const question = useSession((state) => state.gaps.question);
  const { sites: planned } = scenario;
  const sites = useMemo(() => askedSites({ sites: planned }, city), [planned, city]);
  const site = siteOf(question, sites);
  const portals = useMemo(() => (site === null ? [] : portalsOf(site, city)), [site, city]);
  if (site === null) return null;
  const portalChoices: readonly Choice<string>[] = [
    { value: '', label: 'Any' },
    ...portals.map((portal) => ({ value: portal.id, label: portalName(portal) })),
  ];
  return (
    <>
      <SelectField
        label="Site"
        value={site.id}
        options={sites.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(siteId) => commands.setGapQuestion({ siteId })}
      />
      {asksFor(run, 'portalId') && !byCar && (
        <SelectField
          label="Portal"
          name="Portal of the site"
          value={question.portalId ?? ''}
          options={portalChoices}
          onChange={(id) => commands.setGapQuestion({ portalId: id === '' ? null : id })}
        />
      )}
    </>
  );
}

function CordonField({ scenario, city }: Pick<QuestionProps, 'scenario' | 'city'>) {
  const commands = useCommands();
  const cordonId = useSession((state) => state.gaps.question.cordonId);
  const { sites, zones } = scenario;
  const options = useMemo(() => cordonChoices({ sites, zones }, city), [sites, zones, city]);
  return (
    <SelectField
      label="Around"
      name="Area of the cordon"
      value={cordonId ?? ''}
      options={options}
      onChange={(id) => commands.setGapQuestion({ cordonId: id === '' ? null : id })}
    />
  );
}

const placeWords = {
  from: { label: 'From', none: 'Every entry', back: 'Every entry' },
  incident: { label: 'From', none: 'The site', back: 'The site' },
} as const;

/** A point that is clicked on the map, or what stands for none. */
function PlaceField({ what }: { readonly what: 'from' | 'incident' }) {
  const commands = useCommands();
  const place = useSession((state) => state.gaps.question[what]);
  const picking = useSession((state) => state.gaps.picking === what);
  const units = useSession((state) => state.units);
  const session = useSessionStore();
  // Another run does not ask for this place: a click on the map is not to set it unseen.
  useEffect(
    () => () => {
      if (session.get().gaps.picking === what) commands.pickGapPlace(null);
    },
    [session, commands, what],
  );
  const { label, none, back } = placeWords[what];
  const shown = (meters: number): string => formatNumber(fromMeters(meters, units));
  return (
    <>
      <Row label={label}>
        <span className="value">
          {place === null ? none : `${shown(place.x)} E, ${shown(place.y)} N ${lengthUnit(units)}`}
        </span>
      </Row>
      <div className="place-actions">
        {place !== null && (
          <button
            type="button"
            className="link-button"
            onClick={() => commands.setGapQuestion(what === 'from' ? { from: null } : { incident: null })}
          >
            {back}
          </button>
        )}
        <button
          type="button"
          className="link-button"
          aria-pressed={picking}
          onClick={() => commands.pickGapPlace(picking ? null : what)}
        >
          {picking ? 'Do not pick' : 'Pick on the map'}
        </button>
      </div>
      {picking && (
        <p className="hint" role="status">
          Click the place on the ground; Escape leaves it as it is.
        </p>
      )}
    </>
  );
}

function CategoryField({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const category = useSession((state) => state.gaps.question.category);
  const units = useSession((state) => state.units);
  const { categories, standard } = categorySets[scenario.categorySet];
  return (
    <SelectField
      label="Observed"
      name={`Counts as observed, ${standard}`}
      value={String(Math.min(category, categories.length - 1))}
      options={categories.map(({ name, pixelsPerMeter }, index) => ({
        value: String(index),
        label: `≥ ${name}, ${formatDensity(pixelsPerMeter, units)}`,
      }))}
      onChange={(index) => commands.setGapQuestion({ category: Number(index) })}
    />
  );
}

interface GroundProps {
  readonly uses: (field: keyof GapQuestion) => boolean;
  readonly byCar: boolean;
}

/** How far around the site is searched, how finely, and whether barriers are overcome. */
function GroundFields({ uses, byCar }: GroundProps) {
  const commands = useCommands();
  const question = useSession((state) => state.gaps.question);
  const units = useSession((state) => state.units);
  return (
    <>
      {uses('reachMeters') && (
        <NumberRow
          label="Study area reaches"
          hint="So far from the site to each side, and nowhere beyond the city"
          value={fromMeters(question.reachMeters, units)}
          unit={` ${lengthUnit(units)}`}
          step={100}
          onCommit={(value) =>
            commands.setGapQuestion({ reachMeters: Math.min(5000, Math.max(100, toMeters(value, units))) })
          }
        />
      )}
      {uses('walkCellMeters') && !byCar && (
        <SelectField
          label="Cells"
          name="Side of the cells that people walk on"
          value={question.walkCellMeters === 1 ? '1' : '2'}
          options={cellChoices}
          onChange={(side) => commands.setGapQuestion({ walkCellMeters: side === '1' ? 1 : 2 })}
        />
      )}
      {uses('forced') && !byCar && (
        <label className="check-row" title="Each costs its delay, which is among the assumptions">
          <input
            type="checkbox"
            checked={question.forced}
            onChange={(event) => commands.setGapQuestion({ forced: event.target.checked })}
          />
          <span>Fences, walls, gates are overcome</span>
        </label>
      )}
    </>
  );
}

interface RowProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Row({ label, hint, children }: RowProps) {
  return (
    <div className="field-row wide">
      <span className="name" title={hint} aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}
