import type { Subject } from "../api/types";
import { SourceSign } from "../shell/SourceMark";
import type { SourceKind } from "./sources";

/** A small cut of the picture around what was seen; the sign of its source where there is no picture. */
export function CaseThumbnail({ url, subjects, kind }: { url: string | undefined; subjects: Subject[]; kind: SourceKind }) {
  if (!url) return <div className="thumbnail thumbnail-empty" aria-hidden="true"><SourceSign kind={kind} /></div>;
  const strongest = subjects.reduce<Subject | undefined>((best, one) => (!best || one.score > best.score ? one : best), undefined);
  const x = strongest ? (strongest.x1 + strongest.x2) / 2 : 0.5;
  const y = strongest ? (strongest.y1 + strongest.y2) / 2 : 0.5;
  // A slice of half the picture's width about the strongest box, kept inside the picture. The slot is 4:3, pictures mostly 16:9.
  const width = 0.5;
  const height = 0.667;
  const left = Math.min(Math.max(0, x - width / 2), 1 - width);
  const top = Math.min(Math.max(0, y - height / 2), 1 - height);
  return (
    <div className="thumbnail">
      <img
        src={url} alt="" loading="lazy" decoding="async"
        style={{ width: `${100 / width}%`, height: `${100 / height}%`, left: `${(-left / width) * 100}%`, top: `${(-top / height) * 100}%` }}
      />
    </div>
  );
}
