import { useTexts } from "../i18n/LanguageContext";
import { valueWords } from "../i18n/quantityWords";
import { textWidth } from "../picture/geometry";
import { durationWords } from "../time/words";
import { isTruth } from "./axis";
import { font, markRow, pathOf, type Frame, type PlacedMark } from "./frame";
import { gapsOf, runsOf, type Point, type Series } from "./series";
import type { Limit } from "./SeriesChart";

interface ChartLineProps {
  series: Series;
  frame: Frame;
  limit: Limit | undefined;
  /** A name for clipping, unique in the document. */
  clip: string;
  marks: PlacedMark[];
}

/** Most points that still get a dot each; a denser line speaks for itself. */
const mostDots = 70;

/** The readings as a line, broken where none came; what lies beyond the limit stands out in colour and by the shaded ground. */
export function ChartLine({ series, frame, limit, clip, marks }: ChartLineProps) {
  const { left, right, top, bottom, y } = frame;
  const gaps = gapsOf(series.points, frame.timeOf(right));
  const runs = runsOf(series.points, gaps);
  const inSteps = isTruth(series.quantity);
  const edge = limit ? Math.min(bottom, Math.max(top, y(limit.value))) : bottom;
  const beyond = limit?.beyond === "below" ? { y: edge, height: bottom - edge } : { y: top, height: edge - top };
  const outline = runs.filter((run) => run.length > 1).map((run) => pathOf(run, frame, inSteps)).join("");
  return (
    <g aria-hidden="true" clipPath={`url(#${clip}-plot)`}>
      <clipPath id={`${clip}-plot`}><rect x={left - 2} y="0" width={Math.max(0, right - left + 8)} height={bottom + 1} /></clipPath>
      {gaps.map((gap) => <Gap key={gap.from} from={gap.from} to={gap.to} frame={frame} />)}
      {limit && <rect className="chart-beyond" x={left} width={Math.max(0, right - left)} {...beyond} />}
      {marks.map((mark) => (
        <g key={`${mark.at} ${mark.label}`}>
          <path className="chart-mark" d={`M${mark.x} ${2 + mark.row * markRow}V${bottom}`} />
          <text className="chart-mark-words" x={mark.x + (mark.anchor === "end" ? -4 : 4)} y={11 + mark.row * markRow} textAnchor={mark.anchor}>{mark.label}</text>
        </g>
      ))}
      <path className="chart-line" d={outline} />
      {limit && (
        <>
          <clipPath id={clip}><rect x={left - 4} width={Math.max(0, right - left + 8)} {...beyond} /></clipPath>
          <path className="chart-line chart-line-beyond" clipPath={`url(#${clip})`} d={outline} />
          <path className="chart-limit" d={`M${left} ${edge}H${right}`} />
          <LimitWords series={series} frame={frame} limit={limit} edge={edge} />
        </>
      )}
      <Dots series={series} frame={frame} limit={limit} runs={runs} />
    </g>
  );
}

function LimitWords({ series, frame, limit, edge }: { series: Series; frame: Frame; limit: Limit; edge: number }) {
  const { t } = useTexts();
  const words = t(limit.beyond === "above" ? "chart.limit.above" : "chart.limit.below", { value: valueWords(t, series.quantity, limit.value, series.unit) });
  // On the far side of the line from the edge of the plot, so that it is never cut off.
  const y = edge - frame.top < 18 ? edge + 13 : edge - 5;
  return <text className="chart-limit-words" x={frame.left + 5} y={y}>{words}</text>;
}

function Gap({ from, to, frame }: { from: number; to: number; frame: Frame }) {
  const { t } = useTexts();
  const x = Math.max(frame.left, frame.x(from));
  const width = Math.max(0, Math.min(frame.right, frame.x(to)) - x);
  const time = durationWords(t, (to - from) / 1000);
  const words = [t("chart.gap", { time }), time].find((one) => textWidth(one) * font + 8 < width);
  return (
    <g>
      <rect className="chart-gap" x={x} y={frame.top} width={width} height={Math.max(0, frame.bottom - frame.top)} />
      {words && <text className="chart-tick" x={x + width / 2} y={frame.bottom - 7} textAnchor="middle">{words}</text>}
    </g>
  );
}

function Dots({ series, frame, limit, runs }: { series: Series; frame: Frame; limit: Limit | undefined; runs: Point[][] }) {
  const { x, y, bottom } = frame;
  const isBeyond = (value: number) => limit !== undefined && (limit.beyond === "above" ? value >= limit.value : value <= limit.value);
  const inSight = series.points.filter(({ at }) => x(at) >= frame.left && x(at) <= frame.right);
  const all = inSight.length <= mostDots;
  const alone = new Set(runs.filter((run) => run.length === 1).map(([point]) => point!.at));
  return inSight.map(({ at, value, quality }) => {
    if (value === null) return <path key={at} className="chart-bad" d={`M${x(at) - 3.5} ${bottom - 10}l7 7m0-7l-7 7`} />;
    if (!all && quality === "good" && !alone.has(at)) return null;
    const kind = `chart-dot${isBeyond(value) ? " chart-dot-beyond" : ""}${quality === "uncertain" ? " chart-dot-uncertain" : ""}`;
    return <circle key={at} className={kind} cx={x(at)} cy={y(value)} r={quality === "uncertain" ? 3 : 2.4} />;
  });
}
