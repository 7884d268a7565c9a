import { Logo } from './logo.tsx';
import { useCommands, useSession } from './session-context.tsx';

/** What stands in the middle while no city is open. */
export function EmptyState({ onOpenFiles }: { readonly onOpenFiles: () => void }) {
  const commands = useCommands();
  const empty = useSession((state) => state.city === null && state.task === null);
  if (!empty) return null;
  return (
    <div className="empty-state">
      <Logo />
      <h2>Open a city</h2>
      <p>
        Drop an OpenStreetMap extract, CityJSON, GeoJSON, Shapefile or other city data, with a terrain model (GeoTIFF)
        if you have one, or a scene package. Nothing leaves this computer.
      </p>
      <div className="buttons">
        <button type="button" className="button" data-kind="primary" onClick={onOpenFiles}>
          Choose files…
        </button>
        <button type="button" className="button" onClick={() => commands.openAreaDialog(true)}>
          Fetch an area…
        </button>
        <button type="button" className="button" onClick={() => commands.openDemo()}>
          Open the demo city
        </button>
      </div>
    </div>
  );
}
