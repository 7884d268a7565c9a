import { groundHeight } from '#geo/terrain.ts';
import type { SessionState } from '#state/session.ts';
import { drawMarker, markerColors } from '../overlay/draw-marker.ts';
import { markerLook } from '../overlay/marker-look.ts';
import type { ScreenBox } from '../overlay/place-labels.ts';
import { rolloutColors, statusNames } from '../rollout/rollout-colors.ts';
import type { CutoverMark, RolloutDrawing } from '../rollout/rollout-drawing.ts';
import { card, project, type Sheet, write } from './sheet.ts';

/** What a picture of Rollout mode says beside its colours. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** “15 Jul 2026, as half of 1,000 runs have it”; null where the picture shows no rollout. */
export function printedDate(drawing: RolloutDrawing | null, { rollout }: Pick<SessionState, 'rollout'>): string | null {
  if (drawing === null) return null;
  const [year, month, day] = drawing.date.split('-').map(Number);
  const date = `${day} ${months[month - 1]} ${year}`;
  const runs = rollout.run.result?.runs ?? 0;
  return `${date}, as half of ${runs.toLocaleString('en-US')} runs have it`;
}

const rowHeight = 30;
const signScale = 0.62;

/** Box of the states of devices, its foot at `bottom`; screen pixels. */
export function statusLegendBox(drawing: RolloutDrawing, width: number, margin: number, bottom: number): ScreenBox {
  const wanted = 12 + statusNames.length * 86 + (drawing.marks.length === 0 ? 0 : 110);
  return { left: margin, right: margin + Math.min(wanted, width - 2 * margin), top: bottom - rowHeight, bottom };
}

/** The states of devices as their markers show them, and the mark of cutover gaps where there are any. */
export function drawStatusLegend(sheet: Sheet, drawing: RolloutDrawing, box: ScreenBox): void {
  const { context, scale, stage } = sheet;
  const colors = markerColors[stage.state.theme];
  context.save();
  context.scale(scale, scale);
  card(sheet, box);
  const middle = (box.top + box.bottom) / 2;
  statusNames.forEach(([status, name], i) => {
    const x = box.left + 22 + i * 86;
    const look = markerLook({ kind: 'camera', state: 'planned' }, null, status);
    // Only the disc: its foot lies below the card.
    context.save();
    context.beginPath();
    context.rect(x - 9, middle - 8, 18, 16);
    context.clip();
    drawMarker(context, x, middle + 29 * signScale, signScale, colors, look);
    context.restore();
    write(sheet, name, x + 13, middle + 4, 500, 11, 'left');
  });
  if (drawing.marks.length > 0) {
    const x = box.left + 22 + statusNames.length * 86;
    drawSign(sheet, x, middle, 6, true);
    write(sheet, 'Cutover gap', x + 13, middle + 4, 500, 11, 'left');
  }
  context.restore();
}

/** Marks of cutover gaps with their names and days; boxes that names on the map keep off. */
export function drawCutoverMarks(sheet: Sheet, marks: readonly CutoverMark[]): ScreenBox[] {
  const { context, scale, stage, width, height } = sheet;
  const { terrain } = stage.model.city;
  const boxes: ScreenBox[] = [];
  context.save();
  context.scale(scale, scale);
  for (const { x, y, label, selected, open } of marks) {
    const at = project(sheet, x, y, groundHeight(terrain, x, y));
    if (at === null || at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue;
    const radius = selected ? 12 : 10;
    drawSign(sheet, at.x, at.y, radius, open);
    context.font = '500 11px "Inter Variable", Inter, system-ui, sans-serif';
    const wide = context.measureText(label).width;
    const tag = { left: at.x + radius + 5, right: at.x + radius + 17 + wide, top: at.y - 10, bottom: at.y + 10 };
    card(sheet, tag);
    write(sheet, label, tag.left + 6, at.y + 4, selected ? 600 : 500, 11, 'left');
    boxes.push({ ...tag, left: at.x - radius - 2, top: at.y - radius - 2, bottom: at.y + radius + 2 });
  }
  context.restore();
  return boxes;
}

/** A square in the colour of gaps with a broken line; hollow where the gap is not open on the date. */
function drawSign({ context, panel, stage }: Sheet, x: number, y: number, radius: number, open: boolean): void {
  const { gap, onGap } = rolloutColors[stage.state.theme];
  context.beginPath();
  context.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, 0.5 * radius);
  context.fillStyle = open ? gap : panel;
  context.fill();
  context.strokeStyle = open ? panel : gap;
  context.lineWidth = 1.5;
  context.stroke();
  context.strokeStyle = open ? onGap : gap;
  context.lineWidth = radius / 6;
  context.lineCap = 'round';
  context.beginPath();
  for (const side of [-1, 1]) {
    context.moveTo(x + side * 0.55 * radius, y);
    context.lineTo(x + side * 0.2 * radius, y);
    context.moveTo(x + side * 0.15 * radius, y - side * 0.45 * radius);
    context.lineTo(x + side * 0.28 * radius, y - side * 0.62 * radius);
  }
  context.stroke();
}
