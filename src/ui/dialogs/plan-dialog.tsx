import { useState } from 'react';
import {
  type Agency,
  type Agreement,
  agencySchema,
  agreementSchema,
  budgetSchema,
  type Phase,
  phaseSchema,
  type Station,
  stationSchema,
} from '#model/plan-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { SelectField, SelectInput } from '../fields/select-field.tsx';
import { TextField, TextInput } from '../fields/text-field.tsx';
import { CheckList } from '../rollout/check-list.tsx';
import { policyChoices } from '../rollout/phase-fields.tsx';
import { Segments } from '../segments.tsx';
import { useCommands, usePose } from '../session-context.tsx';
import { TabList } from '../tab-list.tsx';
import { AssumptionTable } from './assumption-table.tsx';
import { NetworkTables } from './network-tables.tsx';
import { columnsOf } from './record-columns.tsx';
import { RecordTable } from './record-table.tsx';

const phaseColumns = columnsOf<Phase>();
const agencyColumns = columnsOf<Agency>();
const agreementColumns = columnsOf<Agreement>();
const stationColumns = columnsOf<Station>();

const tabs = [
  { id: 'general', label: 'General' },
  { id: 'phases', label: 'Phases' },
  { id: 'agencies', label: 'Agencies' },
  { id: 'network', label: 'Network and power' },
  { id: 'stations', label: 'Stations' },
  { id: 'assumptions', label: 'Assumptions' },
] as const;
type Tab = (typeof tabs)[number]['id'];

/** What a plan consists of beside devices, goals and places. */
export function PlanDialog({ scenario }: { readonly scenario: Scenario }) {
  const [tab, setTab] = useState<Tab>('general');
  return (
    <>
      <TabList label="Parts of the plan" prefix="plan" tabs={tabs} value={tab} onChange={setTab} />
      <div className="dialog-body" role="tabpanel" id="plan-panel" aria-labelledby={`plan-tab-${tab}`}>
        <PlanPart tab={tab} scenario={scenario} />
      </div>
    </>
  );
}

function PlanPart({ tab, scenario }: { readonly tab: Tab; readonly scenario: Scenario }) {
  switch (tab) {
    case 'general':
      return <General scenario={scenario} />;
    case 'phases':
      return <Phases scenario={scenario} />;
    case 'agencies':
      return <Agencies scenario={scenario} />;
    case 'network':
      return <NetworkTables scenario={scenario} />;
    case 'stations':
      return <Stations scenario={scenario} />;
    case 'assumptions':
      return <AssumptionTable scenario={scenario} />;
  }
}

const currencies = budgetSchema.shape.currency.unwrap().options.map((value) => ({ value, label: value }));

