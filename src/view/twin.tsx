import { Canvas, useFrame, useThree } from '@react-three/fiber';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { PictureDesk } from '#state/picture-desk.ts';
import type { Commands, CoverageTiles, SessionState, Store } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import { createEngine, type Engine, type Quality } from './engine.ts';
import type { FrameReport } from './frame-report.ts';
import { attachInteraction, type Interaction } from './interaction.ts';
import { Overlay } from './overlay/overlay.tsx';
import './twin.css';

export interface TwinProps {
  readonly session: Store<SessionState>;
  readonly tiles: CoverageTiles;
  readonly commands: Commands;
  readonly viewpoint: Viewpoint;
  /** Where the twin says that it can draw pictures. */
  readonly pictures?: PictureDesk;
  /** Of the variant, where two are shown side by side. */
  readonly name?: string;
  /**
   * `low`: no smoothing of edges and no sharpening at rest, for slow machines. Without it the address decides:
   * `?quality=low`.
   */
  readonly quality?: Quality;
}

/**
 * The city in three dimensions with the plan on it, filling the element that it is put into. Its root element carries,
 * after each drawn frame, data-drawn-revision, data-coverage-revision, data-draw-calls, data-triangles, data-samples and data-settled,
 * and the milliseconds that our own code (script, overlay) and the renderer's calls (render) took.
 */
export function Twin(props: TwinProps) {
  const { session, tiles, commands, viewpoint, pictures, name, quality = addressedQuality() } = props;
  const root = useRef<HTMLDivElement>(null);
  const [engine, setEngine] = useState<Engine | null>(null);
  const [interaction, setInteraction] = useState<Interaction | null>(null);
  const [unpainted, setUnpainted] = useState(0);
  const theme = useSyncExternalStore(session.subscribe, () => session.get().theme);
  const listeners = useRef(new Set<() => void>());
  const onFrame = useCallback((report: FrameReport) => {
    if (root.current !== null) writeReport(root.current, report);
    setUnpainted(report.unpaintedTiles);
  }, []);
  const onTick = useCallback(() => {
    const start = performance.now();
    for (const listener of listeners.current) listener();
    if (root.current !== null) root.current.dataset['overlayMilliseconds'] = (performance.now() - start).toFixed(2);
  }, []);
  const subscribeTicks = useCallback((listener: () => void) => {
    listeners.current.add(listener);
    return () => listeners.current.delete(listener);
  }, []);

  useEffect(() => {
    if (engine === null || root.current === null) return undefined;
    const attached = attachInteraction(root.current, { engine, session, commands, viewpoint });
    setInteraction(attached);
    return () => {
      setInteraction(null);
      attached.dispose();
    };
  }, [engine, session, commands, viewpoint]);

  useEffect(() => {
    if (engine === null || pictures === undefined) return undefined;
    pictures.register(engine.renderPicture);
    return () => pictures.register(null);
  }, [engine, pictures]);

  if (!hasWebGl()) {
    return (
      <div className="twin" data-theme={theme}>
        <p className="twin-sentence">
          The city can’t be drawn: this browser offers no WebGL 2. Turn on hardware acceleration or open the page in
          another browser.
        </p>
      </div>
    );
  }
  return (
    <div
      ref={root}
      className="twin"
      data-theme={theme}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the map takes keys
      tabIndex={0}
      role="application"
      aria-label={`City in 3D${name === undefined ? '' : `, ${name}`}. ${keys}`}
    >
      <Canvas
        frameloop="demand"
        flat
        shadows="percentage"
        // Zoomed out, a page has fewer pixels than its styles count.
        dpr={[0.5, 2]}
        gl={{ antialias: quality === 'full', powerPreference: 'high-performance' }}
      >
        <Stage {...{ session, tiles, viewpoint, quality, onEngine: setEngine, onFrame, onTick }} />
      </Canvas>
      {engine !== null && interaction !== null && root.current !== null && (
        <Overlay root={root.current} {...{ engine, interaction, session, commands, viewpoint, subscribeTicks }} />
      )}
      {unpainted > 0 && (
        <p className="twin-warning" role="status">
          Coverage is painted only in part: this graphics card holds no more of it. All numbers are complete.
        </p>
      )}
    </div>
  );
}

const keys = 'Arrow keys pan, plus and minus zoom, Q and E turn, R and F tilt, N north up, T top view.';

interface StageProps extends Pick<TwinProps, 'session' | 'tiles' | 'viewpoint'> {
  readonly quality: Quality;
  readonly onEngine: (engine: Engine | null) => void;
  readonly onFrame: (report: FrameReport) => void;
  readonly onTick: () => void;
}

/** Owns the engine inside the canvas; draws nothing by itself. */
function Stage({ session, tiles, viewpoint, quality, onEngine, onFrame, onTick }: StageProps) {
  const renderer = useThree((state) => state.gl);
  const scene = useThree((state) => state.scene);
  const size = useThree((state) => state.size);
  const pixelRatio = useThree((state) => state.viewport.dpr);
  const invalidate = useThree((state) => state.invalidate);
  const engine = useRef<Engine | null>(null);

  useLayoutEffect(() => {
    const created = createEngine({
      renderer,
      scene,
      session,
      tiles,
      viewpoint,
      quality,
      invalidate: () => invalidate(),
    });
    engine.current = created;
    onEngine(created);
    const canvas = renderer.domElement;
    const onLost = (event: Event) => event.preventDefault();
    const onRestored = () => created.restore();
    canvas.addEventListener('webglcontextlost', onLost);
    canvas.addEventListener('webglcontextrestored', onRestored);
    return () => {
      canvas.removeEventListener('webglcontextlost', onLost);
      canvas.removeEventListener('webglcontextrestored', onRestored);
      engine.current = null;
      onEngine(null);
      created.dispose();
    };
  }, [renderer, scene, session, tiles, viewpoint, quality, invalidate, onEngine]);

  useLayoutEffect(() => {
    engine.current?.setViewport({ width: size.width, height: size.height }, pixelRatio);
  }, [size.width, size.height, pixelRatio, renderer, session, tiles, viewpoint, quality]);

  // A positive priority takes drawing over from the canvas.
  useFrame(() => {
    const report = engine.current?.frame(performance.now()) ?? null;
    if (report !== null) onFrame(report);
    onTick();
  }, 1);
  return null;
}

function writeReport(element: HTMLElement, report: FrameReport): void {
  element.dataset['drawnRevision'] = String(report.drawnRevision);
  element.dataset['coverageRevision'] = String(report.coverageRevision);
  element.dataset['drawCalls'] = String(report.drawCalls);
  element.dataset['triangles'] = String(report.triangles);
  element.dataset['samples'] = String(report.samples);
  element.dataset['settled'] = String(report.settled);
  element.dataset['scriptMilliseconds'] = report.scriptMilliseconds.toFixed(2);
  element.dataset['renderMilliseconds'] = report.renderMilliseconds.toFixed(2);
}

function addressedQuality(): Quality {
  return new URLSearchParams(window.location.search).get('quality') === 'low' ? 'low' : 'full';
}

let webGl: boolean | null = null;

function hasWebGl(): boolean {
  webGl ??= document.createElement('canvas').getContext('webgl2') !== null;
  return webGl;
}
