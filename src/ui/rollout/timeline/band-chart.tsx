import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { type TimeView, xToDay } from '#state/gantt/time-view.ts';
import type { ChartContent, ChartTone } from './chart-content.ts';

/** Room for the names of the axis left of the plot, CSS pixels. */
export const valueAxisWidth = 52;

interface BandChartProps {
  readonly content: ChartContent;
  readonly view: TimeView;
  readonly height: number;
  /** End of the shown date. */
  readonly moment: number;
  /** What it shows and how it stands, for those who do not see it. */
  readonly label: string;
  /** Colours are read from the page anew with it. */
  readonly theme: 'light' | 'dark';
  /** The moment under the pointer; null where it has left. */
  readonly onHover: (moment: number | null) => void;
}

/** P10 to P90 as a band with P50 as its line, on the timeline's own axis, to the pixel. */
export function BandChart({ content, view, height, moment, label, theme, onHover }: BandChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  // What the chart's own drawing reads: it outlives a single drawing of the page.
  const shown = useRef({ view, moment, onHover });
  shown.current = { view, moment, onHover };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides which colours the page has
  useEffect(() => {
    const { current } = host;
    if (current === null) return undefined;
    const chart = new uPlot(options(content, current, height, shown), data(content), current);
    plot.current = chart;
    return () => {
      plot.current = null;
      chart.destroy();
    };
  }, [content, height, theme]);
  useEffect(() => {
    const { current } = plot;
    if (current === null) return;
    const width = view.width + valueAxisWidth;
    if (current.width !== width) current.setSize({ width, height: current.height });
    current.setScale('x', limits(view));
  }, [view]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marker stands at the moment
  useEffect(() => {
    plot.current?.redraw(false, false);
  }, [moment]);
  return <div ref={host} className="band-chart" role="img" aria-label={label} />;
}

type Shown = {
  readonly current: { readonly view: TimeView; readonly moment: number; readonly onHover: BandChartProps['onHover'] };
};

function limits(view: TimeView): { readonly min: number; readonly max: number } {
  return { min: view.fromDay, max: xToDay(view, view.width) };
}

function data({ columns }: ChartContent): uPlot.AlignedData {
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

function options(content: ChartContent, host: Element, height: number, shown: Shown): uPlot.Options {
  const palette = colours(host);
  const font = '10px "Inter Variable", Inter, system-ui, sans-serif';
  const { view } = shown.current;
  return {
    width: view.width + valueAxisWidth,
    height,
    padding: [8, 0, 6, 0],
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
        (chart) => drawLevels(chart, content, palette, font),
        (chart) => drawMarker(chart, content, palette, shown),
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
  const edge: uPlot.Series = { stroke: withAlpha(color, 0.45), width: 1, points: { show: false } };
  const middle: uPlot.Series = {
    stroke: color,
    width: tone === 'main' ? 2 : 1.5,
    points: { show: false },
    ...(tone === 'other' ? { dash: [6, 3] } : {}),
  };
  return [edge, middle, edge];
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
    const left = Math.max(bbox.left, chart.valToPos(from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, Math.max(chart.valToPos(until, 'x', true), left + 2));
    if (right <= left) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, right - left, bbox.height);
    ctx.clip();
    ctx.fillStyle = withAlpha(gap, 0.12);
    ctx.fill();
    ctx.strokeStyle = withAlpha(gap, 0.6);
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

/** Where P50 is on the shown date. */
function drawMarker(chart: uPlot, { columns, lines }: ChartContent, palette: Colours, shown: Shown): void {
  const { moment } = shown.current;
  const { ctx, bbox } = chart;
  const x = chart.valToPos(moment, 'x', true);
  if (x < bbox.left - 1 || x > bbox.left + bbox.width + 1) return;
  for (const [index, { tone }] of lines.entries()) {
    const value = valueAt(columns.moments, columns.bands[index]?.[1] ?? [], moment);
    if (value === null) continue;
    ctx.beginPath();
    ctx.arc(x, chart.valToPos(value, 'y', true), 4 * devicePixelRatio, 0, Math.PI * 2);
    ctx.fillStyle = palette.panel;
    ctx.fill();
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.strokeStyle = palette.tones[tone];
    ctx.stroke();
  }
}

/** Along the drawn line. */
function valueAt(moments: readonly number[], values: readonly (number | null)[], moment: number): number | null {
  const next = moments.findIndex((at) => at >= moment);
  const after = values[next] ?? null;
  if (next < 0 || after === null) return null;
  const before = values[next - 1] ?? null;
  const from = moments[next - 1];
  const until = moments[next] ?? moment;
  if (until === moment || before === null || from === undefined) return after;
  return before + ((after - before) * (moment - from)) / (until - from);
}
