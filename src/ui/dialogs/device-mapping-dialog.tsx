import { Modal } from '@mantine/core';
import { useState } from 'react';
import { allModels } from '#model/catalogue/find-model.ts';
import { deviceKinds } from '#model/device.ts';
import { type DeviceColumn, type DeviceMapping, deviceColumns } from '#model/device-mapping.ts';
import type { DeviceQuestion } from '#state/session.ts';
import { SelectInput } from '../fields/select-field.tsx';
import { formatCount } from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { kindName } from '../text/device-kind.ts';
import { checkMapping, kindValues } from './check-mapping.ts';

/** Asks which column of a table is what, when devices come in from a file. Every answer begins with the guess. */
export function DeviceMappingDialog() {
  const commands = useCommands();
  const question = useSession((state) => state.deviceQuestion);
  return (
    <Modal
      opened={question !== null}
      onClose={() => commands.answerDeviceTable(null)}
      title="Which column is what?"
      size={880}
      centered
      zIndex={210}
      classNames={{ content: 'report import-dialog' }}
      closeButtonProps={{ 'aria-label': 'Stop the import' }}
    >
      {question !== null && <Mapping key={question.fileName} question={question} />}
    </Modal>
  );
}

const columnNames: Readonly<Record<DeviceColumn, string>> = {
  id: 'Id',
  name: 'Name',
  kind: 'Kind of device',
  longitude: 'Longitude',
  latitude: 'Latitude',
  x: 'East, local metres',
  y: 'North, local metres',
  heightMeters: 'Height, m',
  headingDegrees: 'Heading (compass degrees)',
  tiltDegrees: 'Tilt, degrees down',
  fieldOfViewDegrees: 'Field of view, degrees',
  focalLengthMillimeters: 'Focal length, mm',
  model: 'Model',
  phase: 'Phase',
  agency: 'Owner',
  purpose: 'Purpose',
  retentionDays: 'Retention, days',
  state: 'State',
  notes: 'Notes',
};

function Mapping({ question }: { readonly question: DeviceQuestion }) {
  const commands = useCommands();
  const scenario = useSession((state) => state.scenario);
  const { table, fileName } = question;
  const [mapping, setMapping] = useState<DeviceMapping>(question.guess);
  const problem = checkMapping(mapping, table);
  const set = (change: Partial<DeviceMapping>): void => setMapping({ ...mapping, ...change });
  const setColumn = (column: DeviceColumn, name: string): void => {
    const { [column]: _, ...others } = mapping.columns;
    set({ columns: name === '' ? others : { ...others, [column]: name } });
  };
  const models = allModels(scenario).filter(({ kind }) => kind === mapping.defaultKind);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) commands.answerDeviceTable(mapping);
      }}
    >
      <p className="hint">
        {fileName} · {formatCount(table.rowCount, 'row')} · {formatCount(table.columns.length, 'column')}
      </p>
      <Sample question={question} />
      <div className="import-fields three">
        {deviceColumns.map((column) => (
          <label key={column}>
            <span>{columnNames[column]}</span>
            <SelectInput
              label={columnNames[column]}
              value={mapping.columns[column] ?? ''}
              options={[
                { value: '', label: 'Not in the table' },
                ...table.columns.map((name) => ({ value: name, label: name })),
              ]}
              onChange={(name) => setColumn(column, name)}
            />
          </label>
        ))}
        <label>
          <span>Kind, where not told</span>
          <SelectInput
            label="Kind, where not told"
            value={mapping.defaultKind}
            options={deviceKinds.map((value) => ({ value, label: kindName(value) }))}
            onChange={(defaultKind) => set({ defaultKind, defaultModel: '' })}
          />
        </label>
        <label>
          <span>Model, where not told</span>
          <SelectInput
            label="Model, where not told"
            value={mapping.defaultModel}
            options={[
              { value: '', label: 'The first of the kind' },
              ...models.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(defaultModel) => set({ defaultModel })}
          />
        </label>
      </div>
      <KindValues mapping={mapping} question={question} onChange={(kinds) => set({ kinds })} />
      <p className={problem === null ? 'hint' : 'field-problem'} role="status">
        {problem ?? `${formatCount(table.rowCount, 'device')} can be read.`}
      </p>
      <footer className="report-actions">
        <button type="button" className="button" onClick={() => commands.answerDeviceTable(null)}>
          Cancel
        </button>
        <button type="submit" className="button" data-kind="primary" disabled={problem !== null} data-autofocus>
          Import devices
        </button>
      </footer>
    </form>
  );
}

/** Rows of the table that are shown. */
const sampleRows = 4;

function Sample({ question }: { readonly question: DeviceQuestion }) {
  const { columns, sample } = question.table;
  return (
    <div className="sample-table" tabIndex={0} role="region" aria-label="First rows">
      <table className="data-table">
        <thead>
          <tr>
            {columns.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.slice(0, sampleRows).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id yet
            <tr key={at}>
              {columns.map((name, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
                <td key={index} className="clip" title={`${name}: ${row[index] ?? ''}`}>
                  {row[index] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface KindValuesProps {
  readonly mapping: DeviceMapping;
  readonly question: DeviceQuestion;
  readonly onChange: (kinds: DeviceMapping['kinds']) => void;
}

/** What the values of the kind column mean, as far as the first rows show them. */
function KindValues({ mapping, question, onChange }: KindValuesProps) {
  const values = kindValues(mapping, question.table);
  if (values.length === 0) return null;
  const known = new Map(Object.entries(mapping.kinds));
  return (
    <fieldset className="import-fields three kind-values">
      <legend>Values of “{mapping.columns.kind}”</legend>
      {values.map((value) => (
        <label key={value}>
          <span>{value}</span>
          <SelectInput
            label={value}
            name={`Kind of “${value}”`}
            value={known.get(value) ?? ''}
            options={[
              { value: '', label: `As it says, else ${kindName(mapping.defaultKind).toLowerCase()}` },
              ...deviceKinds.map((kind) => ({ value: kind, label: kindName(kind) })),
            ]}
            onChange={(kind) => {
              const next = new Map(known);
              const chosen = deviceKinds.find((entry) => entry === kind);
              if (chosen === undefined) next.delete(value);
              else next.set(value, chosen);
              onChange(Object.fromEntries(next));
            }}
          />
        </label>
      ))}
    </fieldset>
  );
}
