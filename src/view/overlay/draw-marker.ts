import { iconPaths, type MarkerIcon } from './device-icons.ts';
import type { MarkerLook } from './marker-look.ts';

/** Colours of markers that are drawn rather than built of elements; those of twin.css. */
export interface MarkerColors {
  readonly fill: string;
  readonly icon: string;
  readonly border: string;
  /** Ring around what stands already. */
  readonly built: string;
  /** Ground of existing and retired devices. */
  readonly quiet: string;
  readonly bad: string;
  readonly onBad: string;
  /** Of what is selected. */
  readonly accent: string;
  readonly onAccent: string;
  readonly label: string;
  readonly halo: string;
}

export const markerColors: Readonly<Record<'light' | 'dark', MarkerColors>> = {
  light: {
    fill: '#ffffff',
    icon: '#1b1c1e',
    border: 'rgba(0, 0, 0, 0.2)',
    built: '#0f7b6c',
    quiet: '#dedad2',
    bad: '#c8321f',
    onBad: '#ffffff',
    accent: '#5b3df5',
    onAccent: '#ffffff',
    label: '#5c5e62',
    halo: 'rgba(247, 246, 243, 0.92)',
  },
  dark: {
    fill: '#2b2f35',
    icon: '#eceef0',
    border: 'rgba(255, 255, 255, 0.28)',
    built: '#3ecfae',
    quiet: '#3a3f46',
    bad: '#ff7a66',
    onBad: '#1b1c1e',
    accent: '#8b76ff',
    onAccent: '#0f1014',
    label: '#a5abb3',
    halo: 'rgba(15, 17, 19, 0.85)',
  },
};

export const markerRadius = 11;
/** From the device up to the middle of its marker: 18 of stem and half a marker, CSS pixels. */
export const markerRise = 29;

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const icons = new Map<MarkerIcon, Path2D>();

function iconPath(icon: MarkerIcon): Path2D {
  let path = icons.get(icon);
  if (path === undefined) {
    path = new Path2D(iconPaths[icon]);
    icons.set(icon, path);
  }
  return path;
}

/** A device's marker over its place at (x, y), `scale` times its size on the screen. */
export function drawMarker(
  context: Context,
  x: number,
  y: number,
  scale: number,
  colors: MarkerColors,
  look: MarkerLook,
  selected = false,
): void {
  const middle = y - markerRise * scale;
  context.globalAlpha = 0.5;
  context.strokeStyle = colors.icon;
  context.lineWidth = scale;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, y - 18 * scale);
  context.stroke();
  context.globalAlpha = 1;
  const quiet = look.state === 'existing' || look.state === 'retired';
  context.beginPath();
  const half = markerRadius * scale;
  if (look.round) context.arc(x, middle, half, 0, 2 * Math.PI);
  else context.roundRect(x - half, middle - half, 2 * half, 2 * half, 6 * scale);
  const [fill, ink] = selected
    ? [colors.accent, colors.onAccent]
    : quiet
      ? [colors.quiet, colors.label]
      : look.state === 'blind'
        ? [colors.bad, colors.onBad]
        : [colors.fill, colors.icon];
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = look.state === 'built' ? colors.built : colors.border;
  context.lineWidth = (look.state === 'built' ? 2 : 1) * scale;
  context.stroke();
  const size = (13 / 24) * scale;
  context.save();
  context.translate(x - 12 * size, middle - 12 * size);
  context.scale(size, size);
  context.strokeStyle = ink;
  context.lineWidth = 1.75;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.stroke(iconPath(look.icon));
  context.restore();
}

/** A marker that stands for `count` devices too close to be told apart. */
export function drawCluster(
  context: Context,
  x: number,
  y: number,
  count: number,
  scale: number,
  colors: MarkerColors,
  selected = false,
): void {
  const text = count > 999 ? `${Math.round(count / 100) / 10}k` : String(count);
  drawDisc(
    context,
    x,
    y - markerRise * scale,
    clusterRadius(count) * scale,
    scale,
    colors,
    selected ? colors.accent : colors.fill,
  );
  context.fillStyle = selected ? colors.onAccent : colors.icon;
  context.font = `600 ${11 * scale}px "Inter Variable", Inter, system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x, y - (markerRise - 0.5) * scale);
}

export function clusterRadius(count: number): number {
  return Math.min(20, markerRadius + 1.6 * Math.log10(count) * 2);
}

function drawDisc(
  context: Context,
  x: number,
  y: number,
  radius: number,
  scale: number,
  colors: MarkerColors,
  fill: string,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = colors.border;
  context.lineWidth = scale;
  context.stroke();
}

/** Text with a halo around it, its middle at (x, y). */
export function drawLabel(
  context: Context,
  text: string,
  x: number,
  y: number,
  scale: number,
  colors: MarkerColors,
): void {
  context.font = `500 ${11 * scale}px "Inter Variable", Inter, system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = colors.halo;
  context.lineWidth = 3 * scale;
  context.strokeText(text, x, y);
  context.fillStyle = colors.label;
  context.fillText(text, x, y);
}
