import { Vector3 } from 'three';
import { groundHeight } from '#geo/terrain.ts';
import { gapWatermark } from '#model/results/gaps/gap-report.ts';
import { drawLabel, drawMarker, markerColors, markerRadius, markerRise } from '../overlay/draw-marker.ts';
import { type LabelCandidate, labelCandidates, planLabels } from '../overlay/label-candidates.ts';
import { markerLook, problemOf } from '../overlay/marker-look.ts';
import { type PlacingLabel, placeLabels, type ScreenBox } from '../overlay/place-labels.ts';
import { roundLength } from '../overlay/reading-text.ts';
import { drawGapLegend, drawGapMarkers, drawWatermark, gapLegendBox, printedGaps } from './annotate-gaps.ts';
import { drawCutoverMarks, drawStatusLegend, printedDate, statusLegendBox } from './annotate-rollout.ts';
import { shownLegend } from './legend-entries.ts';
import type { PictureStage } from './render-picture.ts';
import { type Context, card, family, project, type Sheet, write } from './sheet.ts';

const margin = 16;
const mostLabels = 60;

/** Writes names, markers, legend, scale, north and attribution over the drawn picture. The camera stands as for all of it. */
export function annotatePicture(context: Context, stage: PictureStage): void {
  const { size, viewport, state } = stage;
  const scale = Math.max(0.5, Math.min(size.widthPixels / viewport.width, size.heightPixels / viewport.height));
  const dark = state.theme === 'dark';
  const sheet: Sheet = {
    context,
    stage,
    scale,
    width: size.widthPixels / scale,
    height: size.heightPixels / scale,
    colors: markerColors[state.theme],
    panel: dark ? '#17191c' : '#ffffff',
    text: dark ? '#eceef0' : '#1b1c1e',
  };
  const gaps = printedGaps(stage.gaps);
  const taken: ScreenBox[] = [legendBox(sheet)];
  const gapBox = gaps === null ? null : gapLegendBox(gaps, sheet.width, margin, gapLegendFoot(sheet));
  if (gapBox !== null) taken.push(gapBox);
  const { rollout } = stage;
  const statusBox = rollout === null ? null : statusLegendBox(rollout, sheet.width, margin, gapLegendFoot(sheet));
  if (statusBox !== null) taken.push(statusBox);
  if (state.layers.devices) taken.push(...drawMarkers(sheet));
  if (rollout !== null) taken.push(...drawCutoverMarks(sheet, rollout.marks));
  if (gaps !== null) taken.push(...drawGapMarkers(sheet, stage.gaps?.markers ?? []));
  if (state.layers.labels) drawLabels(sheet, taken);
  // Where coverage lacks, and when, is as sensitive as a way in.
  if (gaps !== null || (rollout?.marks.length ?? 0) > 0) drawWatermark(sheet, gapWatermark);
  drawLegend(sheet);
  if (gaps !== null && gapBox !== null) drawGapLegend(sheet, gaps, gapBox);
  if (rollout !== null && statusBox !== null) drawStatusLegend(sheet, rollout, statusBox);
  drawNorth(sheet);
  drawScale(sheet);
  drawTitle(sheet);
}

function drawMarkers(sheet: Sheet): ScreenBox[] {
  const { context, stage, scale, colors } = sheet;
  const { city } = stage.model;
  const boxes: ScreenBox[] = [];
  for (const device of stage.state.scenario?.devices ?? []) {
    const z = groundHeight(city.terrain, device.x, device.y) + device.heightMeters;
    const at = project(sheet, device.x, device.y, z);
    if (at === null || at.x < 0 || at.y < 0 || at.x > sheet.width || at.y > sheet.height) continue;
    const look = markerLook(device, problemOf(stage.state, device.id), stage.rollout?.statuses.get(device.id));
    const lit = stage.rollout?.lit.has(device.id) ?? false;
    drawMarker(context, at.x * scale, at.y * scale, scale, colors, look, false, lit);
    boxes.push({
      left: at.x - markerRadius - 2,
      right: at.x + markerRadius + 2,
      top: at.y - markerRise - markerRadius - 2,
      bottom: at.y,
    });
  }
  return boxes;
}

function drawLabels(sheet: Sheet, taken: readonly ScreenBox[]): void {
  const { context, stage, scale, colors } = sheet;
  const { scenario } = stage.state;
  const { city } = stage.model;
  const candidates = [...(scenario === null ? [] : planLabels(scenario, city)), ...labelCandidates(city)];
  context.font = `500 11px ${family}`;
  const wanted: PlacingLabel[] = [];
  candidates.forEach((label, candidate) => {
    const at = project(sheet, label.x, label.y, label.z);
    if (at === null || at.x < 0 || at.y < 0 || at.x > sheet.width || at.y > sheet.height) return;
    const metersPerPixel = (2 * at.depth * Math.tan((stage.camera.fov * Math.PI) / 360)) / sheet.height;
    if (label.text === '' || metersPerPixel > label.coarsest || at.depth > stage.camera.far * 0.8) return;
    const { width } = context.measureText(label.text);
    wanted.push({ candidate, text: label.text, x: at.x, y: at.y, width, height: 14, rank: label.rank });
  });
  const placed = placeLabels(wanted, taken, sheet, mostLabels, (candidate) => isHidden(sheet, candidates[candidate]));
  for (const { text, x, y, shift } of placed) drawLabel(context, text, x * scale, (y + shift) * scale, scale, colors);
}

