import { useEffect, useRef, useSyncExternalStore } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { valueAt } from '#state/gantt/chart-series.ts';
import { dayToX, type TimeView } from '#state/gantt/time-view.ts';
import { chartData, chartOptions, chartPadding, limits, valueAxisWidth } from './band-drawing.ts';
import type { ChartContent } from './chart-content.ts';

interface BandChartProps {
  readonly content: ChartContent;
  readonly view: TimeView;
  readonly height: number;
  /** End of the shown date. */
  readonly moment: number;
  /** What it shows and how it stands, for those who do not see it. */
  readonly label: string;
  /** The moment under the pointer; null where it has left. */
  readonly onHover: (moment: number | null) => void;
}

/** P10 to P90 as a band with P50 as its line, on the timeline's own axis, to the pixel. */
export function BandChart({ content, view, height, moment, label, onHover }: BandChartProps) {
  const scheme = useColorScheme();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  // What the chart's own drawing reads: it outlives a single drawing of the page.
  const shown = useRef({ view, onHover });
  shown.current = { view, onHover };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides which colours the page has
  useEffect(() => {
    const { current } = host;
    if (current === null) return undefined;
    const chart = new uPlot(chartOptions(content, current, height, shown), chartData(content), current);
    plot.current = chart;
    return () => {
      plot.current = null;
      chart.destroy();
    };
  }, [content, height, scheme]);
  useEffect(() => {
    const { current } = plot;
    if (current === null) return;
    const width = view.width + valueAxisWidth;
    if (current.width !== width) current.setSize({ width, height: current.height });
    current.setScale('x', limits(view));
  }, [view]);
  const x = dayToX(view, moment);
  return (
    <div className="band-chart" role="img" aria-label={label}>
      <div ref={host} />
      {x >= 0 &&
        x <= view.width &&
        content.lines.map(({ name, tone }, index) => {
          const value = valueAt(content.columns.moments, content.columns.bands[index]?.[1] ?? [], moment);
          if (value === null) return null;
          const top = chartPadding.top + (1 - value / content.top) * (height - chartPadding.top - chartPadding.bottom);
          return (
            <span
              key={`${tone} ${name}`}
              className="band-marker"
              data-tone={tone}
              style={{ left: valueAxisWidth + x, top }}
            />
          );
        })}
    </div>
  );
}

const schemeAttribute = 'data-mantine-color-scheme';

/** Light or dark as the page is drawn now: a canvas has to read its colours from it anew. */
function useColorScheme(): string {
  return useSyncExternalStore(subscribeToScheme, () => document.documentElement.getAttribute(schemeAttribute) ?? '');
}

function subscribeToScheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: [schemeAttribute] });
  return () => observer.disconnect();
}