function General({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const { budget } = scenario;
  return (
    <div className="form-columns">
      <section aria-label="Description">
        <h3>Description</h3>
        <TextInput
          label="Description"
          value={scenario.description}
          maxLength={5000}
          multiline
          placeholder="What this plan is for, in a few sentences."
          onCommit={(text) => commands.setDescription(text)}
        />
      </section>
      <section aria-label="Budget">
        <h3>Budget</h3>
        <SelectField
          label="Currency"
          value={budget.currency}
          options={currencies}
          onChange={(currency) => commands.setBudget({ currency })}
        />
        <BudgetField label="Capital" value={budget.capital} onChange={(capital) => commands.setBudget({ capital })} />
        <BudgetField label="A year" value={budget.yearly} onChange={(yearly) => commands.setBudget({ yearly })} />
        <p className="hint">Cost stands beside the score, never inside, unless a goal asks for it.</p>
      </section>
      <section aria-label="Target">
        <h3>What must be seen</h3>
        <Segments
          label="Target of the plan"
          value={scenario.target}
          options={[
            { value: 'point', label: 'A point' },
            { value: 'person', label: 'A whole person' },
          ]}
          onChange={(target) => commands.setTarget(target)}
        />
        <p className="hint">
          {scenario.target === 'point'
            ? 'One point at the target height above the ground.'
            : 'A person from knee to head must be in the picture and unhidden; heights stand under the assumptions.'}
        </p>
      </section>
    </div>
  );
}

interface BudgetFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

function BudgetField({ label, value, onChange }: BudgetFieldProps) {
  return (
    <TextField
      label={label}
      name={`Budget: ${label.toLowerCase()}`}
      value={value === null ? '' : String(value)}
      placeholder="not set"
      maxLength={14}
      onCommit={(text) => {
        const amount = Number(text.replaceAll(',', '').replaceAll(' ', ''));
        if (text === '') onChange(null);
        else if (Number.isFinite(amount)) onChange(Math.min(1e12, Math.max(0, amount)));
      }}
    />
  );
}

function Phases({ scenario }: { readonly scenario: Scenario }) {
  return (
    <RecordTable
      list="phases"
      noun="phase"
      title="Phases"
      hint="Goals can count only the devices of a phase and those before it, in this order."
      records={scenario.phases}
      columns={[
        phaseColumns.text('name', 'Name', { required: true, width: '170px' }),
        phaseColumns.text('description', 'Description', { maxLength: 5000, width: '180px' }),
        phaseColumns.date('start', 'Start'),
        phaseColumns.date('end', 'End'),
        phaseColumns.optionalNumber('budget', `Budget, ${scenario.budget.currency}`, 1e12),
        {
          label: 'Begins after',
          width: '150px',
          cell: (phase, put) => (
            <CheckList
              label=""
              name={`Phases before ${phase.name}`}
              options={scenario.phases.filter(({ id }) => id !== phase.id)}
              chosen={phase.after}
              onChange={(after) => put({ after: [...after] })}
            />
          ),
        },
        {
          label: 'Cutover',
          width: '140px',
          cell: (phase, put) => (
            <SelectInput
              label="Cutover"
              name={`Cutover of ${phase.name}`}
              value={phase.policy ?? ''}
              options={policyChoices(scenario.rollout.policy)}
              onChange={(policy) => put({ policy: policy === '' ? null : policy })}
            />
          ),
        },
      ]}
      below={({ name, start, end }) =>
        start !== null && end !== null && end < start ? (
          <p className="field-problem" role="alert">
            {name} is due before it may begin.
          </p>
        ) : null
      }
      blank={(id) => phaseSchema.parse({ id, name: `Phase ${scenario.phases.length + 1}` })}
    />
  );
}

const agencyKinds = agencySchema.shape.kind.options.map((value) => ({
  value,
  label: value === 'it' ? 'IT' : value.charAt(0).toUpperCase() + value.slice(1),
}));
const tiers = [
  { value: 'owner', label: 'Owner' },
  { value: 'registered', label: 'Registered' },
  { value: 'integrated', label: 'Integrated' },
] as const;
const accessChoices = [
  { value: 'always', label: 'Always' },
  { value: 'on-alarm', label: 'On alarm' },
  { value: 'emergency', label: 'In emergencies' },
  { value: 'recordings', label: 'Recordings' },
] as const;

function Agencies({ scenario }: { readonly scenario: Scenario }) {
  const { agencies, agreements } = scenario;
  const [first, second] = agencies;
  return (
    <>
      <RecordTable
        list="agencies"
        noun="agency"
        title="Agencies and partners"
        hint="Registered partners give location and contact only; integrated ones give access as agreed."
        records={agencies}
        columns={[
          agencyColumns.text('name', 'Name', { required: true, width: '180px' }),
          agencyColumns.choice('kind', 'Kind', agencyKinds),
          agencyColumns.choice('tier', 'Part', tiers),
          agencyColumns.text('contact', 'Contact', { maxLength: 500, width: '200px' }),
        ]}
        blank={(id) => agencySchema.parse({ id, name: `Agency ${agencies.length + 1}`, kind: 'city' })}
      />
      <RecordTable
        list="agreements"
        noun="agreement"
        title="Agreements"
        hint="Who lets whom use which devices, for what and until when."
        records={agreements}
        columns={[
          agreementColumns.text('name', 'Name', { required: true, width: '140px' }),
          agreementColumns.reference('from', 'From', agencies, null),
          agreementColumns.reference('to', 'To', agencies, null),
          agreementColumns.choice('access', 'Access', accessChoices),
          {
            label: 'Purposes',
            width: '150px',
            cell: (agreement, put) => (
              <TextInput
                label="Purposes"
                name={`Purposes of ${agreement.name}`}
                value={agreement.purposes.join('; ')}
                placeholder="first; second"
                onCommit={(text) =>
                  put({
                    purposes: text
                      .split(';')
                      .map((purpose) => purpose.trim().slice(0, 200))
                      .filter(Boolean)
                      .slice(0, 50),
                  })
                }
              />
            ),
          },
          agreementColumns.optionalNumber('retentionDays', 'Days kept', 3650),
          agreementColumns.check('onwardSharing', 'Passed on'),
          agreementColumns.date('until', 'Until'),
        ]}
        blank={
          first === undefined || second === undefined
            ? null
            : (id) =>
                agreementSchema.parse({
                  id,
                  name: `${first.name} to ${second.name}`,
                  from: first.id,
                  to: second.id,
                  access: 'on-alarm',
                })
        }
        blocked="An agreement needs two agencies."
      />
    </>
  );
}

function Stations({ scenario }: { readonly scenario: Scenario }) {
  const pose = usePose();
  return (
    <RecordTable
      list="stations"
      noun="station"
      title="Response stations"
      hint="From where help sets out. A new one stands in the middle of the view."
      records={scenario.stations}
      columns={[
        stationColumns.text('name', 'Name', { required: true, width: '180px' }),
        stationColumns.reference('agency', 'Agency', scenario.agencies),
        stationColumns.number('turnoutSeconds', 'Sets out after', { unit: ' s', maximum: 7200, step: 10 }),
        stationColumns.number('turnoutSpreadSeconds', 'Spread', { unit: ' s', maximum: 7200, step: 10 }),
        stationColumns.number('x', 'East', { unit: ' m', decimals: 1, minimum: -100_000, maximum: 100_000 }),
        stationColumns.number('y', 'North', { unit: ' m', decimals: 1, minimum: -100_000, maximum: 100_000 }),
      ]}
      blank={(id) =>
        stationSchema.parse({
          id,
          name: `Station ${scenario.stations.length + 1}`,
          x: pose.targetX,
          y: pose.targetY,
        })
      }
    />
  );
}