function isHidden({ stage }: Sheet, label: LabelCandidate): boolean {
  if (!label.ground || !stage.model.buildings.group.visible) return false;
  const eye = stage.camera.position;
  const towards = new Vector3(label.x - eye.x, label.y - eye.y, label.z + 0.5 - eye.z);
  const far = towards.length();
  return stage.model.buildings.raycast(eye, towards.divideScalar(far), far - 1) !== null;
}

const legendHeight = 76;

function legendBox({ stage, width, height }: Sheet): ScreenBox {
  const { scenario, layers } = stage.state;
  const wide = scenario === null || !layers.coverage ? 0 : Math.min(464, width - 2 * margin);
  return { left: margin, right: margin + wide, top: height - margin - legendHeight, bottom: height - margin };
}

/** The legend of ways stands above that of the painted ground, or where it would be. */
function gapLegendFoot(sheet: Sheet): number {
  const box = legendBox(sheet);
  return box.right > box.left + margin ? box.top - 8 : box.bottom;
}

function drawLegend(sheet: Sheet): void {
  const { context, scale, stage } = sheet;
  const { scenario, theme, units, layers } = stage.state;
  if (scenario === null || !layers.coverage) return;
  const box = legendBox(sheet);
  const { title, note, entries } = shownLegend(scenario, stage.state, theme, units);
  context.save();
  context.scale(scale, scale);
  card(sheet, box);
  write(sheet, title, box.left + 12, box.top + 17, 600, 12, 'left');
  write(sheet, note, box.right - 12, box.top + 17, 400, 11, 'right');
  const step = (box.right - box.left - 24) / entries.length;
  entries.forEach(({ color, value, name }, i) => {
    const x = box.left + 12 + i * step;
    context.fillStyle = color;
    context.fillRect(x, box.top + 30, step - 2, 7);
    write(sheet, value, x, box.top + 50, 600, 11, 'left');
    write(sheet, name, x, box.top + 64, 400, 10, 'left');
  });
  context.restore();
}

function drawNorth({ context, scale, width, stage, text, panel }: Sheet): void {
  context.save();
  context.scale(scale, scale);
  context.translate(width - margin - 18, margin + 18);
  context.fillStyle = panel;
  context.globalAlpha = 0.92;
  context.beginPath();
  context.arc(0, 0, 18, 0, 2 * Math.PI);
  context.fill();
  context.globalAlpha = 1;
  context.rotate((-stage.headingDegrees * Math.PI) / 180);
  context.fillStyle = text;
  context.beginPath();
  context.moveTo(0, -8);
  context.lineTo(4.5, 8);
  context.lineTo(0, 5);
  context.lineTo(-4.5, 8);
  context.closePath();
  context.fill();
  context.font = `600 8px ${family}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText('N', 0, -9.5);
  context.restore();
}

function drawScale(sheet: Sheet): void {
  const { context, scale, stage, width, height, colors } = sheet;
  // A picture narrower than the screen opens the view, so that a pixel of it is more ground.
  const opened = Math.tan((stage.camera.fov * Math.PI) / 360) / Math.tan((14 * Math.PI) / 180);
  const metersPerPixel = (stage.metersPerPixel * stage.viewport.height * opened) / height;
  const { pixels, text } = roundLength(metersPerPixel, 128, stage.state.units);
  const right = (width - margin) * scale;
  const bottom = (height - 30) * scale;
  for (const [color, line] of [
    [colors.halo, 3.5],
    [colors.label, 1.25],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = line * scale;
    context.beginPath();
    context.moveTo(right - pixels * scale, bottom - 5 * scale);
    context.lineTo(right - pixels * scale, bottom);
    context.lineTo(right, bottom);
    context.lineTo(right, bottom - 5 * scale);
    context.stroke();
  }
  drawLabel(context, text, right - (pixels / 2) * scale, bottom - 10 * scale, scale, colors);
  const credit = stage.model.city.manifest.attribution.join(' · ');
  context.font = `400 ${10 * scale}px ${family}`;
  context.textAlign = 'right';
  context.textBaseline = 'alphabetic';
  context.strokeStyle = colors.halo;
  context.lineWidth = 3 * scale;
  context.strokeText(credit, right, (height - 12) * scale, (width / 2) * scale);
  context.fillStyle = colors.label;
  context.fillText(credit, right, (height - 12) * scale, (width / 2) * scale);
}

function drawTitle(sheet: Sheet): void {
  const { context, scale, stage } = sheet;
  const { manifest } = stage.model.city;
  const plan = stage.state.scenario?.name ?? '';
  const scene = manifest.invented ? `${manifest.name} (invented)` : manifest.name;
  const date = printedDate(stage.rollout, stage.state);
  const [head = scene, ...lines] = [plan, scene, date ?? ''].filter((line) => line !== '');
  context.save();
  context.scale(scale, scale);
  context.font = `600 13px ${family}`;
  const wide = context.measureText(head).width;
  context.font = `400 11px ${family}`;
  const wider = Math.max(wide, ...lines.map((line) => context.measureText(line).width));
  const high = 32 + 14 * lines.length + (lines.length > 1 ? 2 : 0);
  card(sheet, { left: margin, right: margin + wider + 24, top: margin, bottom: margin + high });
  write(sheet, head, margin + 12, margin + 20, 600, 13, 'left');
  lines.forEach((line, i) => write(sheet, line, margin + 12, margin + 36 + 15 * i, 400, 11, 'left'));
  context.restore();
}
