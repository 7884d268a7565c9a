import { LocateFixed } from 'lucide-react';
import { type City, siteKinds, streetClasses } from '#model/city.ts';
import { conditions, type Goal, type GoalScope, goalMetrics } from '#model/goal.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { NumberRow } from '../fields/number-row.tsx';
import { choicesOf, SelectField } from '../fields/select-field.tsx';
import { TextField } from '../fields/text-field.tsx';
import { Segments } from '../segments.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { standingIcons } from '../strip/goal-cards.tsx';
import { standingNames, standingOf } from '../strip/goal-standing.ts';
import {
  amountText,
  goalSentence,
  goalUnit,
  metricFields,
  metricNames,
  metricScopes,
  type PlaceNames,
  scopeKindNames,
  streetClassName,
} from '../text/goal-text.ts';
import { conditionNames } from '../text/layer-text.ts';

interface GoalEditorProps {
  readonly goal: Goal;
  readonly scenario: Scenario;
  readonly city: City | null;
  readonly places: PlaceNames;
  readonly onChange: (goal: Goal) => void;
}

/** One goal: what, where, how well, when, how much, for whom. */
export function GoalEditor({ goal, scenario, city, places, onChange }: GoalEditorProps) {
  const fields = metricFields(goal.metric);
  const { categories } = categorySets[scenario.categorySet];
  const set = (change: Partial<Goal>): void => onChange({ ...goal, ...change });
  const unit = goalUnit(goal.metric);
  return (
    <>
      <p className="goal-sentence">{goalSentence(goal, places, scenario.budget.currency)}.</p>
      <Standing goal={goal} currency={scenario.budget.currency} />
      <div className="form-grid">
        <TextField label="Name" value={goal.name} required maxLength={200} onCommit={(name) => set({ name })} />
        <SelectField
          label="What"
          value={goal.metric}
          options={goalMetrics.map((value) => ({ value, label: metricNames[value] }))}
          onChange={(metric) => onChange(withMetric(goal, metric, scenario))}
        />
        <ScopeFields goal={goal} scenario={scenario} city={city} onChange={(scope) => set({ scope })} />
        {fields.category && (
          <SelectField
            label="At least as"
            value={goal.category}
            options={categories.map(({ name }) => ({ value: name, label: name }))}
            onChange={(category) => set({ category })}
          />
        )}
        {fields.devices && (
          <NumberRow
            label="By at least so many devices"
            value={goal.devices}
            minimum={1}
            maximum={20}
            onCommit={(devices) => set({ devices: Math.round(devices) })}
          />
        )}
        {fields.probability && (
          <NumberRow
            label="Read with a probability of at least"
            value={goal.probability * 100}
            unit=" %"
            minimum={0}
            maximum={100}
            step={5}
            onCommit={(percent) => set({ probability: percent / 100 })}
          />
        )}
        {fields.condition && (
          <div className="field-row wide">
            <span className="name" aria-hidden>
              When
            </span>
            <Segments
              label="When"
              value={goal.condition}
              options={conditions.map((value) => ({ value, label: conditionNames[value] }))}
              onChange={(condition) => set({ condition })}
            />
          </div>
        )}
        <NumberRow
          label="Target"
          value={goal.target}
          unit={unit === 'percent' ? ' %' : unit === 'mbps' ? ' Mbit/s' : ` ${scenario.budget.currency}`}
          decimals={Number.isInteger(goal.target) ? 0 : 1}
          minimum={0}
          maximum={unit === 'percent' ? 100 : 1e12}
          onCommit={(target) => set({ target })}
        />
        <NumberRow
          label="Weight"
          value={goal.weight}
          decimals={Number.isInteger(goal.weight) ? 0 : 1}
          minimum={0}
          maximum={1000}
          onCommit={(weight) => set({ weight })}
        />
        <TextField
          label="Asked for by"
          value={goal.owner}
          maxLength={200}
          placeholder="Owner"
          onCommit={(owner) => set({ owner })}
        />
        {scenario.agencies.length > 0 && (
          <SelectField
            label="Counts devices of"
            value={goal.agency ?? ''}
            options={choicesOf(scenario.agencies, 'all owners')}
            onChange={(agency) => set({ agency: agency === '' ? null : agency })}
          />
        )}
        {scenario.phases.length > 0 && (
          <SelectField
            label="Up to phase"
            value={goal.phase ?? ''}
            options={choicesOf(scenario.phases, 'all phases')}
            onChange={(phase) => set({ phase: phase === '' ? null : phase })}
          />
        )}
      </div>
      <ShowScope goal={goal} scenario={scenario} city={city} />
    </>
  );
}

/** The goal with another metric, and with what that metric needs. */
function withMetric(goal: Goal, metric: Goal['metric'], scenario: Scenario): Goal {
  const scopes = metricScopes(metric);
  const { categories } = categorySets[scenario.categorySet];
  const usual = categories.find(({ pixelsPerMeter }) => pixelsPerMeter >= (metric.endsWith('exposed') ? 250 : 60));
  const known = categories.some(({ name }) => name === goal.category);
  return {
    ...goal,
    metric,
    scope: scopes.includes(goal.scope.kind) ? goal.scope : { kind: 'city' },
    category: metricFields(metric).category ? (known ? goal.category : (usual?.name ?? '')) : '',
    target: goalUnit(metric) === 'percent' ? Math.min(100, goal.target) : goal.target,
  };
}

