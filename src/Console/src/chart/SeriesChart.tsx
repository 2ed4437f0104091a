import { useId, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useTexts } from "../i18n/LanguageContext";
import { quantityTitle, valueWords } from "../i18n/quantityWords";
import { useElementSize } from "../picture/useElementSize";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";
import { isTruth, rangeOf, timeTicks, valueTicks } from "./axis";
import { ChartAxes } from "./ChartAxes";
import { ChartLine } from "./ChartLine";
import { chartWords, readingWords } from "./chartWords";
import { frameOf, placeMarks, type Mark } from "./frame";
import { nearestTo, type Series, type Span } from "./series";

/** The value that the rule asks about, and on which side of it the problem lies. */
export interface Limit {
  value: number;
  beyond: "above" | "below";
}

interface SeriesChartProps {
  series: Series;
  span: Span;
  limit?: Limit | undefined;
  marks?: Mark[];
  /** Whose readings they are, where that is not plain. */
  source?: string | undefined;
  /** Stands in the chart's head. */
  tools?: ReactNode;
}

const keys: Record<string, (now: number, last: number) => number> = {
  ArrowLeft: (now) => now - 1, ArrowDown: (now) => now - 1, ArrowRight: (now) => now + 1, ArrowUp: (now) => now + 1,
  PageDown: (now) => now - 10, PageUp: (now) => now + 10, Home: () => 0, End: (_, last) => last,
};

/** A quantity over time. The pointer, or the arrow keys once it has the focus, read one reading after another. */
export function SeriesChart({ series, span, limit, marks = [], source, tools }: SeriesChartProps) {
  const { t, language } = useTexts();
  const now = useNow(60);
  const clip = useId();
  const box = useRef<HTMLDivElement>(null);
  const [read, setRead] = useState<number | null>(null);
  const size = useElementSize(box);
  const { quantity, unit } = series;
  // Read and scaled are the readings in sight; the line runs on to those beside them.
  const points = series.points.filter(({ at }) => at >= span.from && at <= span.to);
  const last = points.length - 1;
  const shown = read === null ? points.findLastIndex(({ value }) => value !== null) : Math.min(read, last);

  const width = Math.max(180, size.width);
  const height = Math.max(90, size.height);
  const range = rangeOf({ ...series, points: points.length > 0 ? points : series.points }, limit?.value);
  const ticks = isTruth(quantity) ? [0, 1] : valueTicks(range, Math.max(2, Math.floor(height / 46)));
  const words = ticks.map((tick) => valueWords(t, quantity, tick, unit));
  const unmarked = frameOf({ width, height, span, range, words, markRows: 0 });
  const placed = placeMarks(marks.filter(({ at }) => at >= span.from && at <= span.to), unmarked.x, unmarked.left, unmarked.right);
  const frame = frameOf({ width, height, span, range, words, markRows: Math.max(0, ...placed.map(({ row }) => row + 1)) });
  const times = timeTicks(span, Math.max(2, Math.floor(width / 92)));

  const onPointerMove = (e: PointerEvent<SVGSVGElement>) => setRead(nearestTo(points, frame.timeOf(e.clientX - e.currentTarget.getBoundingClientRect().left)));
  const onKeyDown = (e: KeyboardEvent) => {
    const move = keys[e.key];
    if (!move) return;
    e.preventDefault();
    setRead(Math.min(last, Math.max(0, move(shown < 0 ? last : shown, last))));
  };
  const reading = points[shown];
  const said = reading ? readingWords(t, series, reading) : t("chart.none");
  const at = reading ? clockWords(language, new Date(reading.at).toISOString(), now) : "";

  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <strong>{quantityTitle(t, quantity)}</strong>
        {tools}
        {source && <span className="quiet chart-source">{source}</span>}
        <span className="spacer" />
        <span className={reading?.value === null ? "chart-readout warn" : "chart-readout"}>{said}</span>
        <time className="quiet">{at}</time>
      </figcaption>
      <div ref={box} className="chart-plot">
        <svg
          width={width} height={height} role="group" aria-label={chartWords(t, language, series, limit, now)}
          onPointerMove={onPointerMove} onPointerLeave={() => setRead(null)}
        >
          <ChartAxes frame={frame} values={ticks.map((tick, i) => ({ tick, words: words[i]! }))} times={times} />
          <ChartLine series={series} frame={frame} limit={limit} clip={clip} marks={placed} />
          <g
            className="chart-cursor" role="slider" tabIndex={0} aria-label={t("chart.read", { quantity: quantityTitle(t, quantity) })}
            aria-valuemin={0} aria-valuemax={Math.max(0, last)} aria-valuenow={Math.max(0, shown)} aria-valuetext={`${said} ${at}`}
            onKeyDown={onKeyDown} onBlur={() => setRead(null)}
          >
            <rect className="chart-ground" x={frame.left} y={frame.top} width={Math.max(0, frame.right - frame.left)} height={Math.max(0, frame.bottom - frame.top)} />
            {reading && (
              <g className={read === null ? "chart-at chart-at-latest" : "chart-at"}>
                <path d={`M${frame.x(reading.at)} ${frame.top}V${frame.bottom}`} />
                {reading.value !== null && <circle cx={frame.x(reading.at)} cy={frame.y(reading.value)} r="4.5" />}
              </g>
            )}
          </g>
        </svg>
      </div>
    </figure>
  );
}
