import { RotateCcw } from 'lucide-react';
import { crewsOf, defaultCrews } from '#model/rollout/default-crews.ts';
import { type Crew, crewSchema } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { columnsOf } from '../../dialogs/record-columns.tsx';
import { RecordTable } from '../../dialogs/record-table.tsx';
import { IconButton } from '../../icon-button.tsx';
import { useCommands, useSession } from '../../session-context.tsx';
import { chanceText, crewKindNames, dayCount } from '../rollout-words.ts';

const columns = columnsOf<Crew>();
const kinds = crewSchema.shape.kind.unwrap().options.map((value) => ({ value, label: crewKindNames[value] }));
const shippedIds: ReadonlySet<string> = new Set(defaultCrews.map(({ id }) => id));

/** Who does the work: shipped crews, which become the plan's own when they are changed, and further ones. */
export function CrewsDialog({ scenario }: { readonly scenario: Scenario }) {
  const results = useSession((state) => state.rollout.run.result?.crews ?? null);
  const own = new Set(scenario.crews.map(({ id }) => id));
  const resultOf = (id: string) => results?.find((crew) => crew.id === id);
  return (
    <div className="dialog-body">
      <RecordTable
        list="crews"
        noun="crew"
        title="Crews"
        hint="Tasks that need the same crew wait for each other. Crews with 0 units cannot do anything."
        records={crewsOf(scenario)}
        columns={[
          columns.text('name', 'Name', { required: true, width: '150px' }),
          columns.choice('kind', 'Kind', kinds),
          columns.number('units', 'At once', { maximum: 1000 }),
          columns.date('from', 'From'),
          columns.date('until', 'Until'),
          columns.number('dayRate', `A day, ${scenario.budget.currency}`, { maximum: 1e9, step: 50 }),
          columns.fact('Busy', ({ id }) => chanceText(resultOf(id)?.busy ?? null), true),
          columns.fact('Waited for', ({ id }) => waitText(resultOf(id)?.waitingDays), true),
          columns.text('source', 'Figures from', { maxLength: 1000, width: '220px' }),
        ]}
        blank={(id) => crewSchema.parse({ id, name: `Crew ${scenario.crews.length + 1}`, units: 1 })}
        deletable={({ id }) => own.has(id) && !shippedIds.has(id)}
        extra={(crew) => (own.has(crew.id) && shippedIds.has(crew.id) ? <ResetCrew crew={crew} /> : null)}
        below={crewProblem}
      />
    </div>
  );
}

function waitText(days: number | undefined): string {
  return days === undefined ? '–' : `${dayCount(days)} d`;
}

function ResetCrew({ crew }: { readonly crew: Crew }) {
  const commands = useCommands();
  return (
    <IconButton
      icon={RotateCcw}
      label={`Reset ${crew.name} to what is shipped`}
      onClick={() => commands.removeRecords('crews', `Reset the crew ${crew.name}`, [crew.id])}
    />
  );
}

/** What is wrong with a crew, under its row. */
function crewProblem(crew: Crew) {
  const sentence =
    crew.from !== null && crew.until !== null && crew.until < crew.from
      ? 'It leaves before it comes.'
      : crew.units === 0
        ? 'With 0 at once, tasks that need it can never begin.'
        : null;
  if (sentence === null) return null;
  return (
    <p className="field-problem" role="alert">
      {crew.name}: {sentence}
    </p>
  );
}