function Standing({ goal, currency }: { readonly goal: Goal; readonly currency: string }) {
  const result = useSession((state) => state.coverage.goals.get(goal.id));
  const standing = standingOf(result);
  const Mark = standingIcons[standing];
  const achieved = result?.achieved ?? null;
  return (
    <p className="standing-line" role="status">
      <Mark className={standing} size={16} strokeWidth={1.75} aria-hidden />
      <span>
        {achieved === null ? '' : `${amountText(achieved, goalUnit(goal.metric), currency)}, `}
        {standingNames[standing]}. {result?.missing ?? ''}
      </span>
    </p>
  );
}

interface ScopeFieldsProps {
  readonly goal: Goal;
  readonly scenario: Scenario;
  readonly city: City | null;
  readonly onChange: (scope: GoalScope) => void;
}

function ScopeFields({ goal, scenario, city, onChange }: ScopeFieldsProps) {
  const { scope } = goal;
  const sites = placeChoices(scenario.sites, city?.sites ?? []);
  const zones = placeChoices(scenario.zones, city?.zones ?? []);
  const nodes = scenario.networkNodes.map(({ id, name }) => ({ value: id, label: name }));
  const possible = metricScopes(goal.metric).filter(
    (kind) =>
      kind === scope.kind ||
      (kind === 'site'
        ? sites.length > 0
        : kind === 'zone'
          ? zones.length > 0
          : kind === 'uplink'
            ? nodes.length > 0
            : true),
  );
  const choose = (kind: GoalScope['kind']): void => {
    switch (kind) {
      case 'city':
      case 'squares':
        return onChange({ kind });
      case 'site':
      case 'zone':
      case 'uplink': {
        const first = (kind === 'site' ? sites : kind === 'zone' ? zones : nodes)[0];
        return first === undefined ? undefined : onChange({ kind, id: first.value });
      }
      case 'site-kind':
        return onChange({ kind, siteKind: 'school' });
      case 'streets':
        return onChange({ kind, classes: ['primary', 'secondary'] });
    }
  };
  return (
    <>
      <SelectField
        label="Where"
        value={scope.kind}
        options={possible.map((value) => ({ value, label: scopeKindNames[value] }))}
        onChange={choose}
      />
      {(scope.kind === 'site' || scope.kind === 'zone' || scope.kind === 'uplink') && (
        <SelectField
          label={scope.kind === 'site' ? 'Site' : scope.kind === 'zone' ? 'Zone' : 'Switch'}
          value={scope.id}
          options={scope.kind === 'site' ? sites : scope.kind === 'zone' ? zones : nodes}
          onChange={(id) => onChange({ kind: scope.kind, id })}
        />
      )}
      {scope.kind === 'site-kind' && (
        <SelectField
          label="Kind of site"
          value={scope.siteKind}
          options={siteKinds.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
          onChange={(siteKind) => onChange({ kind: 'site-kind', siteKind })}
        />
      )}
      {scope.kind === 'streets' && (
        <fieldset className="class-list" aria-label="Classes of streets">
          {streetClasses.map((name) => (
            <label key={name} className="check-row">
              <input
                type="checkbox"
                checked={scope.classes.includes(name)}
                disabled={scope.classes.length === 1 && scope.classes[0] === name}
                onChange={(event) =>
                  onChange({
                    kind: 'streets',
                    classes: streetClasses.filter((entry) =>
                      entry === name ? event.target.checked : scope.classes.includes(entry),
                    ),
                  })
                }
              />
              <span>{streetClassName(name)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

interface Place {
  readonly id: string;
  readonly name: string | null;
  readonly kind: string;
}

/** Places of the plan before those of the city; of the city, those with a name first. */
function placeChoices(own: readonly Place[], ofCity: readonly Place[]) {
  const taken = new Set(own.map(({ id }) => id));
  const named = ofCity.filter(({ id, name }) => name !== null && !taken.has(id));
  const nameless = ofCity.filter(({ id, name }) => name === null && !taken.has(id));
  return [...own, ...named, ...nameless].slice(0, 1000).map(({ id, name, kind }) => ({
    value: id,
    label: name ?? `${kind.replaceAll('_', ' ')} ${id}`,
  }));
}

interface ShowScopeProps {
  readonly goal: Goal;
  readonly scenario: Scenario;
  readonly city: City | null;
}

/** Goes to what the goal is about, where it is one place. */
function ShowScope({ goal, scenario, city }: ShowScopeProps) {
  const commands = useCommands();
  const { scope } = goal;
  if (scope.kind !== 'site' && scope.kind !== 'zone' && scope.kind !== 'uplink') return null;
  const { id } = scope;
  const point =
    [...scenario.sites, ...scenario.networkNodes, ...(city?.sites ?? [])].find((entry) => entry.id === id) ?? null;
  const ring =
    scenario.zones.find((entry) => entry.id === id)?.rings[0] ?? city?.zones.find((entry) => entry.id === id)?.rings[0];
  const x = point?.x ?? ring?.[0];
  const y = point?.y ?? ring?.[1];
  if (x === undefined || y === undefined) return null;
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        commands.openDialog(null);
        commands.lookAt({ targetX: x, targetY: y, distanceMeters: 320 });
      }}
    >
      <LocateFixed size={14} strokeWidth={1.75} aria-hidden />
      Show the place
    </button>
  );
}
