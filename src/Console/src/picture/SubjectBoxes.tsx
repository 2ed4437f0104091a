import type { Subject } from "../api/types";
import { classWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { labelOf, withoutOverlap, type Label } from "./geometry";
import type { Layout } from "./PictureStage";

/** The boxes of what was seen, with class and score: solid where the score counts, dashed where it does not. */
export function SubjectBoxes({ subjects, counts, layout: { picture, unit } }: { subjects: Subject[]; counts: (subject: Subject) => boolean; layout: Layout }) {
  const { t } = useTexts();
  const font = 12 * unit;
  const strongestFirst = [...subjects].sort((a, b) => b.score - a.score).map((subject) => {
    const text = `${classWords(t, subject.class)} ${subject.score.toFixed(2)}`;
    return { subject, counting: counts(subject), ...labelOf(subject, text, font, picture) };
  });
  // Where labels would hide each other, the strongest is shown; the others have theirs as a tooltip.
  const shown = withoutOverlap(strongestFirst);
  return (
    <g className="boxes">
      {[...strongestFirst].reverse().map((box, i) => (
        <g key={i} className={box.counting ? "box box-counts" : "box"}>
          <title>{box.text}</title>
          <BoxLines subject={box.subject} width={picture.width} height={picture.height} />
          {shown.includes(box) && <BoxLabel label={box} font={font} radius={2 * unit} />}
        </g>
      ))}
    </g>
  );
}

function BoxLines({ subject, width, height }: { subject: Subject; width: number; height: number }) {
  const box = { x: subject.x1 * width, y: subject.y1 * height, width: Math.max(0, subject.x2 - subject.x1) * width, height: Math.max(0, subject.y2 - subject.y1) * height };
  return (
    <>
      <rect className="box-casing" {...box} />
      <rect className="box-line" {...box} />
    </>
  );
}

function BoxLabel({ label, font, radius }: { label: Label; font: number; radius: number }) {
  return (
    <>
      <rect className="box-label" x={label.x} y={label.y} width={label.width} height={label.height} rx={radius} />
      <text x={label.x + 0.45 * font} y={label.y + 1.07 * font} fontSize={font}>{label.text}</text>
    </>
  );
}
