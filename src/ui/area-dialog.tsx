import { Modal } from '@mantine/core';
import { useState } from 'react';
import { boxAreaKm2, type GeographicBox, largestAreaKm2 } from '#model/geographic-box.ts';
import { boxAround, parsePlace } from './area-box.ts';
import { formatNumber } from './format.ts';
import { useCommands, useSession } from './session-context.tsx';

/** Asks which rectangle of OpenStreetMap to fetch: a place and a size. Says who is asked before anything is sent. */
export function AreaDialog() {
  const commands = useCommands();
  const opened = useSession((state) => state.areaDialogOpen);
  return (
    <Modal
      opened={opened}
      onClose={() => commands.openAreaDialog(false)}
      title="Fetch an area from OpenStreetMap"
      size={480}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <AreaForm />
    </Modal>
  );
}

const usualSide = '2';

function AreaForm() {
  const commands = useCommands();
  const endpoint = useSession((state) => state.overpass);
  const [place, setPlace] = useState('');
  const [width, setWidth] = useState(usualSide);
  const [height, setHeight] = useState(usualSide);
  const box = boxOf(place, width, height);
  const area = box === null ? null : boxAreaKm2(box);
  const tooLarge = area !== null && area > largestAreaKm2;
  if (endpoint === null) {
    return (
      <p>
        This copy of Sightline is served without an Overpass service to ask. Start it with one (
        <code>sightline serve --overpass</code>), or drop a file of the area.
      </p>
    );
  }
  return (
    <form
      className="area-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (box !== null && !tooLarge) commands.fetchArea(box);
      }}
    >
      <label>
        <span>Place</span>
        <input
          type="text"
          value={place}
          onChange={(event) => setPlace(event.target.value)}
          placeholder="60.1699, 24.9384"
          data-autofocus
          aria-describedby="area-place-hint"
        />
      </label>
      <p className="hint" id="area-place-hint">
        Latitude and longitude, or a link from openstreetmap.org.
      </p>
      <div className="area-size">
        <label>
          <span>Width, km</span>
          <input type="text" inputMode="decimal" value={width} onChange={(event) => setWidth(event.target.value)} />
        </label>
        <label>
          <span>Height, km</span>
          <input type="text" inputMode="decimal" value={height} onChange={(event) => setHeight(event.target.value)} />
        </label>
      </div>
      <p className={tooLarge ? 'area-state bad' : 'area-state'} role="status">
        {area === null && place.trim() === '' && 'Give a place to see how large the area is.'}
        {area === null && place.trim() !== '' && 'This is no place and size yet.'}
        {area !== null && !tooLarge && `${formatNumber(area, 1)} km² are asked for.`}
        {tooLarge &&
          `${formatNumber(area, 1)} km² are too much to ask a public service for; up to ${largestAreaKm2} km² can be fetched. For more, open an extract.`}
      </p>
      <p className="hint">
        Sends the rectangle, and nothing else, to {hostOf(endpoint)}. © OpenStreetMap contributors, ODbL.
      </p>
      <footer className="area-actions">
        <button type="button" className="button" onClick={() => commands.openAreaDialog(false)}>
          Cancel
        </button>
        <button type="submit" className="button" data-kind="primary" disabled={box === null || tooLarge}>
          Fetch
        </button>
      </footer>
    </form>
  );
}

function boxOf(place: string, width: string, height: string): GeographicBox | null {
  const middle = parsePlace(place);
  const size = [width, height].map((text) => Number(text.replace(',', '.')));
  return middle === null ? null : boxAround(middle, size[0] ?? Number.NaN, size[1] ?? Number.NaN);
}

function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
}
