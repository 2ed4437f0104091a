import { useTexts } from "../i18n/LanguageContext";
import { tickWords } from "./axis";
import type { Frame } from "./frame";

interface ChartAxesProps {
  frame: Frame;
  values: { tick: number; words: string }[];
  times: { ticks: number[]; step: number };
}

/** Lines and words of both axes; said once in the chart's name, so a screen reader passes them over. */
export function ChartAxes({ frame, values, times }: ChartAxesProps) {
  const { language } = useTexts();
  const { left, right, top, bottom, x, y } = frame;
  return (
    <g aria-hidden="true">
      {values.map(({ tick, words }) => (
        <g key={tick}>
          <path className="chart-grid" d={`M${left} ${y(tick)}H${right}`} />
          <text className="chart-tick" x={left - 7} y={y(tick) + 4} textAnchor="end">{words}</text>
        </g>
      ))}
      {times.ticks.map((at) => (
        <g key={at}>
          <path className="chart-grid chart-grid-time" d={`M${x(at)} ${top}V${bottom + 4}`} />
          <text className="chart-tick" x={x(at)} y={bottom + 16} textAnchor={x(at) > right - 24 ? "end" : x(at) < left + 16 ? "start" : "middle"}>{tickWords(language, at, times.step)}</text>
        </g>
      ))}
      <path className="chart-axis" d={`M${left} ${bottom}H${right}`} />
    </g>
  );
}
