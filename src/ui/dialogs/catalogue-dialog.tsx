import { Copy, RotateCcw, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import { allModels, isEdited } from '#model/catalogue/find-model.ts';
import type { DeviceModel } from '#model/device-model.ts';
import type { Scenario } from '#model/scenario.ts';
import { FileButton } from '../fields/file-button.tsx';
import { freeId } from '../fields/new-id.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { formatPrice } from '../text/amounts.ts';
import { formIcons, kindIcons, kindName, kindPlural } from '../text/device-kind.ts';
import { filterModels, modelSubtitle } from '../text/model-text.ts';
import { ModelForm } from './model-form.tsx';

const allKinds: ReadonlySet<never> = new Set();

/** Models that can be placed: look them up, change their figures, make and import own ones. */
export function CatalogueDialog({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const initial = useSession((state) => state.catalogueModel);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>(initial);
  const models = allModels(scenario);
  const groups = filterModels(models, text, allKinds, kindName);
  const model = models.find(({ id }) => id === chosen) ?? models[0];
  return (
    <div className="split-dialog">
      <div className="split-list">
        <input
          type="search"
          className="text-input"
          aria-label="Filter the catalogue"
          placeholder={`Filter ${models.length} models`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="split-scroll" tabIndex={0} role="region" aria-label="Models to edit">
          {groups.map(({ kind, models: listed }) => (
            <section key={kind} aria-label={`${kindPlural(kind)} to edit`}>
              <h3>{kindPlural(kind)}</h3>
              <ul>
                {listed.map((entry) => (
                  <li key={entry.id}>
                    <ModelRow
                      model={entry}
                      scenario={scenario}
                      pressed={entry.id === model?.id}
                      onClick={() => setChosen(entry.id)}
                    />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
        <FileButton
          name="File of models"
          accept=".csv,.json,.tsv,.txt"
          className="button"
          onFile={(file) => commands.importModels(file)}
        >
          <Upload size={14} strokeWidth={1.75} aria-hidden />
          Import models (CSV, JSON)…
        </FileButton>
      </div>
      {model !== undefined && (
        <div className="split-main">
          <ModelActions model={model} scenario={scenario} models={models} onChoose={setChosen} />
          <ModelForm key={model.id} model={model} onChange={(next) => commands.saveModel(next)} />
        </div>
      )}
    </div>
  );
}

interface ModelRowProps {
  readonly model: DeviceModel;
  readonly scenario: Scenario;
  readonly pressed: boolean;
  readonly onClick: () => void;
}

function ModelRow({ model, scenario, pressed, onClick }: ModelRowProps) {
  const units = useSession((state) => state.units);
  const Icon = model.kind === 'camera' ? formIcons[model.form] : kindIcons[model.kind];
  const own = scenario.catalogue.some(({ id }) => id === model.id);
  return (
    <button type="button" className="split-row" aria-pressed={pressed} onClick={onClick}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span className="grow">
        <span className="cell-title">{model.name}</span>
        <span className="cell-sub">{modelSubtitle(model, units)}</span>
      </span>
      {own && <span className="pill">{isEdited(scenario, model.id) ? 'edited' : 'own'}</span>}
      <span className="muted">{formatPrice(model.price, scenario.budget.currency, model.priceSource)}</span>
    </button>
  );
}

interface ModelActionsProps {
  readonly model: DeviceModel;
  readonly scenario: Scenario;
  readonly models: readonly DeviceModel[];
  readonly onChoose: (id: string) => void;
}

function ModelActions({ model, scenario, models, onChoose }: ModelActionsProps) {
  const commands = useCommands();
  const edited = isEdited(scenario, model.id);
  const own = !edited && scenario.catalogue.some(({ id }) => id === model.id);
  const used = scenario.devices.filter((device) => device.model === model.id).length;
  return (
    <div className="split-actions">
      <span className="grow hint">
        {kindName(model.kind)} · {used === 0 ? 'not placed yet' : `placed ${used} times`}
        {own ? ' · own model of this plan' : edited ? ' · changed in this plan' : ' · shipped'}
      </span>
      <button
        type="button"
        className="button"
        onClick={() => {
          const id = freeId(
            'own-model',
            models.map((entry) => entry.id),
          );
          commands.saveModel({ ...model, id, name: `${model.name}, own`.slice(0, 200) });
          onChoose(id);
        }}
      >
        <Copy size={14} strokeWidth={1.75} aria-hidden />
        Duplicate as own
      </button>
      {edited && (
        <button type="button" className="button" onClick={() => commands.removeModel(model.id)}>
          <RotateCcw size={14} strokeWidth={1.75} aria-hidden />
          Reset
        </button>
      )}
      {own && (
        <button
          type="button"
          className="button"
          data-kind="danger"
          disabled={used > 0}
          title={used > 0 ? 'Devices of the plan are of this model.' : undefined}
          onClick={() => commands.removeModel(model.id)}
        >
          <Trash2 size={14} strokeWidth={1.75} aria-hidden />
          Delete
        </button>
      )}
    </div>
  );
}
