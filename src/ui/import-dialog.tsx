import { Modal } from '@mantine/core';
import { useState } from 'react';
import {
  defaultImportOptions,
  type FeatureRole,
  featureRoles,
  type PropertySummary,
  type SourceMapping,
  type SourceQuestion,
} from '#model/source-mapping.ts';
import { parsePlace } from './area-box.ts';
import { formatCount } from './format.ts';
import { useCommands, useSession } from './session-context.tsx';

/** Asks how tables become parts of the city: which property is what, in which unit. Every answer begins with the guess. */
export function ImportDialog() {
  const commands = useCommands();
  const questions = useSession((state) => state.importQuestions);
  return (
    <Modal
      opened={questions !== null}
      onClose={() => commands.answerImport(null)}
      title="What is in these files?"
      size={720}
      centered
      classNames={{ content: 'report import-dialog' }}
      closeButtonProps={{ 'aria-label': 'Stop the import' }}
    >
      {questions !== null && <Questions key={questions.map(({ file }) => file).join('\n')} questions={questions} />}
    </Modal>
  );
}

function Questions({ questions }: { readonly questions: readonly SourceQuestion[] }) {
  const commands = useCommands();
  const [mappings, setMappings] = useState<Readonly<Record<string, SourceMapping>>>(() =>
    Object.fromEntries(questions.map(({ file, guess }) => [file, guess])),
  );
  const [zero, setZero] = useState('');
  const [zeroRefused, setZeroRefused] = useState(false);
  const localOrigin = parsePlace(zero);
  const asksForZero = questions.some(({ placeMissing }) => placeMissing === true);
  const lacksPlace = questions.some(({ file, placeMissing }) => {
    const { role, coordinateSystem } = mappings[file] ?? {};
    return placeMissing === true && role !== 'ignore' && (coordinateSystem ?? null) === null;
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const refused = localOrigin === null && (zero.trim() !== '' || lacksPlace);
        setZeroRefused(refused);
        if (!refused) commands.answerImport({ ...defaultImportOptions, mappings: { ...mappings }, localOrigin });
      }}
    >
      {questions.map((question) => (
        <Question
          key={question.file}
          question={question}
          mapping={mappings[question.file] ?? question.guess}
          onChange={(mapping) => setMappings((now) => ({ ...now, [question.file]: mapping }))}
        />
      ))}
      {asksForZero && (
        <div className="import-fields">
          <label>
            <span>Or the place of the files’ zero</span>
            <input
              type="text"
              aria-label="Place of the files’ zero"
              value={zero}
              onChange={(event) => {
                setZero(event.target.value);
                setZeroRefused(false);
              }}
              aria-invalid={zeroRefused}
              aria-describedby="zero-hint"
              placeholder="60.1699, 24.9384"
            />
            <span id="zero-hint" className="hint">
              Latitude and longitude; x counts metres east, y metres north of it
            </span>
            {zeroRefused && (
              <span className="field-problem" role="alert">
                {zero.trim() === ''
                  ? 'Name the coordinate system of the file, or the place of its zero.'
                  : 'This is no place: write latitude and longitude in degrees, such as 60.1699, 24.9384.'}
              </span>
            )}
          </label>
        </div>
      )}
      <footer className="report-actions">
        <button type="button" className="button" onClick={() => commands.answerImport(null)}>
          Cancel
        </button>
        <button type="submit" className="button" data-kind="primary" data-autofocus>
          Import
        </button>
      </footer>
    </form>
  );
}

const roleNames: Readonly<Record<FeatureRole, string>> = {
  buildings: 'Buildings',
  trees: 'Trees',
  mounts: 'Lamps, signals and poles',
  sites: 'Critical sites and stops',
  zones: 'Zones',
  surveillance: 'Existing cameras and plate readers',
  demand: 'Demand (people, incidents, weights)',
  trips: 'Trips from place to place (O-D matrix, lines)',
  streets: 'Streets',
  areas: 'Water, green and other areas',
  barriers: 'Walls and fences',
  elevation: 'Heights of the ground (raster)',
  ignore: 'Nothing: leave this file out',
};

