/** Colours of markers that are drawn rather than built of elements; those of twin.css. */
export interface MarkerColors {
  readonly fill: string;
  readonly icon: string;
  readonly border: string;
  readonly label: string;
  readonly halo: string;
}

export const markerColors: Readonly<Record<'light' | 'dark', MarkerColors>> = {
  light: {
    fill: '#ffffff',
    icon: '#1b1c1e',
    border: 'rgba(0, 0, 0, 0.2)',
    label: '#5c5e62',
    halo: 'rgba(247, 246, 243, 0.92)',
  },
  dark: {
    fill: '#2b2f35',
    icon: '#eceef0',
    border: 'rgba(255, 255, 255, 0.28)',
    label: '#a5abb3',
    halo: 'rgba(15, 17, 19, 0.85)',
  },
};

export const markerRadius = 11;
/** From the device up to the middle of its marker: 18 of stem and half a marker, CSS pixels. */
export const markerRise = 29;

/** The icon `video` of lucide (ISC licence), on a square of 24. */
const videoPath =
  'M16 13l5.223 3.482a.5.5 0 0 0 .777-.416V7.87a.5.5 0 0 0-.752-.432L16 10.5M4 6h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z';
let video: Path2D | null = null;

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A camera's marker over its device at (x, y), `scale` times its size on the screen. */
export function drawMarker(context: Context, x: number, y: number, scale: number, colors: MarkerColors): void {
  const middle = y - markerRise * scale;
  context.globalAlpha = 0.5;
  context.strokeStyle = colors.icon;
  context.lineWidth = scale;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, y - 18 * scale);
  context.stroke();
  context.globalAlpha = 1;
  drawDisc(context, x, middle, markerRadius * scale, scale, colors);
  const size = (13 / 24) * scale;
  context.save();
  context.translate(x - 12 * size, middle - 12 * size);
  context.scale(size, size);
  context.strokeStyle = colors.icon;
  context.lineWidth = 1.75;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  video ??= new Path2D(videoPath);
  context.stroke(video);
  context.restore();
}

/** A marker that stands for `count` cameras too close to be told apart. */
export function drawCluster(
  context: Context,
  x: number,
  y: number,
  count: number,
  scale: number,
  colors: MarkerColors,
): void {
  const text = count > 999 ? `${Math.round(count / 100) / 10}k` : String(count);
  drawDisc(context, x, y - markerRise * scale, clusterRadius(count) * scale, scale, colors);
  context.fillStyle = colors.icon;
  context.font = `600 ${11 * scale}px "Inter Variable", Inter, system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x, y - (markerRise - 0.5) * scale);
}

export function clusterRadius(count: number): number {
  return Math.min(20, markerRadius + 1.6 * Math.log10(count) * 2);
}

function drawDisc(context: Context, x: number, y: number, radius: number, scale: number, colors: MarkerColors): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colors.fill;
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
