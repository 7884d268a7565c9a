import { Maximize2, Minimize2, X } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import { type Device, isOptical, type OpticalDevice } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import { horizontalFieldOfView } from '#state/camera-optics.ts';
import type { Commands, SessionState, Store } from '#state/session.ts';
import { imageEyes } from '../devices/image-eye.ts';
import type { Engine } from '../engine.ts';
import { distanceLine, distanceText } from './distance-lines.ts';
import { DistancesField } from './distances-field.tsx';
import './camera-view.css';

export interface CameraViewProps {
  readonly engine: Engine;
  readonly session: Store<SessionState>;
  readonly commands: Commands;
}

/** Room for the picture, CSS pixels; the card is as wide. */
const sizes = { usual: { width: 288, height: 164 }, large: { width: 640, height: 420 } } as const;

/** The picture through the lens of the one selected optical device, while the view is on. */
export function CameraView(props: CameraViewProps) {
  const { session } = props;
  const shown = useSyncExternalStore(session.subscribe, () => session.get().cameraView);
  const selection = useSyncExternalStore(session.subscribe, () => session.get().selection);
  const scenario = useSyncExternalStore(session.subscribe, () => session.get().scenario);
  const device = selection.length === 1 ? scenario?.devices.find(({ id }) => id === selection[0]) : undefined;
  if (!shown || scenario === null || device === undefined || !isOptical(device)) return null;
  return <CameraViewCard {...props} device={device} plan={scenario} />;
}

interface CardProps extends CameraViewProps {
  readonly device: OpticalDevice;
  readonly plan: Scenario;
}

function CameraViewCard({ engine, session, commands, device, plan }: CardProps) {
  const [large, setLarge] = useState(false);
  const card = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const units = useSyncExternalStore(session.subscribe, () => session.get().units);
  const distances = useSyncExternalStore(session.subscribe, () => session.get().cameraViewDistances);
  const city = useSyncExternalStore(session.subscribe, () => session.get().city);
  const { id, name } = device;
  const room = sizes[large ? 'large' : 'usual'];

  useEffect(() => {
    if (canvas.current === null) return undefined;
    const picture = canvas.current;
    engine.lens.request({
      deviceId: id,
      canvas: picture,
      ...room,
      onLayout({ width, height }) {
        picture.style.width = `${width}px`;
        picture.style.height = `${height}px`;
      },
    });
    engine.touch();
    return () => engine.lens.request(null);
  }, [engine, id, room]);

  useEffect(() => {
    // The map zooms with the wheel, but not under the card.
    const element = card.current;
    const keep = (event: Event) => event.stopPropagation();
    element?.addEventListener('wheel', keep);
    return () => element?.removeEventListener('wheel', keep);
  }, []);

  const described = describe(device, plan, distances, units, (x, y) => groundHeight(city?.terrain ?? null, x, y));
  return (
    <section
      ref={card}
      className="twin-camera-view"
      data-twin-handle="card"
      data-large={large || undefined}
      aria-label={`View of ${name}, simulated`}
    >
      <header style={{ width: room.width }}>
        <span className="twin-camera-dot" />
        <h2>{name} view</h2>
        <span className="twin-camera-note">simulated</span>
        <span className="twin-camera-lens">{lensText(device)}</span>
      </header>
      <div className="twin-camera-picture" style={{ width: room.width }}>
        <canvas ref={canvas} role="img" aria-label={described} />
        <div className="twin-camera-buttons">
          <button
            type="button"
            aria-label={large ? 'Smaller picture' : 'Larger picture'}
            title={large ? 'Smaller picture' : 'Larger picture'}
            onClick={() => setLarge(!large)}
          >
            {large ? <Minimize2 size={13} aria-hidden /> : <Maximize2 size={13} aria-hidden />}
          </button>
          <button
            type="button"
            aria-label="Close the camera view"
            title="Close the camera view"
            onClick={() => commands.openCameraView(false)}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
      </div>
      {large && (
        <DistancesField
          distances={distances}
          units={units}
          onChange={(meters) => commands.setCameraViewDistances(meters)}
        />
      )}
    </section>
  );
}

/** “62° · 3840 × 2160”, for several imagers with their number. */
function lensText(device: Device): string {
  if (!isOptical(device)) return '';
  const { sensor, focalLengthMillimeters } = device;
  const round = device.kind === 'camera' && device.projection === 'equidistant';
  const heads = device.kind === 'camera' ? device.heads.length : 0;
  const field = round
    ? Math.min(
        360,
        ((Math.min(sensor.widthMillimeters, sensor.heightMillimeters) / focalLengthMillimeters) * 180) / Math.PI,
      )
    : horizontalFieldOfView(sensor, focalLengthMillimeters);
  const count = heads > 1 ? `${heads} × ` : '';
  return `${count}${field.toFixed(0)}° · ${sensor.widthPixels} × ${sensor.heightPixels}`;
}

/** What the picture tells, for those who do not see it. */
function describe(
  device: OpticalDevice,
  plan: Scenario,
  distances: readonly number[],
  units: 'metric' | 'us',
  height: (x: number, y: number) => number,
): string {
  const [eye] = imageEyes(device, height(device.x, device.y));
  const first = device.kind === 'camera' ? (device.heads[0]?.headingDegrees ?? 0) : 0;
  const lines = distances.map((distance) =>
    distanceText(
      distanceLine(eye, device.headingDegrees + first, distance, plan.targetHeightMeters, height),
      device,
      plan.categorySet,
      units,
    ),
  );
  return `Picture through the lens of ${device.name}, with a person and a car at each distance. ${lines.join('; ')}.`;
}
