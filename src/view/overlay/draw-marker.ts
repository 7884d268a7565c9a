import { rolloutColors } from '../rollout/rollout-colors.ts';
import { iconPaths, type MarkerIcon } from './device-icons.ts';
import type { MarkerLook } from './marker-look.ts';
import { type StatusShares, shareSteps } from './status-shares.ts';

/** Colours of markers that are drawn rather than built of elements; those of twin.css. */
export interface MarkerColors {
  readonly fill: string;
  readonly icon: string;
  readonly border: string;
  /** Ring around what stands already. */
  readonly built: string;
  /** Ring around what is being built, and its half of the ground; ring around what is to come. */
  readonly underWay: string;
  readonly underWayFill: string;
  readonly awaited: string;
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
    built: rolloutColors.light.live,
    underWay: rolloutColors.light['under-way'],
    underWayFill: '#f6dcab',
    awaited: rolloutColors.light.planned,
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
    built: rolloutColors.dark.live,
    underWay: rolloutColors.dark['under-way'],
    underWayFill: '#80631f',
    awaited: rolloutColors.dark.planned,
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
  lit = false,
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
  if (lit) {
    markerOutline(context, x, middle, half + 3 * scale, 8 * scale, look.round);
    context.strokeStyle = colors.accent;
    context.lineWidth = 2 * scale;
    context.stroke();
    context.beginPath();
  }
  markerOutline(context, x, middle, half, 6 * scale, look.round);
  const [fill, ink] = selected
    ? [colors.accent, colors.onAccent]
    : quiet
      ? [colors.quiet, colors.label]
      : look.state === 'blind'
        ? [colors.bad, colors.onBad]
        : [colors.fill, colors.icon];
  context.fillStyle = fill;
  context.fill();
  if (look.state === 'under-way' && !selected) fillHalf(context, x, middle, half, colors.underWayFill);
  strokeRing(context, scale, colors, look.state);
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

function markerOutline(context: Context, x: number, y: number, half: number, corner: number, round: boolean): void {
  if (round) context.arc(x, y, half, 0, 2 * Math.PI);
  else context.roundRect(x - half, y - half, 2 * half, 2 * half, corner);
}

/** Fills the right half of the present outline. */
function fillHalf(context: Context, x: number, y: number, half: number, fill: string): void {
  context.save();
  context.clip();
  context.fillStyle = fill;
  context.fillRect(x, y - half, half, 2 * half);
  context.restore();
}

/** The edge of the present outline, as the state has it. */
function strokeRing(context: Context, scale: number, colors: MarkerColors, state: MarkerLook['state']): void {
  const rings: Partial<Record<MarkerLook['state'], readonly [color: string, width: number]>> = {
    built: [colors.built, 2],
    'under-way': [colors.underWay, 2],
    awaited: [colors.awaited, 1.5],
  };
  const [color, width] = rings[state] ?? [colors.border, 1];
  context.strokeStyle = color;
  context.lineWidth = width * scale;
  if (state === 'awaited') context.setLineDash([3 * scale, 2.5 * scale]);
  context.stroke();
  context.setLineDash([]);
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
  shares: StatusShares | null = null,
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
  if (shares !== null)
    drawShares(context, x, y - markerRise * scale, clusterRadius(count) * scale, scale, colors, shares);
  context.fillStyle = selected ? colors.onAccent : colors.icon;
  context.font = `600 ${11 * scale}px "Inter Variable", Inter, system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x, y - (markerRise - 0.5) * scale);
}

/** The edge of a cluster by the states of its devices, clockwise from the top: live, under way, to come (dashed), retired. */
function drawShares(
  context: Context,
  x: number,
  y: number,
  radius: number,
  scale: number,
  colors: MarkerColors,
  shares: StatusShares,
): void {
  const tones = [colors.built, colors.underWay, colors.awaited, colors.quiet];
  let from = -Math.PI / 2;
  context.lineWidth = 2 * scale;
  shares.forEach((share, i) => {
    if (share === 0) return;
    const until = from + (share * 2 * Math.PI) / shareSteps;
    context.strokeStyle = tones[i];
    if (i === 2) context.setLineDash([3 * scale, 2.5 * scale]);
    context.beginPath();
    context.arc(x, y, radius, from, until);
    context.stroke();
    context.setLineDash([]);
    from = until;
  });
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
