import { groundHeight } from '#geo/terrain.ts';
import { gapWatermark } from '#model/results/gaps/gap-report.ts';
import { gapColors } from '../gaps/gap-colors.ts';
import type { GapDrawing, GapLegend, GapMarker } from '../gaps/gap-drawing.ts';
import type { ScreenBox } from '../overlay/place-labels.ts';
import { card, project, type Sheet, write } from './sheet.ts';

/** What a picture with security gaps says beside them: line by line, and the line across it. */
export interface PrintedGaps {
  readonly title: string;
  readonly note: string;
  readonly entries: GapLegend['entries'];
  readonly watermark: string;
}

/** Null where the picture shows no gaps: then it carries no mark either. */
export function printedGaps(drawing: GapDrawing | null): PrintedGaps | null {
  if (drawing === null) return null;
  const { ribbons, markers, region, legend } = drawing;
  if (ribbons.length === 0 && markers.length === 0 && region === null) return null;
  return { ...legend, watermark: gapWatermark };
}

const rowHeight = 16;
const headHeight = 26;
const watermarkGap = 170;
/** Marks of the minimum cut stand above the road, pixels, as they do on the screen. */
const cutRise = 24;

/** Box of the legend of ways, its foot at `bottom`; screen pixels. */
export function gapLegendBox(printed: PrintedGaps, width: number, margin: number, bottom: number): ScreenBox {
  const rows = printed.entries.length + 1;
  const wide = Math.min(464, width - 2 * margin);
  return { left: margin, right: margin + wide, top: bottom - headHeight - rows * rowHeight - 8, bottom };
}

export function drawGapLegend(sheet: Sheet, printed: PrintedGaps, box: ScreenBox): void {
  const { context, scale, stage } = sheet;
  const { tones } = gapColors[stage.state.theme];
  context.save();
  context.scale(scale, scale);
  card(sheet, box);
  write(sheet, printed.title === '' ? 'Security gaps' : printed.title, box.left + 12, box.top + 17, 600, 12, 'left');
  write(sheet, printed.note, box.right - 12, box.top + 17, 400, 11, 'right');
  printed.entries.forEach(({ tone, form, text }, i) => {
    const y = box.top + headHeight + i * rowHeight;
    context.fillStyle = tones[tone];
    if (form === 'band') context.fillRect(box.left + 12, y + 6, 18, 4);
    else if (form === 'mark') context.fillRect(box.left + 19, y + 2, 4, 12);
    else for (let k = 0; k < 18; k += 4) context.fillRect(box.left + 12 + k, y + 3, 2, 10);
    write(sheet, text, box.left + 38, y + 12, 400, 11, 'left');
  });
  write(sheet, printed.watermark, box.left + 12, box.bottom - 10, 600, 11, 'left');
  context.restore();
}

/** The mark of what is sensitive, in rows across the whole picture: cutting a corner does not take it off. */
export function drawWatermark({ context, scale, width, height, stage }: Sheet, text: string): void {
  const dark = stage.state.theme === 'dark';
  context.save();
  context.scale(scale, scale);
  context.translate(width / 2, height / 2);
  context.rotate(-Math.PI / 9);
  context.font = '600 15px "Inter Variable", Inter, system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const reach = Math.hypot(width, height) / 2;
  const step = context.measureText(text).width + 90;
  for (let row = -Math.ceil(reach / watermarkGap); row * watermarkGap <= reach; row += 1) {
    for (let column = -Math.ceil(reach / step); column * step <= reach; column += 1) {
      const x = column * step + (row % 2 === 0 ? 0 : step / 2);
      context.strokeStyle = dark ? 'rgba(16, 18, 20, 0.35)' : 'rgba(255, 255, 255, 0.4)';
      context.lineWidth = 2.5;
      context.strokeText(text, x, row * watermarkGap);
      context.fillStyle = dark ? 'rgba(255, 122, 102, 0.5)' : 'rgba(200, 50, 31, 0.42)';
      context.fillText(text, x, row * watermarkGap);
    }
  }
  context.restore();
}

/** Marks of the shown gaps with their numbers and names; boxes that names on the map keep off. */
export function drawGapMarkers(sheet: Sheet, markers: readonly GapMarker[]): ScreenBox[] {
  const { context, scale, stage, width, height } = sheet;
  const { terrain } = stage.model.city;
  const boxes: ScreenBox[] = [];
  context.save();
  context.scale(scale, scale);
  for (const marker of markers) {
    const { x, y, heightMeters, strong } = marker;
    const at = project(sheet, x, y, groundHeight(terrain, x, y) + heightMeters);
    if (at === null || at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue;
    const radius = strong ? 12 : 8;
    const rise = marker.kind === 'cut' ? cutRise : 0;
    drawMark(sheet, marker, at.x, at.y - rise, radius);
    boxes.push({
      left: at.x - radius - 2,
      right: at.x + radius + 2,
      top: at.y - radius - 2,
      bottom: at.y + radius + 2,
    });
  }
  context.restore();
  return boxes;
}

function drawMark(sheet: Sheet, { kind, text, label, strong }: GapMarker, x: number, y: number, radius: number): void {
  const { context, panel, stage, text: ink } = sheet;
  const { tones } = gapColors[stage.state.theme];
  const red = kind === 'gap' || kind === 'leak' || kind === 'lost' || kind === 'incident';
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = red ? tones.unobserved : kind === 'read' ? tones.observed : strong ? ink : panel;
  context.fill();
  context.strokeStyle = panel;
  context.lineWidth = 1.5;
  context.stroke();
  context.font = '600 11px "Inter Variable", Inter, system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = red || kind === 'read' || strong ? panel : ink;
  if (kind === 'target') flag(sheet, x, y);
  else context.fillText(text === '' ? signs[kind] : text, x, y + 0.5);
  if (label === null || label === '' || !strong) return;
  context.font = '500 11px "Inter Variable", Inter, system-ui, sans-serif';
  const { width } = context.measureText(label);
  card(sheet, { left: x + radius + 5, right: x + radius + 17 + width, top: y - 10, bottom: y + 10 });
  write(sheet, label, x + radius + 11, y + 4, 500, 11, 'left');
}

function flag({ context }: Sheet, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x - 3.5, y + 6);
  context.lineTo(x - 3.5, y - 6);
  context.lineTo(x + 5, y - 3);
  context.lineTo(x - 2, y);
  context.lineTo(x - 2, y + 6);
  context.closePath();
  context.fill();
}

/** A sign for marks without a number. */
const signs: Readonly<Record<Exclude<GapMarker['kind'], 'target'>, string>> = {
  gap: '!',
  entry: '•',
  leak: '!',
  read: 'R',
  exit: '>',
  incident: '!',
  station: '+',
  forced: '/',
  cut: '+',
  lost: '×',
  part: '•',
};