type PropertyField =
  | 'x'
  | 'y'
  | 'id'
  | 'name'
  | 'kind'
  | 'height'
  | 'minHeight'
  | 'levels'
  | 'direction'
  | 'weight'
  | 'joinBuilding'
  | 'toX'
  | 'toY'
  | 'from'
  | 'to';

const fieldNames: Readonly<Record<PropertyField, string>> = {
  x: 'Easting or longitude',
  y: 'Northing or latitude',
  id: 'Id',
  name: 'Name',
  kind: 'Kind',
  height: 'Height',
  minHeight: 'Height of the underside',
  levels: 'Number of storeys',
  direction: 'Direction (compass degrees)',
  weight: 'Weight',
  joinBuilding: 'Id of the building it is about',
  toX: 'Destination: easting or longitude',
  toY: 'Destination: northing or latitude',
  from: 'Zone of the origin',
  to: 'Zone of the destination (none: each other column is one)',
};

/** Fields that are called otherwise where the features are trips. */
const tripFieldNames: Readonly<Partial<Record<PropertyField, string>>> = {
  x: 'Origin: easting or longitude',
  y: 'Origin: northing or latitude',
  kind: 'Mode (car, walk, …)',
  weight: 'Number of trips',
};

/** What a role can use, beside the id and the name. */
const roleFields: Readonly<Record<FeatureRole, readonly PropertyField[]>> = {
  buildings: ['height', 'minHeight', 'levels', 'kind'],
  trees: ['height'],
  mounts: ['height', 'kind'],
  sites: ['kind'],
  zones: ['kind'],
  surveillance: ['direction', 'kind'],
  demand: ['weight', 'joinBuilding'],
  trips: ['weight', 'kind'],
  streets: ['kind'],
  areas: ['kind'],
  barriers: ['height', 'kind'],
  elevation: [],
  ignore: [],
};

interface QuestionProps {
  readonly question: SourceQuestion;
  readonly mapping: SourceMapping;
  readonly onChange: (mapping: SourceMapping) => void;
}

function Question({ question, mapping, onChange }: QuestionProps) {
  const { file, format, features, geometry, properties, reasons, placeMissing = false } = question;
  const set = (change: Partial<SourceMapping>): void => onChange({ ...mapping, ...change });
  const used = mapping.role === 'ignore' ? [] : fieldsOf(question, mapping.role);
  const heights = used.includes('height') || used.includes('minHeight');
  return (
    <section className="import-question" aria-label={file}>
      <header>
        <h3>{file}</h3>
        <p className="hint">
          {format} · {formatCount(features, 'feature')}
          {geometry === 'none' ? ' without geometry' : ` · ${geometry}`} ·{' '}
          {question.coordinateSystem ?? 'coordinate system not stated'}
        </p>
      </header>
      <div className="import-fields">
        <label>
          <span>These are</span>
          <select
            aria-label={`What ${file} holds`}
            value={mapping.role}
            onChange={(event) => set({ role: featureRoles.find((role) => role === event.target.value) ?? 'ignore' })}
          >
            {featureRoles.map((role) => (
              <option key={role} value={role}>
                {roleNames[role]}
              </option>
            ))}
          </select>
        </label>
        {used.map((field) => (
          <PropertyChoice
            key={field}
            file={file}
            label={(mapping.role === 'trips' ? tripFieldNames[field] : undefined) ?? fieldNames[field]}
            value={mapping[field]}
            properties={properties}
            onChange={(property) => set({ [field]: property })}
          />
        ))}
        {heights && <HeightFields file={file} mapping={mapping} set={set} />}
        {used.includes('weight') && (
          <TextChoice
            label={mapping.role === 'trips' ? 'Trips in which time' : 'Unit of the weight'}
            name={`Unit of the weight in ${file}`}
            value={mapping.weightUnit}
            placeholder={mapping.role === 'trips' ? 'trips/h or trips/day' : 'people'}
            onChange={(weightUnit) => set({ weightUnit: weightUnit.slice(0, 50) })}
          />
        )}
        {mapping.role !== 'ignore' && (
          <TextChoice
            label="Coordinate system"
            name={`Coordinate system of ${file}`}
            value={mapping.coordinateSystem ?? ''}
            placeholder={
              question.coordinateSystem ??
              (placeMissing ? 'for example EPSG:25832' : 'WGS 84, or for example EPSG:25832')
            }
            onChange={(text) => set({ coordinateSystem: text.trim() === '' ? null : text.trim() })}
          />
        )}
      </div>
      {reasons.length > 0 && (
        <p className="hint import-reasons">
          {placeMissing ? '' : 'Guessed: '}
          {reasons.join(' ')}
        </p>
      )}
    </section>
  );
}

