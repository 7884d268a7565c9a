import { Plus, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { deviceKinds } from '#model/device.ts';
import { crewsOf } from '#model/rollout/default-crews.ts';
import { defaultTemplates } from '#model/rollout/default-templates.ts';
import { type TaskTemplate, taskCalendars, taskSteps, taskTemplateSchema } from '#model/rollout/task-template.ts';
import type { Scenario } from '#model/scenario.ts';
import { freeId } from '../../fields/new-id.ts';
import { NumberRow } from '../../fields/number-row.tsx';
import { SelectField } from '../../fields/select-field.tsx';
import { TextField } from '../../fields/text-field.tsx';
import { useCommands } from '../../session-context.tsx';
import { kindPlural } from '../../text/device-kind.ts';
import { CheckList } from '../check-list.tsx';
import { CrewNeeds } from '../crew-needs.tsx';
import { DurationFields } from '../duration-fields.tsx';
import { calendarNames, durationText, perNames, stepNames } from '../rollout-words.ts';

const shippedIds: ReadonlySet<string> = new Set(defaultTemplates.map(({ id }) => id));
const steps = taskSteps.map((value) => ({ value, label: stepNames[value] }));
const calendars = taskCalendars.map((value) => ({ value, label: calendarNames[value] }));
const targets = (Object.keys(perNames) as TaskTemplate['per'][]).map((value) => ({ value, label: perNames[value] }));
const kindOptions = deviceKinds.map((id) => ({ id, name: kindPlural(id) }));
const stepOptions = taskSteps.map((id) => ({ id, name: stepNames[id] }));

/** All kinds of work, also those that are switched off: shipped ones as the plan changed them, then its own. */
export function allTemplates({ taskTemplates }: Pick<Scenario, 'taskTemplates'>): readonly TaskTemplate[] {
  const own = new Map(taskTemplates.map((template) => [template.id, template]));
  return [
    ...defaultTemplates.map((template) => own.get(template.id) ?? template),
    ...taskTemplates.filter(({ id }) => !shippedIds.has(id)),
  ];
}

/** Which work devices go through, how long it takes and who does it. */
export function TemplatesDialog({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const templates = allTemplates(scenario);
  const [chosen, setChosen] = useState(templates[0]?.id ?? '');
  const template = templates.find(({ id }) => id === chosen) ?? templates[0];
  const add = (): void => {
    const id = freeId(
      'work',
      templates.map((entry) => entry.id),
    );
    commands.putRecords('taskTemplates', 'Add a kind of work', [
      taskTemplateSchema.parse({
        id,
        name: 'Further work',
        step: 'civil',
        per: 'group',
        after: ['permit'],
        duration: { kind: 'pert', low: 1, mode: 2, high: 5 },
        calendar: 'work',
      }),
    ]);
    setChosen(id);
  };
  return (
    <div className="split-dialog">
      <div className="split-list">
        <div className="split-scroll" tabIndex={0} role="region" aria-label="Kinds of work">
          <ul>
            {templates.map((entry) => (
              <li key={entry.id}>
                <button
                  type="button"
                  className="split-row"
                  aria-pressed={entry.id === template?.id}
                  onClick={() => setChosen(entry.id)}
                >
                  <span className="grow">
                    <span className="cell-title strong">{entry.name}</span>
                    <span className="cell-sub hint">
                      {entry.enabled ? durationText(entry.duration) : 'switched off'}
                      {entry.kinds.length > 0 && ` · ${kindsText(entry.kinds)}`}
                    </span>
                  </span>
                  {scenario.taskTemplates.some(({ id }) => id === entry.id) && (
                    <span className="muted">{shippedIds.has(entry.id) ? 'changed' : 'own'}</span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </div>
        <button type="button" className="button" onClick={add}>
          <Plus size={14} strokeWidth={1.75} aria-hidden />
          Add a kind of work
        </button>
      </div>
      <div className="split-main">
        {template !== undefined && <TemplateForm key={template.id} template={template} scenario={scenario} />}
      </div>
    </div>
  );
}

/** `Cameras, ALPR units`, from four on `5 device kinds`. */
function kindsText(kinds: TaskTemplate['kinds']): string {
  return kinds.length > 3 ? `${kinds.length} device kinds` : kinds.map(kindPlural).join(', ').toLowerCase();
}

interface TemplateFormProps {
  readonly template: TaskTemplate;
  readonly scenario: Scenario;
}

function TemplateForm({ template, scenario }: TemplateFormProps) {
  const commands = useCommands();
  const put = (change: Partial<TaskTemplate>): void =>
    commands.putRecords('taskTemplates', `Change the work ${template.name}`, [{ ...template, ...change }]);
  return (
    <>
      <TemplateActions template={template} scenario={scenario} />
      <div className="form-grid template-form">
        <label className="check-row">
          <input
            type="checkbox"
            checked={template.enabled}
            onChange={(event) => put({ enabled: event.target.checked })}
          />
          <span>This work is done</span>
        </label>
        <TextField label="Name" value={template.name} required maxLength={200} onCommit={(name) => put({ name })} />
        <SelectField label="Step" value={template.step} options={steps} onChange={(step) => put({ step })} />
        <SelectField label="Done for" value={template.per} options={targets} onChange={(per) => put({ per })} />
        {template.per === 'batch' && (
          <NumberRow
            label="Devices in a lot, at most"
            value={template.batchSize}
            minimum={1}
            maximum={10_000}
            onCommit={(batchSize) => put({ batchSize: Math.round(batchSize) })}
          />
        )}
        <CheckList
          label="Device kinds"
          name={`Device kinds of ${template.name}`}
          none="all"
          options={kindOptions}
          chosen={template.kinds}
          onChange={(ids) => put({ kinds: deviceKinds.filter((kind) => ids.includes(kind)) })}
        />
        <CheckList
          label="After"
          name={`Steps before ${template.name}`}
          none="nothing"
          options={stepOptions.filter(({ id }) => id !== template.step)}
          chosen={template.after}
          onChange={(ids) => put({ after: taskSteps.filter((step) => ids.includes(step)) })}
        />
        <DurationFields value={template.duration} of={template.name} onCommit={(duration) => put({ duration })} />
        <SelectField
          label="Counted in"
          value={template.calendar}
          options={calendars}
          onChange={(calendar) => put({ calendar })}
        />
        <CrewNeeds
          needs={template.needs}
          crews={crewsOf(scenario)}
          of={template.name}
          onCommit={(needs) => put({ needs: [...needs] })}
        />
        <NumberRow
          label="Found wanting, chance"
          value={template.failureChance * 100}
          unit=" %"
          minimum={0}
          maximum={95}
          hint="How often it has to be done again"
          onCommit={(percent) => put({ failureChance: percent / 100 })}
        />
        <NumberRow
          label="Doing it again takes"
          value={template.reworkShare * 100}
          unit=" %"
          minimum={0}
          maximum={200}
          step={10}
          hint="Share of its time"
          onCommit={(percent) => put({ reworkShare: percent / 100 })}
        />
        <NumberRow
          label={`Cost beside the catalogue’s, ${scenario.budget.currency}`}
          value={template.cost}
          minimum={0}
          maximum={1e12}
          step={50}
          onCommit={(cost) => put({ cost })}
        />
        <TextField
          label="Figures from"
          value={template.source}
          required
          multiline
          maxLength={1000}
          onCommit={(source) => put({ source })}
        />
      </div>
    </>
  );
}

function TemplateActions({ template, scenario }: TemplateFormProps) {
  const commands = useCommands();
  const own = scenario.taskTemplates.some(({ id }) => id === template.id);
  const shipped = shippedIds.has(template.id);
  return (
    <div className="split-actions">
      {own && shipped && (
        <button
          type="button"
          className="button"
          onClick={() => commands.removeRecords('taskTemplates', `Reset the work ${template.name}`, [template.id])}
        >
          <RotateCcw size={14} strokeWidth={1.75} aria-hidden />
          Reset to shipped
        </button>
      )}
      {own && !shipped && (
        <button
          type="button"
          className="button"
          data-kind="danger"
          onClick={() => commands.removeRecords('taskTemplates', `Delete the work ${template.name}`, [template.id])}
        >
          <Trash2 size={14} strokeWidth={1.75} aria-hidden />
          Delete
        </button>
      )}
    </div>
  );
}
