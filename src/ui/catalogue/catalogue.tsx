import { Search, SlidersHorizontal } from 'lucide-react';
import { useMemo, useState } from 'react';
import { allModels } from '#model/catalogue/find-model.ts';
import { type DeviceKind, deviceKinds } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { formatMoney, isAssumption } from '../text/amounts.ts';
import { formIcons, kindIcons, kindName, kindPlural } from '../text/device-kind.ts';
import { filterModels, modelSubtitle } from '../text/model-text.ts';
import { startDrag } from './start-drag.ts';

const noKinds: ReadonlySet<DeviceKind> = new Set();

/** What can be placed: click one, then the city; or drag it there. */
export function Catalogue() {
  const commands = useCommands();
  const scenario = useSession((state) => state.scenario);
  const own = useSession((state) => state.scenario?.catalogue);
  const [text, setText] = useState('');
  const [kinds, setKinds] = useState<ReadonlySet<DeviceKind>>(noKinds);
  const [chips, setChips] = useState(false);
  const models = useMemo(() => allModels(own === undefined ? null : { catalogue: own }), [own]);
  const groups = useMemo(() => filterModels(models, text, kinds, kindName), [models, text, kinds]);
  const toggle = (kind: DeviceKind): void =>
    setKinds((now) => {
      const next = new Set(now);
      if (!next.delete(kind)) next.add(kind);
      return next;
    });
  return (
    <Section title="Catalogue" aside="drag onto the city">
      <div className="filter-field">
        <Search size={14} strokeWidth={1.75} aria-hidden />
        <input
          type="search"
          aria-label="Filter models"
          placeholder={`Filter ${models.length} models`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button
          type="button"
          aria-label="Filter by kind"
          title="Filter by kind"
          aria-expanded={chips}
          data-active={kinds.size > 0 || undefined}
          onClick={() => {
            setChips(!chips);
            if (chips) setKinds(noKinds);
          }}
        >
          <SlidersHorizontal size={14} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
      {chips && <KindChips kinds={kinds} onToggle={toggle} />}
      <div className="catalogue" tabIndex={0} role="region" aria-label="Models">
        {groups.length === 0 && <p className="section-body hint">No model has that in its name.</p>}
        {groups.map(({ kind, models: listed }) => (
          <section key={kind} aria-label={kindPlural(kind)}>
            <h3>
              {kindPlural(kind)} <span className="muted">{listed.length}</span>
            </h3>
            <ul>
              {listed.map((model) => (
                <li key={model.id}>
                  <CatalogueItem
                    model={model}
                    enabled={scenario !== null}
                    currency={scenario?.budget.currency ?? 'EUR'}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className="section-body hint catalogue-foot">
        <span>≈ assumption</span>
        <button
          type="button"
          className="link-button"
          disabled={scenario === null}
          onClick={() => commands.openDialog('catalogue')}
        >
          Edit models…
        </button>
      </p>
    </Section>
  );
}

interface KindChipsProps {
  readonly kinds: ReadonlySet<DeviceKind>;
  readonly onToggle: (kind: DeviceKind) => void;
}

function KindChips({ kinds, onToggle }: KindChipsProps) {
  return (
    <div className="kind-chips" role="group" aria-label="Kinds">
      {deviceKinds.map((kind) => {
        const Icon = kindIcons[kind];
        return (
          <button
            key={kind}
            type="button"
            aria-label={kindPlural(kind)}
            title={kindPlural(kind)}
            aria-pressed={kinds.has(kind)}
            onClick={() => onToggle(kind)}
          >
            <Icon size={14} strokeWidth={1.75} aria-hidden />
          </button>
        );
      })}
    </div>
  );
}

interface CatalogueItemProps {
  readonly model: DeviceModel;
  readonly enabled: boolean;
  readonly currency: string;
}

function CatalogueItem({ model, enabled, currency }: CatalogueItemProps) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const placing = useSession((state) => state.tool === 'place-device' && state.catalogueModel === model.id);
  const Icon = model.kind === 'camera' ? formIcons[model.form] : kindIcons[model.kind];
  const assumed = isAssumption(model.priceSource);
  return (
    <button
      type="button"
      className="catalogue-row"
      aria-pressed={placing}
      disabled={!enabled}
      onClick={() => (placing ? commands.setTool('select') : commands.chooseModel(model.id))}
      onPointerDown={(event) => startDrag(event, () => commands.chooseModel(model.id))}
    >
      <span className="thumbnail" aria-hidden>
        <Icon size={16} strokeWidth={1.75} />
      </span>
      <span className="grow">
        <span className="title">{model.name}</span>
        <span className="subtitle">{modelSubtitle(model, units)}</span>
      </span>
      <span className="price" title={`Price: ${model.priceSource}`}>
        {assumed && (
          <span className="approximate" aria-hidden>
            ≈{' '}
          </span>
        )}
        {formatMoney(model.price, currency)}
      </span>
    </button>
  );
}
