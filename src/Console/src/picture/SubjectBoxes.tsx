import type { Subject } from "../api/types";
import { classWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { textWidth } from "./geometry";
import type { Layout } from "./PictureStage";

/** The boxes of what was seen, with class and score: solid where the score counts, dashed where it does not. */
export function SubjectBoxes({ subjects, counts, layout }: { subjects: Subject[]; counts: (subject: Subject) => boolean; layout: Layout }) {
  // Drawn weakest first, so that the strongest box and its label lie on top.
  const ordered = [...subjects].sort((a, b) => a.score - b.score);
  return <g className="boxes">{ordered.map((subject, i) => <SubjectBox key={i} subject={subject} counts={counts(subject)} layout={layout} />)}</g>;
}

function SubjectBox({ subject, counts, layout: { picture, unit } }: { subject: Subject; counts: boolean; layout: Layout }) {
  const { t } = useTexts();
  const x = subject.x1 * picture.width;
  const y = subject.y1 * picture.height;
  const width = (subject.x2 - subject.x1) * picture.width;
  const height = (subject.y2 - subject.y1) * picture.height;
  const text = `${classWords(t, subject.class)} ${subject.score.toFixed(2)}`;
  const font = 12 * unit;
  const labelWidth = (textWidth(text) + 0.9) * font;
  const labelHeight = 1.5 * font;
  const labelX = Math.max(0, Math.min(x - unit, picture.width - labelWidth));
  const labelY = y - labelHeight < 0 ? Math.min(y, picture.height - labelHeight) : y - labelHeight;
  return (
    <g className={counts ? "box box-counts" : "box"}>
      <title>{text}</title>
      <rect className="box-casing" x={x} y={y} width={width} height={height} />
      <rect className="box-line" x={x} y={y} width={width} height={height} />
      <rect className="box-label" x={labelX} y={labelY} width={labelWidth} height={labelHeight} rx={2 * unit} />
      <text x={labelX + 0.45 * font} y={labelY + 1.07 * font} fontSize={font}>{text}</text>
    </g>
  );
}
