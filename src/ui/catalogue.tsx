import { Video } from 'lucide-react';
import type { PointerEvent } from 'react';
import { type CameraModel, cameraModels } from '#state/camera-catalogue.ts';
import { horizontalFieldOfView } from '#state/camera-optics.ts';
import { formatNumber } from './format.ts';
import { Section } from './section.tsx';
import { useCommands, useSession } from './session-context.tsx';

/** What can be placed: click one, then the city; or drag it there. */
export function Catalogue() {
  const enabled = useSession((state) => state.scenario !== null);
  return (
    <Section title="Catalogue" aside="drag onto the city">
      <ul className="catalogue">
        {cameraModels.map((model) => (
          <li key={model.id}>
            <CatalogueItem model={model} enabled={enabled} />
          </li>
        ))}
      </ul>
      <p className="section-body hint">Generic cameras; sensor sizes are assumptions.</p>
    </Section>
  );
}

function CatalogueItem({ model, enabled }: { readonly model: CameraModel; readonly enabled: boolean }) {
  const commands = useCommands();
  const placing = useSession((state) => state.tool === 'place-camera' && state.catalogueModel === model.id);
  const { sensor, focalLengthMillimeters } = model;
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
        <Video size={16} strokeWidth={1.75} />
      </span>
      <span className="grow">
        <span className="title">{model.name}</span>
        <span className="subtitle">
          {formatNumber(horizontalFieldOfView(sensor, focalLengthMillimeters))}° · {sensor.widthPixels} px ·{' '}
          {model.sensorFormat}
        </span>
      </span>
    </button>
  );
}

/** Way, CSS pixels, after which a press is a drag. */
const dragThreshold = 6;

/**
 * Begins to place as soon as the pointer leaves the row; where it is let go over the twin, the twin gets a click there.
 * The pointer stays free, so that the twin shows where the camera would snap on the way.
 */
function startDrag(event: PointerEvent<HTMLElement>, begin: () => void): void {
  if (event.button !== 0) return;
  const row = event.currentTarget;
  if (row.hasPointerCapture(event.pointerId)) row.releasePointerCapture(event.pointerId);
  const { clientX, clientY } = event;
  let dragging = false;
  const move = (next: globalThis.PointerEvent): void => {
    if (dragging || Math.hypot(next.clientX - clientX, next.clientY - clientY) < dragThreshold) return;
    dragging = true;
    begin();
  };
  const end = (last: globalThis.PointerEvent): void => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    const target = document.elementFromPoint(last.clientX, last.clientY);
    if (!dragging || last.type !== 'pointerup' || !(target instanceof HTMLCanvasElement)) return;
    // Ending on the row it began on is the row's own click; anywhere else no click follows, so this is the only one.
    for (const type of ['pointerdown', 'pointerup'] as const)
      target.dispatchEvent(new globalThis.PointerEvent(type, clickAt(last)));
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}

function clickAt(event: globalThis.PointerEvent): PointerEventInit {
  const { clientX, clientY, pointerId, pointerType } = event;
  return {
    bubbles: true,
    cancelable: true,
    clientX,
    clientY,
    pointerId,
    pointerType,
    isPrimary: true,
    button: 0,
    view: window,
  };
}
