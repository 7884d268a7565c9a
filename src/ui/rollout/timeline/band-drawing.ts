import type uPlot from 'uplot';
import { type TimeView, xToDay } from '#state/gantt/time-view.ts';
import type { ChartContent, ChartTone } from './chart-content.ts';

/** Room for the names of the axis left of the plot, CSS pixels. */
export const valueAxisWidth = 52;

/** Above and below the plot, CSS pixels. */
export const chartPadding = { top: 8, bottom: 6 } as const;

/** What the chart reads when it draws: it outlives a single drawing of the page. */
export type ShownChart = {
  readonly current: { readonly view: TimeView; readonly onHover: (moment: number | null) => void };
};

/** Days at the edges of the plot. */
export function limits(view: TimeView): { readonly min: number; readonly max: number } {
  return { min: view.fromDay, max: xToDay(view, view.width) };
}

/** Columns as the chart takes them: moments, then P10, P50 and P90 of each line. */
export function chartData({ columns }: ChartContent): uPlot.AlignedData {
  return [[...columns.moments], ...columns.bands.flatMap((band) => band.map((values) => [...values]))];
}

interface Colours {
  readonly text: string;
  readonly line: string;
  readonly panel: string;
  readonly gap: string;
  readonly tones: Readonly<Record<ChartTone, string>>;
}

function colours(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: read('--text-2'),
    line: read('--line'),
    panel: read('--panel'),
    gap: read('--rollout-gap'),
    tones: { main: read('--accent'), second: read('--rollout-done'), other: read('--text-3') },
  };
}

/** How a chart is drawn; colours are read from the page. */
export function chartOptions(content: ChartContent, host: Element, height: number, shown: ShownChart): uPlot.Options {
  const palette = colours(host);
  const font = '10px "Inter Variable", Inter, system-ui, sans-serif';
  const { view } = shown.current;
  return {
    width: view.width + valueAxisWidth,
    height,
    padding: [chartPadding.top, 0, chartPadding.bottom, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: {
        time: false,
        auto: false,
        ...limits(view),
        range: () => [shown.current.view.fromDay, limits(shown.current.view).max],
      },
      y: { auto: false, range: () => [0, content.top] },
    },
    axes: [
      { show: false },
      {
        size: valueAxisWidth,
        gap: 6,
        font,
        stroke: palette.text,
        splits: () => [...content.ticks],
        values: (_, values) => values.map((value) => content.short(value)),
        grid: { stroke: palette.line, width: 1 },
        ticks: { show: false },
      },
    ],
    series: [{}, ...content.lines.flatMap(({ tone }) => lineSeries(palette.tones[tone], tone))],
    bands: content.lines.map(({ tone }, index) => ({
      series: [3 + index * 3, 1 + index * 3] as const,
      fill: withAlpha(palette.tones[tone], tone === 'main' ? 0.14 : 0.1),
    })) as uPlot.Band[],
    hooks: {
      drawClear: [(chart) => drawGaps(chart, content, palette)],
      draw: [
        (chart) => drawQuantileNames(chart, content, palette, font),
        (chart) => drawLevels(chart, content, palette, font),
      ],
      setCursor: [
        (chart) => {
          const { left } = chart.cursor;
          shown.current.onHover(left === undefined || left < 0 ? null : xToDay(shown.current.view, left));
        },
      ],
    },
  };
}

function lineSeries(color: string, tone: ChartTone): readonly uPlot.Series[] {
  // Each its own: the chart keeps what it has drawn of a series in it.
  const edge = (): uPlot.Series => ({ stroke: withAlpha(color, 0.45), width: 1, points: { show: false } });
  const middle: uPlot.Series = {
    stroke: color,
    width: tone === 'main' ? 2 : 1.5,
    points: { show: false },
    ...(tone === 'other' ? { dash: [6, 3] } : {}),
  };
  return [edge(), middle, edge()];
}

/** A colour of the page (hexadecimal) with so much of it left. */
function withAlpha(color: string, alpha: number): string {
  return /^#[0-9a-f]{6}$/i.test(color)
    ? `${color}${Math.round(alpha * 255)
        .toString(16)
        .padStart(2, '0')}`
    : color;
}