/** Coordinates are asked for only where the file is a table without geometry; nothing is where there is no property. */
function fieldsOf({ geometry, properties }: SourceQuestion, role: FeatureRole): readonly PropertyField[] {
  if (properties.length === 0) return [];
  const isTable = geometry === 'none';
  const ends: readonly PropertyField[] = isTable && role === 'trips' ? ['toX', 'toY', 'from', 'to'] : [];
  const place: readonly PropertyField[] = isTable ? ['x', 'y', ...ends] : [];
  return [...place, ...roleFields[role], 'name', 'id'];
}

interface PropertyChoiceProps {
  readonly file: string;
  readonly label: string;
  readonly value: string | null;
  readonly properties: readonly PropertySummary[];
  readonly onChange: (property: string | null) => void;
}

function PropertyChoice({ file, label, value, properties, onChange }: PropertyChoiceProps) {
  const chosen = properties.find(({ name }) => name === value);
  return (
    <label>
      <span>{label}</span>
      <select
        aria-label={`${label} in ${file}`}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">Not in this file</option>
        {properties.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      {chosen !== undefined && <span className="hint">for example {chosen.examples.join(', ')}</span>}
    </label>
  );
}

interface HeightFieldsProps {
  readonly file: string;
  readonly mapping: SourceMapping;
  readonly set: (change: Partial<SourceMapping>) => void;
}

function HeightFields({ file, mapping, set }: HeightFieldsProps) {
  return (
    <>
      <label>
        <span>Heights are in</span>
        <select
          aria-label={`Unit of heights in ${file}`}
          value={mapping.heightUnit}
          onChange={(event) => set({ heightUnit: event.target.value === 'ft' ? 'ft' : 'm' })}
        >
          <option value="m">metres</option>
          <option value="ft">feet</option>
        </select>
      </label>
      <TextChoice
        label="Height that means “unknown”"
        name={`Height that means unknown in ${file}`}
        value={mapping.defaultHeight === null ? '' : String(mapping.defaultHeight)}
        placeholder="none"
        onChange={(text) => {
          const height = Number(text.replace(',', '.'));
          set({ defaultHeight: text.trim() === '' || !Number.isFinite(height) ? null : height });
        }}
      />
      <label className="import-check">
        <input
          type="checkbox"
          checked={mapping.measured}
          onChange={(event) => set({ measured: event.target.checked })}
        />
        <span>Heights are surveyed: they stand above those of other files</span>
      </label>
    </>
  );
}

interface TextChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onChange: (text: string) => void;
}

/** A line of text that is taken over when it is left, so that half a number is no number. */
function TextChoice({ label, name, value, placeholder, onChange }: TextChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="text"
        aria-label={name}
        defaultValue={value}
        placeholder={placeholder}
        maxLength={10_000}
        onBlur={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
