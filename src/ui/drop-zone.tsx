import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useCommands } from './session-context.tsx';

/** Takes files dropped anywhere on the page, and says what may be dropped while they are over it. */
export function DropZone() {
  const commands = useCommands();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // dragenter and dragleave come for every element on the way: over is what the last of them leaves.
    let depth = 0;
    const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const move = (event: DragEvent): void => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      commands.openFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', move);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', move);
      window.removeEventListener('drop', drop);
    };
  }, [commands]);
  if (!over) return null;
  return (
    <div className="drop-zone">
      <div className="card">
        <FileDown size={24} strokeWidth={1.75} aria-hidden />
        <p className="title">Drop to open</p>
        <p className="hint">
          OpenStreetMap, CityJSON, GeoJSON, Shapefile, FlatGeobuf, GeoPackage, CSV, GTFS, SUMO, terrain (GeoTIFF), scene
          package, plan. Several files make one city.
        </p>
      </div>
    </div>
  );
}