/** Stretches with a cutover gap of the shown goal, hatched. */
function drawGaps(chart: uPlot, { gaps }: ChartContent, { gap }: Colours): void {
  const { ctx, bbox } = chart;
  for (const { from, until } of gaps) {
    const start = chart.valToPos(from, 'x', true);
    const left = Math.max(bbox.left, start);
    const right = Math.min(bbox.left + bbox.width, Math.max(chart.valToPos(until, 'x', true), start + 2));
    if (right <= left) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, right - left, bbox.height);
    ctx.clip();
    ctx.fillStyle = withAlpha(gap, 0.07);
    ctx.fill();
    ctx.strokeStyle = withAlpha(gap, 0.32);
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    const step = 6 * devicePixelRatio;
    for (let x = left - bbox.height; x < right; x += step) {
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.stroke();
    ctx.restore();
  }
}

/** Targets, budgets and funding as dashed lines with their names at the left. */
function drawLevels(chart: uPlot, { levels }: ChartContent, { text, panel }: Colours, font: string): void {
  const { ctx, bbox } = chart;
  const scale = devicePixelRatio;
  for (const { label, steps } of levels) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top - 4 * scale, bbox.width, bbox.height + 8 * scale);
    ctx.clip();
    ctx.strokeStyle = text;
    ctx.lineWidth = scale;
    ctx.setLineDash([4 * scale, 3 * scale]);
    ctx.beginPath();
    let at = bbox.top;
    for (const [index, { from, value }] of steps.entries()) {
      const x = from === -Infinity ? bbox.left : chart.valToPos(from, 'x', true);
      const y = Math.round(chart.valToPos(value, 'y', true));
      if (index === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
      const until = steps[index + 1]?.from;
      const end = until === undefined ? bbox.left + bbox.width : chart.valToPos(until, 'x', true);
      ctx.lineTo(end, y);
      if (x <= bbox.left && end > bbox.left) at = y;
    }
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.font = font.replace('10px', `${10 * scale}px`);
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    const width = ctx.measureText(label).width;
    // Below the line where there is no room above it.
    const y = at - bbox.top < 14 * scale ? at + 9 * scale : at - 8 * scale;
    ctx.fillStyle = withAlpha(panel, 0.85);
    ctx.fillRect(bbox.left + 4 * scale, y - 7 * scale, width + 6 * scale, 14 * scale);
    ctx.fillStyle = text;
    ctx.fillText(label, bbox.left + 7 * scale, y);
    ctx.restore();
  }
}

/** P10 and P90 named where the band is widest, if it is the only one. */
function drawQuantileNames(chart: uPlot, { columns, lines }: ChartContent, palette: Colours, font: string): void {
  const [band] = columns.bands;
  if (lines.length !== 1 || band === undefined) return;
  const { ctx, bbox } = chart;
  const scale = devicePixelRatio;
  const [low, , high] = band;
  let widest = { x: 0, top: 0, bottom: 0 };
  for (const [index, moment] of columns.moments.entries()) {
    const x = chart.valToPos(moment, 'x', true);
    if (x < bbox.left + 60 * scale || x > bbox.left + bbox.width - 60 * scale) continue;
    const top = chart.valToPos(high[index] ?? 0, 'y', true);
    const bottom = chart.valToPos(low[index] ?? 0, 'y', true);
    // Near the top the name would stand on the target's line.
    if (top < bbox.top + 14 * scale) continue;
    if (bottom - top > widest.bottom - widest.top) widest = { x, top, bottom };
  }
  if (widest.bottom - widest.top < 10 * scale) return;
  ctx.save();
  ctx.font = font.replace('10px', `${10 * scale}px`);
  ctx.fillStyle = palette.tones.main;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.fillText('P90', widest.x - 6 * scale, Math.max(bbox.top + 4 * scale, widest.top - 5 * scale));
  ctx.textAlign = 'left';
  ctx.fillText('P10', widest.x + 6 * scale, Math.min(bbox.top + bbox.height - 4 * scale, widest.bottom + 7 * scale));
  ctx.restore();
}
