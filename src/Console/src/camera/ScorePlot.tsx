import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { Score } from "../api/types";
import { classWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { useElementSize } from "../picture/useElementSize";
import { passing, rounded, stackDots } from "./thresholds";

interface ScorePlotProps {
  name: string;
  scores: Score[];
  threshold: number;
  /** What the agent has in force, where that differs. */
  inForce: number | undefined;
  chosen: string | null;
  onThreshold: (threshold: number) => void;
  onChoose: (sample: string | null) => void;
}

const height = 84;
const foot = 18;
const side = 8;
const dot = 6;

const keys: Record<string, (now: number) => number> = {
  ArrowLeft: (now) => now - 0.01, ArrowDown: (now) => now - 0.01, ArrowRight: (now) => now + 0.01, ArrowUp: (now) => now + 0.01,
  PageDown: (now) => now - 0.05, PageUp: (now) => now + 0.05, Home: () => 0, End: () => 1,
};

/** The samples as dots along 0..1, and the threshold as a line that can be dragged or moved by keys. */
export function ScorePlot({ name, scores, threshold, inForce, chosen, onThreshold, onChoose }: ScorePlotProps) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(120, useElementSize(box).width);
  const inner = width - 2 * side;
  const x = (score: number) => side + score * inner;
  const columns = Math.max(10, Math.floor(inner / dot));
  const dots = stackDots(scores, columns);
  const tallest = dots.reduce((most, one) => Math.max(most, one.row + 1), 1);
  // Dots overlap where a column is taller than the plot.
  const rise = Math.min(dot, (height - foot - dot - 4) / Math.max(1, tallest - 1));

  const toThreshold = (e: PointerEvent) => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    return rounded((e.clientX - left - side) / inner);
  };
  const onPointerMove = (e: PointerEvent<SVGGElement>) => { if (e.currentTarget.hasPointerCapture(e.pointerId)) onThreshold(toThreshold(e)); };
  const onKeyDown = (e: KeyboardEvent) => {
    const move = keys[e.key];
    if (!move) return;
    e.preventDefault();
    onThreshold(rounded(move(threshold)));
  };

  const label = t("threshold.plot", { class: classWords(t, name), n: scores.length, pass: passing(scores, threshold), threshold: threshold.toFixed(2) });
  return (
    <div ref={box} className="score-plot">
      <svg width={width} height={height} role="group" aria-label={label}>
        <rect className="plot-pass" x={x(threshold)} y={0} width={Math.max(0, x(1) + side - x(threshold))} height={height - foot} />
        <path className="plot-axis" d={`M0 ${height - foot + 0.5}H${width}`} />
        {[0, 0.25, 0.5, 0.75, 1].map((tick) => <text key={tick} className="plot-tick" x={x(tick)} y={height - 4} textAnchor={tick === 0 ? "start" : tick === 1 ? "end" : "middle"}>{tick}</text>)}
        {dots.map(({ of, column, row }) => (
          <circle
            key={of.id} className={`plot-dot${of.score >= threshold ? " plot-dot-pass" : ""}${of.id === chosen ? " plot-dot-chosen" : ""}`}
            cx={side + ((column + 0.5) / columns) * inner} cy={height - foot - dot / 2 - 1 - row * rise} r={of.id === chosen ? dot / 2 + 1.5 : dot / 2 - 0.4}
            onClick={() => onChoose(of.id === chosen ? null : of.id)}
          />
        ))}
        {inForce !== undefined && Math.abs(inForce - threshold) > 0.004 && <path className="plot-in-force" d={`M${x(inForce)} 0V${height - foot}`} />}
        <g
          className="plot-line" role="slider" tabIndex={0} aria-label={t("threshold.slider", { class: classWords(t, name) })}
          aria-valuemin={0} aria-valuemax={1} aria-valuenow={threshold} aria-valuetext={threshold.toFixed(2)} aria-orientation="horizontal"
          onKeyDown={onKeyDown} onPointerMove={onPointerMove}
          onPointerDown={(e) => { e.preventDefault(); e.currentTarget.setPointerCapture(e.pointerId); e.currentTarget.focus(); }}
        >
          <rect className="plot-grip" x={x(threshold) - 9} y={0} width={18} height={height - foot} />
          <path d={`M${x(threshold)} 0V${height - foot}`} />
          <path className="plot-handle" d={`M${x(threshold) - 6} 0h12v7l-6 6-6-6z`} />
        </g>
      </svg>
    </div>
  );
}
