import { ChevronDown, ChevronUp } from 'lucide-react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { type SiteGroup, siteGroupSchema } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { columnsOf } from '../../dialogs/record-columns.tsx';
import { RecordTable } from '../../dialogs/record-table.tsx';
import { freeId } from '../../fields/new-id.ts';
import { SelectInput } from '../../fields/select-field.tsx';
import { formatCount, formatNumber } from '../../format.ts';
import { IconButton } from '../../icon-button.tsx';
import { useCommands, useSession } from '../../session-context.tsx';
import { type GroupEntry, groupsInOrder, movedRecords, newRecord } from '../group-order.ts';
import { policyChoices } from '../phase-fields.tsx';
import { dayText, policyWords } from '../rollout-words.ts';

const columns = columnsOf<SiteGroup>();

/** Devices that are built together, and in which turn. */
export function GroupsDialog({ scenario }: { readonly scenario: Scenario }) {
  const report = useSession((state) => state.rollout.run.result);
  return (
    <div className="dialog-body">
      {report === null ? (
        <p className="hint">
          Devices are built together by site and place. Run the rollout to see these groups and to change their turn.
        </p>
      ) : (
        phasesOf(report, scenario).map(({ id, name }) => (
          <PhaseGroups key={id ?? ''} phaseId={id} phaseName={name} report={report} scenario={scenario} />
        ))
      )}
      <OwnGroups scenario={scenario} />
    </div>
  );
}

/** Phases that have groups, in the order of the plan; devices without a phase last. */
function phasesOf(
  report: RolloutReport,
  { phases }: Scenario,
): readonly { readonly id: string | null; readonly name: string }[] {
  const used = new Set(report.groups.map(({ phaseId }) => phaseId));
  return [
    ...phases.filter(({ id }) => used.has(id)),
    ...(used.has(null) ? [{ id: null, name: 'Devices without a phase' }] : []),
  ];
}

interface PhaseGroupsProps {
  readonly phaseId: string | null;
  readonly phaseName: string;
  readonly report: RolloutReport;
  readonly scenario: Scenario;
}

function PhaseGroups({ phaseId, phaseName, report, scenario }: PhaseGroupsProps) {
  const entries = groupsInOrder(report, scenario, phaseId);
  return (
    <section className="record-section" aria-label={phaseName}>
      <header>
        <h3>{phaseName}</h3>
        <p className="hint">In this turn crews go from group to group.</p>
      </header>
      <div className="table-scroll">
        <table className="data-table record-table">
          <thead>
            <tr>
              <th scope="col" data-numeric>
                Turn
              </th>
              <th scope="col">Group</th>
              <th scope="col">Devices</th>
              <th scope="col">District</th>
              <th scope="col">Cutover</th>
              <th scope="col">All live, P50</th>
              <th scope="col">P90</th>
              <th scope="col">
                <span className="visually-hidden">Move</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, index) => (
              <GroupRow key={entry.group.id} entries={entries} entry={entry} index={index} scenario={scenario} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface GroupRowProps {
  readonly entries: readonly GroupEntry[];
  readonly entry: GroupEntry;
  readonly index: number;
  readonly scenario: Scenario;
}

function GroupRow({ entries, entry, index, scenario }: GroupRowProps) {
  const commands = useCommands();
  const { group, record } = entry;
  const move = (step: -1 | 1): void => {
    const records = movedRecords(entries, index, step, scenario);
    if (records.length > 0)
      commands.putRecords('siteGroups', `Move ${group.name} ${step < 0 ? 'up' : 'down'}`, [...records]);
  };
  const above = scenario.phases.find(({ id }) => id === group.phaseId)?.policy ?? scenario.rollout.policy;
  const setPolicy = (policy: SiteGroup['policy']): void => {
    const ids = scenario.siteGroups.map(({ id }) => id);
    const base = record ?? newRecord(group, freeId('group', ids), scenario);
    commands.putRecords('siteGroups', `Change the cutover of ${group.name}`, [{ ...base, policy }]);
  };
  return (
    <tr>
      <td data-numeric>{formatNumber(index + 1)}</td>
      <th scope="row">{record?.name ?? group.name}</th>
      <td>
        {formatCount(group.deviceIds.length, 'new', 'new')}
        {group.legacyIds.length > 0 && `, ${formatNumber(group.legacyIds.length)} old`}
      </td>
      <td>{(record?.district ?? group.district) || '–'}</td>
      <td>
        {group.legacyIds.length === 0 ? (
          <span className="muted">nothing old</span>
        ) : (
          <SelectInput
            label="Cutover"
            name={`Cutover of ${group.name}`}
            value={record?.policy ?? ''}
            options={policyChoices(above, 'Phase')}
            onChange={(policy) => setPolicy(policy === '' ? null : policy)}
          />
        )}
      </td>
      <td>{dayText(group.finish.p50)}</td>
      <td>{dayText(group.finish.p90)}</td>
      <td className="row-actions">
        <IconButton icon={ChevronUp} label={`${group.name}: earlier`} disabled={index === 0} onClick={() => move(-1)} />
        <IconButton
          icon={ChevronDown}
          label={`${group.name}: later`}
          disabled={index === entries.length - 1}
          onClick={() => move(1)}
        />
      </td>
    </tr>
  );
}

const policyOptions = Object.entries(policyWords).map(([value, { name }]) => ({
  value: value as keyof typeof policyWords,
  label: name,
}));

function OwnGroups({ scenario }: { readonly scenario: Scenario }) {
  const selection = useSession((state) => state.selection);
  const deviceNames = new Map(scenario.devices.map(({ id, name }) => [id, name]));
  return (
    <RecordTable
      list="siteGroups"
      noun="group"
      title="Groups of the plan"
      hint={
        selection.length > 0
          ? `A new group holds the ${formatCount(selection.length, 'selected device')}.`
          : 'Select devices on the map first and add a group of them, or give a group a site.'
      }
      records={scenario.siteGroups}
      columns={[
        columns.text('name', 'Name', { required: true, width: '170px' }),
        columns.reference('siteId', 'Site', scenario.sites),
        {
          label: 'Devices',
          width: '180px',
          cell: ({ deviceIds }) => (
            <span className="muted" title={deviceIds.map((id) => deviceNames.get(id) ?? id).join(', ')}>
              {deviceIds.length === 0 ? 'those of the site' : formatCount(deviceIds.length, 'device')}
            </span>
          ),
        },
        columns.text('district', 'District', { width: '110px' }),
        {
          label: 'Cutover',
          width: '130px',
          cell: (record, put) => (
            <SelectInput
              label="Cutover"
              name={`Cutover of ${record.name}`}
              value={record.policy ?? ''}
              options={[{ value: '', label: 'As the phase' }, ...policyOptions]}
              onChange={(policy) => put({ policy: policy === '' ? null : policy })}
            />
          ),
        },
      ]}
      blank={(id) =>
        siteGroupSchema.parse({
          id,
          name: `Group ${scenario.siteGroups.length + 1}`,
          deviceIds: [...selection],
          siteId: selection.length === 0 ? (scenario.sites[0]?.id ?? null) : null,
        })
      }
    />
  );
}
